/// A message of a queue, as it was received.
public struct QueueMessage: Sendable, Hashable {
    public var id: String
    /// What deletes the message, or changes its visibility.
    public var receiptHandle: String
    public var body: String
    /// Those of the queue itself, such as `SentTimestamp`.
    public var attributes: [String: String]

    public init(id: String, receiptHandle: String, body: String, attributes: [String: String] = [:]) {
        self.id = id
        self.receiptHandle = receiptHandle
        self.body = body
        self.attributes = attributes
    }
}

/// The queue that tells of new log files: the port behind the processor.
public protocol MessageQueue: Sendable {
    /// Waits for messages and takes some; nobody else sees them for the time of the visibility timeout.
    func receive(
        messagesMax: Int, waitSeconds: Int, visibilityTimeoutSeconds: Int
    ) async throws -> [QueueMessage]

    func delete(_ message: QueueMessage) async throws

    /// Sets from now on for how long nobody else sees a message that was received; 0 gives it back.
    func changeVisibility(of message: QueueMessage, timeoutSeconds: Int) async throws
}
