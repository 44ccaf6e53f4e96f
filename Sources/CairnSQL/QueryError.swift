/// Why a statement is refused, and where.
///
/// The text is meant for the message of `InvalidQueryStatementException`.
public struct QueryError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, without the place.
    public var message: String
    /// The line of the statement, from 1.
    public var line: Int
    /// The column in that line in characters, from 1.
    public var column: Int
    /// What could stand there instead; empty where that is not known.
    public var expected: [String]

    public init(_ message: String, line: Int, column: Int, expected: [String] = []) {
        self.message = message
        self.line = line
        self.column = column
        self.expected = expected
    }

    init(_ message: String, at position: SourcePosition, expected: [String] = []) {
        self.init(message, line: position.line, column: position.column, expected: expected)
    }

    /// The place, what is wrong and what was expected, in one line.
    public var description: String {
        let place = "line \(line):\(column): \(message)"
        return expected.isEmpty ? place : place + ". Expecting: " + expected.joined(separator: ", ")
    }
}
