/// Text with escaped characters: four digits behind the escape character, or six behind it and `+`.
enum UnicodeText {
    static func decoded(
        _ text: String,
        escape: Character,
        at position: SourcePosition
    ) throws(QueryError) -> String {
        var result = ""
        var rest = Substring(text)
        while let character = rest.popFirst() {
            guard character == escape else {
                result.append(character)
                continue
            }
            if rest.first == escape {
                rest.removeFirst()
                result.append(escape)
                continue
            }
            let count = rest.first == "+" ? 6 : 4
            if count == 6 { rest.removeFirst() }
            let digits = rest.prefix(count)
            guard digits.count == count, digits.allSatisfy({ $0.isASCII && $0.isHexDigit }),
                let scalar = UInt32(digits, radix: 16).flatMap(UnicodeScalar.init), scalar.value != 0
            else { throw QueryError("Invalid escape sequence: \(escape)\(digits)", at: position) }
            rest.removeFirst(count)
            result.unicodeScalars.append(scalar)
        }
        return result
    }
}
