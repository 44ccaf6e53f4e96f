import CairnAPI
import CairnModel

/// Where CloudWatch Logs takes a trail's events: what the ARNs of the log group and the role look like.
///
/// Source: CloudTrail API Reference, CreateTrail; CloudWatch Logs API Reference, CreateLogGroup.
enum LogGroupReference {
    /// Returns the ARN of a log group, which ends with `:*`.
    /// - Throws: ``CloudTrailError`` with `invalidCloudWatchLogsLogGroupArn`.
    static func checkedGroup(_ text: String) throws(CloudTrailError) -> String {
        if let arn = ARN(text), arn.service == "logs", !arn.region.isEmpty, arn.accountID != nil,
            arn.resource.hasPrefix("log-group:"), arn.resource.hasSuffix(":*")
        {
            let name = arn.resource.dropFirst("log-group:".count).dropLast(2)
            if (1...512).contains(name.utf8.count), name.consistsOfLettersAndDigits(or: ".-_/#") { return text }
        }
        throw CloudTrailError(
            .invalidCloudWatchLogsLogGroupArn,
            "\(CloudTrailError.excerpt(text)) is not the ARN of a log group as CloudTrail takes it; those look like "
                + "arn:aws:logs:us-east-1:123456789012:log-group:NAME:*."
        )
    }

    /// - Throws: ``CloudTrailError`` with `invalidCloudWatchLogsRoleArn`.
    static func checkedRole(_ text: String) throws(CloudTrailError) -> String {
        if let arn = ARN(text), arn.service == "iam", arn.region.isEmpty, arn.accountID != nil,
            arn.resource.hasPrefix("role/"), arn.resource.utf8.count > "role/".utf8.count,
            arn.resource.consistsOfLettersAndDigits(or: "/+=,.@-_"), !arn.resource.hasSuffix("/")
        {
            return text
        }
        throw CloudTrailError(
            .invalidCloudWatchLogsRoleArn,
            "\(CloudTrailError.excerpt(text)) is not the ARN of an IAM role; those look like "
                + "arn:aws:iam::123456789012:role/NAME."
        )
    }

    /// A log group and a role come together. The codes and texts are those that AWS answers with.
    static func checkPair(group: String?, role: String?) throws(CloudTrailError) {
        if group != nil, role == nil {
            throw CloudTrailError(
                .invalidCloudWatchLogsRoleArn, "You must specify a role ARN as well as a log group."
            )
        }
        if group == nil, role != nil {
            throw CloudTrailError(
                .invalidCloudWatchLogsLogGroupArn, "You must specify a log group as well as a role ARN."
            )
        }
    }
}
