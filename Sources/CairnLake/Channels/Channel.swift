public import CairnAPI
public import CairnStore

/// A channel: where events from outside of AWS come in, and the event data stores that they go to.
///
/// Source: CloudTrail API Reference, CreateChannel and GetChannel.
public struct Channel: Sendable, Hashable {
    /// A UUID: the last part of the ARN.
    public var id: String
    /// Unique in its account and region.
    public var name: String
    public var account: String
    public var region: String
    public var partition: String
    /// Who sends the events: `Custom`, or a partner's name. It never changes.
    public var source: String
    /// The ids of the event data stores that take the events, each once, in the order of the request.
    public var storeIDs: [String]
    /// Set for the channel of an AWS service, which takes CloudTrail's own events instead of others.
    public var serviceLink: ServiceLink?
    public var tags: [Tag]
    /// In seconds since 1970.
    public var createdTime: Double

    /// What an AWS service has set for a channel of its own.
    ///
    /// Source: CloudTrail User Guide, "Viewing service-linked channels".
    public struct ServiceLink: Sendable, Hashable {
        /// The service's name.
        public var service: String
        public var appliesToAllRegions: Bool
        public var selectors: [AdvancedEventSelector]

        public init(service: String, appliesToAllRegions: Bool, selectors: [AdvancedEventSelector]) {
            self.service = service
            self.appliesToAllRegions = appliesToAllRegions
            self.selectors = selectors
        }
    }

    public init(
        id: String, name: String, account: String, region: String, partition: String = "aws", source: String,
        storeIDs: [String], serviceLink: ServiceLink? = nil, tags: [Tag] = [], createdTime: Double
    ) {
        self.id = id
        self.name = name
        self.account = account
        self.region = region
        self.partition = partition
        self.source = source
        self.storeIDs = storeIDs
        self.serviceLink = serviceLink
        self.tags = tags
        self.createdTime = createdTime
    }
}

extension Channel {
    /// `arn:<partition>:cloudtrail:<region>:<account>:channel/<id>`
    public var arn: String { "arn:\(partition):cloudtrail:\(region):\(account):channel/\(id)" }

    /// At most this many channels for integrations in a region; those of AWS services do not count.
    ///
    /// Source: CloudTrail User Guide, "Quotas in AWS CloudTrail".
    public static let channelsPerRegionMax = 25
}

extension Channel: LakeResource {}

/// The channels.
public typealias ChannelRegistry = LakeRegistry<Channel>

/// All channels of all accounts and regions at one moment.
public typealias ChannelSet = StateEntries<Channel>
