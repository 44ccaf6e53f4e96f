import CairnAPI
import CairnLake
import CairnStore

/// How many channels there may be, and which.
///
/// Source: CloudTrail API Reference, CreateChannel; User Guide, "Quotas in AWS CloudTrail".
extension ChannelSet {
    /// Those that take events from outside of AWS.
    private func integrations(account: String, region: String) -> [Channel] {
        entries(account: account, region: region).filter { $0.serviceLink == nil }
    }

    /// - Throws: ``CloudTrailError`` with `channelMaxLimitExceeded` or `channelAlreadyExists`.
    func checkRoom(for channel: Channel) throws(CloudTrailError) {
        let others = integrations(account: channel.account, region: channel.region)
        guard others.count < Channel.channelsPerRegionMax else {
            throw CloudTrailError(
                .channelMaxLimitExceeded,
                "Account \(channel.account) already has \(Channel.channelsPerRegionMax) channels in "
                    + "\(channel.region)."
            )
        }
        try checkName(of: channel)
        guard let other = others.first(where: { $0.source == channel.source }) else { return }
        throw CloudTrailError(
            .channelAlreadyExists, "There is a channel for the source \(channel.source) already: \(other.arn)."
        )
    }

    /// - Throws: ``CloudTrailError`` with `channelAlreadyExists`.
    func checkName(of channel: Channel) throws(CloudTrailError) {
        let others = entries(account: channel.account, region: channel.region)
        guard others.contains(where: { $0.name == channel.name && $0.id != channel.id }) else { return }
        throw CloudTrailError(.channelAlreadyExists, "A channel named \(channel.name) already exists.")
    }

    /// A channel that brings events into a store, `nil` if there is none.
    func channel(into storeID: String) -> Channel? { all.first { $0.storeIDs.contains(storeID) } }
}
