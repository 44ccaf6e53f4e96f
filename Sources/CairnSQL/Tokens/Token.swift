/// A word, literal or sign of a statement.
struct Token: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        /// A word without quotes, as it was written.
        case word
        /// A name in double quotes or backquotes, without them.
        case quotedName
        /// A string literal, without quotes.
        case string
        /// An unsigned whole number.
        case integer
        /// An unsigned number with a point.
        case decimal
        /// An unsigned number with an exponent.
        case double
        /// The hexadecimal digits of `X'…'`.
        case binary
        case symbol
        case end
    }

    var kind: Kind
    var text: String
    var position: SourcePosition
    /// The bytes of the statement that the token stands for.
    var range: Range<Int>

    /// The word in capitals, if the token is a word without quotes.
    var keyword: String? { kind == .word ? text.uppercased() : nil }

    func isSymbol(_ symbol: String) -> Bool { kind == .symbol && text == symbol }

    /// How an error names the token.
    var shown: String {
        switch kind {
        case .end: "the end of the statement"
        case .string: "'\(text.prefix(40))'"
        default: "'\(text.prefix(60))'"
        }
    }
}
