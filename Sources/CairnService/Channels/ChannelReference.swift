import CairnAPI
import CairnLake
import CairnModel

/// How a request names a channel: by its ARN, or by the UUID at the end of it.
struct ChannelReference {
    let id: String
    /// `nil` if the request names the id alone.
    let arn: ARN?

    /// `nil` for a text that is neither.
    init?(_ text: String) {
        let lowercased = text.lowercased()
        if lowercased.isUUID {
            (id, arn) = (lowercased, nil)
            return
        }
        let prefix = ResourceKind.channel.prefix
        guard let arn = ARN(text), arn.service == "cloudtrail", !arn.partition.isEmpty, !arn.region.isEmpty,
            arn.accountID != nil, arn.resource.hasPrefix(prefix)
        else { return nil }
        let id = arn.resource.dropFirst(prefix.count).lowercased()
        guard id.isUUID else { return nil }
        self.id = id
        self.arn = arn
    }

    /// Whether a caller means the channel: by its id alone, only one of its own account and region.
    func names(_ channel: Channel, for context: RequestContext) -> Bool {
        guard channel.id == id else { return false }
        guard let arn else {
            return channel.account == context.account && channel.region == context.region
                && channel.partition == context.partition
        }
        return arn.partition == channel.partition && arn.region == channel.region && arn.account == channel.account
    }
}
