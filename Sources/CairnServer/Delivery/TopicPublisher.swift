import CairnDelivery
import CairnModel
import CairnWire

/// Publishes through SNS's API.
struct TopicPublisher: NotificationSender {
    let sender: ServiceSender

    func publish(_ message: String, toTopic arn: String) async throws(SendingError) {
        guard let place = ARN(arn) else {
            throw SendingError(code: "InvalidParameter", message: "\(arn) is not the ARN of a topic")
        }
        try await sender.call(
            "sns", "Publish", [.init("TopicArn", .string(arn)), .init("Message", .string(message))],
            account: String(place.account), region: String(place.region), absent: ["NotFound", "NotFoundException"])
    }
}
