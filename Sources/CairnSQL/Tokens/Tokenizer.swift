/// Cuts a statement into tokens; comments and white space fall away.
struct Tokenizer {
    private let bytes: [UInt8]
    private var index = 0
    private var position = SourcePosition(line: 1, column: 1)

    private static let pairs: Set<String> = ["<=", ">=", "<>", "!=", "||", "->", "=>"]
    private static let signs = Set("()[],.;+-*/%<>=?:{}|&^~@#$!".utf8)

    private init(_ statement: String) {
        bytes = Array(statement.utf8)
    }

    /// The tokens of a statement, the last one of kind `end`.
    static func tokens(of statement: String) throws(QueryError) -> [Token] {
        var tokenizer = Tokenizer(statement)
        var tokens: [Token] = []
        repeat {
            tokens.append(try tokenizer.next())
        } while tokens.last?.kind != .end
        return tokens
    }

    private mutating func next() throws(QueryError) -> Token {
        try skipBlanks()
        let start = index
        let place = position
        guard let byte = peek() else {
            return Token(kind: .end, text: "", position: place, range: start..<start)
        }
        let (kind, text) = try token(from: byte)
        return Token(kind: kind, text: text, position: place, range: start..<index)
    }

    private mutating func token(from byte: UInt8) throws(QueryError) -> (Token.Kind, String) {
        switch byte {
        case UInt8(ascii: "'"):
            return (.string, try quoted())
        case UInt8(ascii: "\""), UInt8(ascii: "`"):
            return (.quotedName, try quotedName())
        case UInt8(ascii: "x"), UInt8(ascii: "X"):
            if peek(1) == UInt8(ascii: "'") { return (.binary, try binary()) }
            return (.word, word())
        case UInt8(ascii: "u"), UInt8(ascii: "U"):
            if peek(1) == UInt8(ascii: "&"), peek(2) == UInt8(ascii: "'") { return (.string, try escaped()) }
            return (.word, word())
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            return number()
        case UInt8(ascii: ".") where isDigit(peek(1)):
            return number()
        case _ where isWordByte(byte):
            return (.word, word())
        default:
            return (.symbol, try symbol(byte))
        }
    }

    // MARK: Bytes

    private func peek(_ offset: Int = 0) -> UInt8? {
        index + offset < bytes.count ? bytes[index + offset] : nil
    }

    private mutating func advance(_ count: Int = 1) {
        for _ in 0..<count where index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == UInt8(ascii: "\n") {
                position = SourcePosition(line: position.line + 1, column: 1)
            } else if byte & 0xC0 != 0x80 {
                position.column += 1
            }
        }
    }

    private func text(from start: Int) -> String { String(decoding: bytes[start..<index], as: UTF8.self) }

    private func isDigit(_ byte: UInt8?) -> Bool {
        byte.map { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ?? false
    }

    private func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): true
        default: false
        }
    }

    // MARK: Blanks and comments

    private mutating func skipBlanks() throws(QueryError) {
        while let byte = peek() {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                advance()
            case UInt8(ascii: "-") where peek(1) == UInt8(ascii: "-"):
                while let byte = peek(), byte != UInt8(ascii: "\n") { advance() }
            case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"):
                try skipComment()
            default:
                return
            }
        }
    }

    private mutating func skipComment() throws(QueryError) {
        let start = position
        advance(2)
        while peek() != nil {
            if peek() == UInt8(ascii: "*"), peek(1) == UInt8(ascii: "/") {
                advance(2)
                return
            }
            advance()
        }
        throw QueryError("The comment does not end", at: start, expected: ["*/"])
    }

    // MARK: Literals and names

    private mutating func quoted() throws(QueryError) -> String {
        let start = position
        guard let mark = peek() else { return "" }
        advance()
        var content: [UInt8] = []
        while let byte = peek() {
            advance()
            if byte == mark {
                guard peek() == mark else { return try checked(content, at: start) }
                advance()
            }
            content.append(byte)
        }
        let sign = String(decoding: [mark], as: UTF8.self)
        throw QueryError("The text that starts here does not end", at: start, expected: [sign])
    }

    private func checked(_ content: [UInt8], at start: SourcePosition) throws(QueryError) -> String {
        guard !content.contains(0) else { throw QueryError("Text cannot hold the character U+0000", at: start) }
        return String(decoding: content, as: UTF8.self)
    }

    private mutating func quotedName() throws(QueryError) -> String {
        let start = position
        let name = try quoted()
        guard !name.isEmpty else { throw QueryError("A name cannot be empty", at: start, expected: ["a name"]) }
        return name
    }

    private mutating func binary() throws(QueryError) -> String {
        let start = position
        advance()
        let digits = try quoted().filter { !$0.isWhitespace }
        guard digits.allSatisfy(\.isHexDigit), digits.count.isMultiple(of: 2) else {
            throw QueryError("A binary literal has pairs of hexadecimal digits", at: start)
        }
        return digits.uppercased()
    }

    /// `U&'caf\00e9'`, which may have `UESCAPE '#'` behind it.
    private mutating func escaped() throws(QueryError) -> String {
        let start = position
        advance(2)
        let text = try quoted()
        let end = (index, position)
        try skipBlanks()
        guard let byte = peek(), isWordByte(byte), word().uppercased() == "UESCAPE" else {
            (index, position) = end
            return try UnicodeText.decoded(text, escape: "\\", at: start)
        }
        try skipBlanks()
        let place = position
        guard peek() == UInt8(ascii: "'") else {
            throw QueryError("UESCAPE needs a character in quotes", at: place, expected: ["a character"])
        }
        let mark = try quoted()
        guard let escape = mark.first, mark.count == 1, !escape.isHexDigit, !"+\"' ".contains(escape) else {
            throw QueryError("Invalid Unicode escape character: \(mark.prefix(20))", at: place)
        }
        return try UnicodeText.decoded(text, escape: escape, at: start)
    }

    private mutating func word() -> String {
        let start = index
        while let byte = peek(), isWordByte(byte) || isDigit(byte) { advance() }
        return text(from: start)
    }

    private mutating func number() -> (Token.Kind, String) {
        let start = index
        var kind = Token.Kind.integer
        if let number = otherRadix() { return (.integer, number) }
        skipDigits()
        if peek() == UInt8(ascii: ".") {
            kind = .decimal
            advance()
            skipDigits()
        }
        if let mark = peek(), mark | 0x20 == UInt8(ascii: "e") {
            let signed = peek(1) == UInt8(ascii: "+") || peek(1) == UInt8(ascii: "-")
            if isDigit(peek(signed ? 2 : 1)) {
                kind = .double
                advance(signed ? 2 : 1)
                skipDigits()
            }
        }
        return (kind, text(from: start).filter { $0 != "_" })
    }

    /// Digits, which may have single `_` between them.
    private mutating func skipDigits() {
        while isDigit(peek()) || (peek() == UInt8(ascii: "_") && isDigit(peek(1))) { advance() }
    }

    /// `0x1F`, `0o17`, `0b101`
    private mutating func otherRadix() -> String? {
        guard peek() == UInt8(ascii: "0"), let mark = peek(1) else { return nil }
        let radix = [UInt8(ascii: "x"): 16, UInt8(ascii: "o"): 8, UInt8(ascii: "b"): 2][mark | 0x20]
        guard let radix else { return nil }
        var length = 2
        while let byte = peek(length), isWordByte(byte) || isDigit(byte) { length += 1 }
        let digits = String(decoding: bytes[(index + 2)..<(index + length)], as: UTF8.self)
        guard !digits.contains("__"), !digits.hasSuffix("_"),
            let value = UInt64(digits.filter { $0 != "_" }, radix: radix)
        else { return nil }
        advance(length)
        return String(value)
    }

    private mutating func symbol(_ byte: UInt8) throws(QueryError) -> String {
        if let second = peek(1) {
            let pair = String(decoding: [byte, second], as: UTF8.self)
            if Self.pairs.contains(pair) {
                advance(2)
                return pair
            }
        }
        guard Self.signs.contains(byte) else {
            let rest = String(decoding: bytes[index..<min(index + 4, bytes.count)], as: UTF8.self)
            throw QueryError("The character '\(rest.prefix(1))' has no meaning here", at: position)
        }
        advance()
        return String(decoding: [byte], as: UTF8.self)
    }
}
