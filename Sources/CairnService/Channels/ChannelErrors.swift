import CairnAPI
import CairnLake

/// What is said when a channel cannot be found or made.
enum ChannelErrors {
    static func invalidARN(_ text: String) -> CloudTrailError {
        CloudTrailError(
            .channelARNInvalid,
            "\(CloudTrailError.excerpt(text)) is neither the id nor the ARN of a channel; ARNs look like "
                + "arn:aws:cloudtrail:us-east-1:123456789012:channel/UUID."
        )
    }

    static func notFound(_ text: String) -> CloudTrailError {
        CloudTrailError(.channelNotFound, "There is no channel \(CloudTrailError.excerpt(text)).")
    }

    static func parameter(_ message: String) -> CloudTrailError { CloudTrailError(.invalidParameter, message) }

    /// Only the service itself changes its channels.
    static func belongsToService(_ channel: Channel) -> CloudTrailError {
        CloudTrailError(
            .operationNotPermitted, "Channel \(channel.arn) belongs to an AWS service, which alone may change it."
        )
    }
}
