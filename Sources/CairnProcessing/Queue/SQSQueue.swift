public import CairnAWSClient
import CairnModel
import CairnWire

/// A queue of Amazon SQS, or of something that speaks its protocol.
public struct SQSQueue: MessageQueue {
    private let client: AWSClient
    private let url: String

    /// - Parameters:
    ///   - client: its region is that of the queue.
    ///   - url: the queue's own URL; where it is reached is a matter of the client's endpoints.
    public init(client: AWSClient, url: String) {
        self.client = client
        self.url = url
    }

    /// - Throws: `AWSClientError`.
    public func receive(
        messagesMax: Int, waitSeconds: Int, visibilityTimeoutSeconds: Int
    ) async throws -> [QueueMessage] {
        let output = try await call(
            "ReceiveMessage",
            [
                ("MaxNumberOfMessages", .number(JSONNumber(messagesMax))),
                ("WaitTimeSeconds", .number(JSONNumber(waitSeconds))),
                ("VisibilityTimeout", .number(JSONNumber(visibilityTimeoutSeconds))),
                ("AttributeNames", .list([.string("All")])),
            ])
        guard case .list(let messages)? = output["Messages"] else { return [] }
        return messages.compactMap(Self.message)
    }

    /// - Throws: `AWSClientError`.
    public func delete(_ message: QueueMessage) async throws {
        _ = try await call("DeleteMessage", [("ReceiptHandle", .string(message.receiptHandle))])
    }

    /// - Throws: `AWSClientError`.
    public func changeVisibility(of message: QueueMessage, timeoutSeconds: Int) async throws {
        _ = try await call(
            "ChangeMessageVisibility",
            [
                ("ReceiptHandle", .string(message.receiptHandle)),
                ("VisibilityTimeout", .number(JSONNumber(timeoutSeconds))),
            ])
    }

    private func call(_ operation: String, _ input: [(String, WireValue)]) async throws -> WireValue {
        let members = [WireValue.Member("QueueUrl", .string(url))] + input.map { WireValue.Member($0.0, $0.1) }
        return try await client.call(service: "sqs", operation: operation, input: .structure(members))
    }

    private static func message(_ value: WireValue) -> QueueMessage? {
        guard let handle = value["ReceiptHandle"]?.stringValue else { return nil }
        var attributes: [String: String] = [:]
        if case .map(let members)? = value["Attributes"] {
            for member in members { attributes[member.name] = member.value.stringValue }
        }
        return QueueMessage(
            id: value["MessageId"]?.stringValue ?? "", receiptHandle: handle,
            body: value["Body"]?.stringValue ?? "", attributes: attributes)
    }
}
