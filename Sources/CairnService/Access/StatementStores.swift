/// Finds the event data stores that a SQL statement names: the ids that stand outside of its texts and comments, and the
/// ARNs in quotation marks.
enum StatementStores {
    /// The ids in lower case, and the ARNs as they are; each once, in the order in which they stand.
    static func names(in statement: String) -> [String] {
        var names: [String] = []
        var rest = Array(statement.utf8)[...]
        while let byte = rest.first {
            if byte == UInt8(ascii: "'") {
                rest = rest.dropFirst().drop { $0 != byte }.dropFirst()
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "`") {
                let name = rest.dropFirst().prefix { $0 != byte }
                rest = rest.dropFirst(name.count + 2)
                if let name = id(name) ?? arn(name), !names.contains(name) { names.append(name) }
            } else if rest.starts(with: "--".utf8) {
                rest = rest.drop { $0 != UInt8(ascii: "\n") }
            } else if rest.starts(with: "/*".utf8) {
                rest = afterComment(rest.dropFirst(2))
            } else if isWordByte(byte) {
                let word = word(rest)
                rest = rest.dropFirst(word.count)
                if let id = id(word), !names.contains(id) { names.append(id) }
            } else {
                rest = rest.dropFirst()
            }
        }
        return names
    }

    /// The letters, digits and hyphens that come first; two hyphens begin a comment.
    private static func word(_ rest: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let word = rest.prefix(while: isWordByte)
        for index in word.indices.dropLast() where word[index...].starts(with: "--".utf8) { return word[..<index] }
        return word
    }

    private static func afterComment(_ rest: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var rest = rest
        while !rest.isEmpty, !rest.starts(with: "*/".utf8) { rest = rest.dropFirst() }
        return rest.dropFirst(2)
    }

    /// A word of 8, 4, 4, 4 and 12 hexadecimal digits with hyphens between them.
    private static func id(_ word: ArraySlice<UInt8>) -> String? {
        let parts = word.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.map(\.count) == [8, 4, 4, 4, 12], parts.allSatisfy({ $0.allSatisfy(isHexDigit) }) else {
            return nil
        }
        return String(decoding: word, as: UTF8.self).lowercased()
    }

    /// An ARN that ends in an id.
    private static func arn(_ name: ArraySlice<UInt8>) -> String? {
        guard name.starts(with: "arn:".utf8), let slash = name.lastIndex(of: UInt8(ascii: "/")),
            id(name[(slash + 1)...]) != nil
        else { return nil }
        return String(decoding: name, as: UTF8.self)
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
