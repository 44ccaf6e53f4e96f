/// The tables that a statement names behind FROM and JOIN, outside of texts and comments.
enum QueryTables {
    /// The names, but for those that the statement itself gives in WITH.
    static func names(in text: String) -> Set<String> {
        let words = words(in: text)
        let own = Set(
            words.indices.dropLast().filter { words[$0 + 1].lower == "as" && words[$0 + 1].opensParenthesis }
                .map { words[$0].lower })
        return Set(
            tables(words).map { String(decoding: words[$0].text, as: UTF8.self) }.filter {
                !own.contains($0.lowercased())
            })
    }

    /// The statement with other names for tables.
    static func replacing(_ names: [String: String], in text: String) -> String {
        let words = words(in: text)
        let known = Self.names(in: text)
        var bytes = Array(text.utf8)
        for index in tables(words).reversed() {
            let name = String(decoding: words[index].text, as: UTF8.self)
            guard known.contains(name), let new = names[name] else { continue }
            bytes.replaceSubrange(words[index].range, with: new.utf8)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private struct Word {
        var range: Range<Int>
        var text: [UInt8]
        var opensParenthesis = false

        var lower: String { String(decoding: text, as: UTF8.self).lowercased() }
    }

    private static func tables(_ words: [Word]) -> [Int] {
        words.indices.dropFirst().filter {
            ["from", "join"].contains(words[$0 - 1].lower) && !words[$0 - 1].opensParenthesis
        }
    }

    /// Words of letters, digits, `_`, `-` and `.`; whatever else stands between them ends them.
    private static func words(in text: String) -> [Word] {
        let bytes = Array(text.utf8)
        var words: [Word] = []
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            let next = index + 1 < bytes.count ? bytes[index + 1] : 0
            if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
                index = (bytes[(index + 1)...].firstIndex(of: byte) ?? bytes.count - 1) + 1
                words.append(Word(range: index..<index, text: []))
            } else if byte == UInt8(ascii: "-"), next == byte {
                index = bytes[index...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            } else if byte == UInt8(ascii: "/"), next == UInt8(ascii: "*") {
                index += 2
                while index < bytes.count, !bytes[index...].starts(with: Array("*/".utf8)) { index += 1 }
                index += 2
            } else if isWordByte(byte) {
                let start = index
                while index < bytes.count, isWordByte(bytes[index]), !bytes[index...].starts(with: Array("--".utf8)) {
                    index += 1
                }
                words.append(Word(range: start..<index, text: Array(bytes[start..<index])))
            } else {
                if byte == UInt8(ascii: "("), !words.isEmpty { words[words.count - 1].opensParenthesis = true }
                index += 1
            }
        }
        return words
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
            true
        default: false
        }
    }
}
