/// Publishes to SNS.
public protocol NotificationSender: Sendable {
    /// Publishes a message as CloudTrail.
    func publish(_ message: String, toTopic arn: String) async throws(SendingError)
}
