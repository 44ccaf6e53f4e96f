import CairnAPI
import CairnModel

/// The topic that is told of log files: by its name, which means one of the caller's account and region, or its ARN.
///
/// Source: CloudTrail API Reference, CreateTrail; Amazon SNS API Reference, CreateTopic.
struct TopicReference: Sendable, Hashable {
    /// As the caller gave it.
    let name: String
    let arn: String

    static let lengthMax = 256

    /// - Throws: ``CloudTrailError`` with `invalidSnsTopicName`.
    init(_ text: String, context: RequestContext) throws(CloudTrailError) {
        let arnText =
            text.hasPrefix("arn:") ? text : "arn:\(context.partition):sns:\(context.region):\(context.account):\(text)"
        guard text.unicodeScalars.count <= Self.lengthMax else {
            throw CloudTrailError(
                .invalidSnsTopicName, "The SNS topic name or ARN must have at most \(Self.lengthMax) characters."
            )
        }
        guard let arn = ARN(arnText), arn.service == "sns", !arn.region.isEmpty, arn.accountID != nil,
            arn.resource.consistsOfLettersAndDigits(or: "-_")
        else {
            throw CloudTrailError(
                .invalidSnsTopicName,
                "\(text) is not a valid SNS topic: give the ARN of a topic, or a name of letters, digits, hyphens and "
                    + "underscores."
            )
        }
        name = text
        self.arn = arnText
    }
}
