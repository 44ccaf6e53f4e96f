public import CairnAPI
public import CairnSelectors

/// A trail: what is logged, where it goes, and whether it is logging.
///
/// The value is the same wherever the trail is seen: its shadows in other regions and its replicas in member accounts
/// are ways to look at it, not copies. Times are seconds since 1970-01-01T00:00:00Z.
///
/// Source: CloudTrail API Reference, Trail; CloudTrail User Guide, "Working with CloudTrail trails".
public struct Trail: Sendable, Hashable {
    /// Unique in its account and home region.
    public var name: String
    /// The region in which the trail was created and can be changed.
    public var homeRegion: String
    /// The owner: for an organization trail the management account, whoever created it.
    public var account: String
    public var partition: String
    public var s3BucketName: String
    /// Begins and ends without a slash.
    public var s3KeyPrefix: String?
    /// The topic as the caller named it; answers carry it next to the ARN.
    public var snsTopicName: String?
    public var snsTopicARN: String?
    public var includeGlobalServiceEvents: Bool
    public var isMultiRegion: Bool
    public var isOrganizationTrail: Bool
    public var logFileValidationEnabled: Bool
    /// Ends with `:*`; there exactly if the role is.
    public var cloudWatchLogsLogGroupARN: String?
    public var cloudWatchLogsRoleARN: String?
    /// The ARN of the key, also if the caller named an alias or an id.
    public var kmsKeyID: String?
    public var eventSelectors: EventSelectors
    /// Empty if Insights is off.
    public var insightSelectors: [CairnAPI.InsightSelector]
    /// Empty if data events are not aggregated.
    public var aggregations: [CairnAPI.AggregationConfiguration]
    /// At most 50, in the order in which their keys were added.
    public var tags: [CairnAPI.Tag]
    public var isLogging: Bool
    /// The latest start; stays when logging stops.
    public var startLoggingTime: Double?
    /// The latest stop; stays when logging starts again.
    public var stopLoggingTime: Double?
    /// Tells a trail from an earlier one of the same name.
    public var createdTime: Double

    public init(
        name: String, homeRegion: String, account: String, partition: String = "aws", s3BucketName: String,
        s3KeyPrefix: String? = nil, snsTopicName: String? = nil, snsTopicARN: String? = nil,
        includeGlobalServiceEvents: Bool = true, isMultiRegion: Bool = false, isOrganizationTrail: Bool = false,
        logFileValidationEnabled: Bool = false, cloudWatchLogsLogGroupARN: String? = nil,
        cloudWatchLogsRoleARN: String? = nil, kmsKeyID: String? = nil, eventSelectors: EventSelectors = .standard,
        insightSelectors: [CairnAPI.InsightSelector] = [], aggregations: [CairnAPI.AggregationConfiguration] = [],
        tags: [CairnAPI.Tag] = [], isLogging: Bool = false, startLoggingTime: Double? = nil,
        stopLoggingTime: Double? = nil, createdTime: Double
    ) {
        self.name = name
        self.homeRegion = homeRegion
        self.account = account
        self.partition = partition
        self.s3BucketName = s3BucketName
        self.s3KeyPrefix = s3KeyPrefix
        self.snsTopicName = snsTopicName
        self.snsTopicARN = snsTopicARN
        self.includeGlobalServiceEvents = includeGlobalServiceEvents
        self.isMultiRegion = isMultiRegion
        self.isOrganizationTrail = isOrganizationTrail
        self.logFileValidationEnabled = logFileValidationEnabled
        self.cloudWatchLogsLogGroupARN = cloudWatchLogsLogGroupARN
        self.cloudWatchLogsRoleARN = cloudWatchLogsRoleARN
        self.kmsKeyID = kmsKeyID
        self.eventSelectors = eventSelectors
        self.insightSelectors = insightSelectors
        self.aggregations = aggregations
        self.tags = tags
        self.isLogging = isLogging
        self.startLoggingTime = startLoggingTime
        self.stopLoggingTime = stopLoggingTime
        self.createdTime = createdTime
    }
}

extension Trail {
    /// What names a trail among those of all accounts and regions.
    public struct Key: Sendable, Hashable {
        public var account: String
        public var homeRegion: String
        public var name: String

        public init(account: String, homeRegion: String, name: String) {
            self.account = account
            self.homeRegion = homeRegion
            self.name = name
        }
    }

    public var key: Key { Key(account: account, homeRegion: homeRegion, name: name) }

    /// `arn:<partition>:cloudtrail:<home region>:<owner>:trail/<name>`
    public var arn: String { "arn:\(partition):cloudtrail:\(homeRegion):\(account):trail/\(name)" }

    /// Whether the trail exists in a region: as itself at home, as a shadow elsewhere in the partition.
    public func exists(inRegion region: String, partition: String) -> Bool {
        self.partition == partition && (homeRegion == region || isMultiRegion)
    }
}

extension Trail.Key: Comparable {
    /// By account, then region, then name.
    public static func < (left: Self, right: Self) -> Bool {
        (left.account, left.homeRegion, left.name) < (right.account, right.homeRegion, right.name)
    }
}
