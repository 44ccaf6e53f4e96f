/// Reads a line of the catalogue: `name(type, …) -> type`.
///
/// A line that cannot be read is a mistake of ours, and ends the program in every test.
struct SignatureReader {
    private let characters: [Character]
    private var index = 0

    private init(_ text: some StringProtocol) {
        characters = text.filter { $0 != " " }
    }

    static func signature(_ line: String, kind: FunctionSignature.Kind) -> FunctionSignature {
        let parts = line.split(separator: " -> ").map(String.init)
        precondition(parts.count == 2, "no result in \(line)")
        let (text, result) = (parts[0], parts[1])
        var reader = SignatureReader(text)
        let name = reader.word()
        let parameters = reader.group()
        let isVariadic = text.hasSuffix("...)")
        var resultReader = SignatureReader(result)
        return FunctionSignature(
            text: text,
            name: name,
            parameters: parameters,
            isVariadic: isVariadic,
            result: resultReader.pattern(),
            kind: kind
        )
    }

    private var next: Character? { index < characters.count ? characters[index] : nil }

    private mutating func accept(_ character: Character) -> Bool {
        guard next == character else { return false }
        index += 1
        return true
    }

    private mutating func word() -> String {
        var word = ""
        while let character = next, character.isLetter || character.isNumber || character == "_" {
            word.append(character)
            index += 1
        }
        return word
    }

    /// `(pattern, …)`
    private mutating func group() -> [TypePattern] {
        var patterns: [TypePattern] = []
        precondition(accept("("), "no group in \(String(characters))")
        while !accept(")") {
            patterns.append(pattern())
            while accept(".") {}
            _ = accept(",")
        }
        return patterns
    }

    private mutating func pattern() -> TypePattern {
        if next == "(" {
            let parameters = group()
            precondition(accept("=") && accept(">"), "no lambda in \(String(characters))")
            return .lambda(parameters, pattern())
        }
        let name = word()
        switch name {
        case "any": return .any
        case "local": return .local
        case "zoned": return .zoned
        case "clock": return .clock
        case "interval": return .interval
        case "array": return .array(group()[0])
        case "row": return .row(group())
        case "map":
            let parts = group()
            return .map(parts[0], parts[1])
        default: return Self.simple(name)
        }
    }

    private static func simple(_ name: String) -> TypePattern {
        if let derivation = TypePattern.Derivation(rawValue: name) { return .derived(derivation) }
        if name.count == 1 { return .variable(name) }
        let types: [SQLType] = [
            .unknown, .boolean, .tinyint, .smallint, .integer, .bigint, .real, .double, .varchar, .varbinary, .json,
            .date, .uuid, .ipaddress,
        ]
        if let type = types.first(where: { $0.description == name }) { return .exact(type) }
        if name == "intervalday" { return .exact(.intervalDayToSecond) }
        if name == "intervalyear" { return .exact(.intervalYearToMonth) }
        precondition(name == "timestamp", "unknown type \(name)")
        return .exact(.timestamp)
    }
}
