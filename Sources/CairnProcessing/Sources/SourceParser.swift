/// Understands one kind of message.
public protocol SourceParser: Sendable {
    /// What the parser understands, for errors.
    var name: String { get }

    /// Returns what a message says.
    /// - Throws: ``SourceParsingError`` if it is of another kind.
    func parse(_ message: QueueMessage, isLogFile: (String) -> Bool) throws(SourceParsingError) -> LogSource
}

/// Why a message was not understood.
public struct SourceParsingError: Error, Sendable, CustomStringConvertible {
    public let message: String
    /// Of each parser that was asked.
    public let causes: [SourceParsingError]

    public init(_ message: String, causes: [SourceParsingError] = []) {
        self.message = message
        self.causes = causes
    }

    public var description: String {
        causes.isEmpty ? message : message + " (" + causes.map(\.description).joined(separator: "; ") + ")"
    }
}
