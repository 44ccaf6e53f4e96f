public import CairnAPI
public import CairnSelectors
public import CairnStore

/// An event data store: what is collected, for how long it is kept, and where it stands in its life.
///
/// Times are seconds since 1970-01-01T00:00:00Z.
///
/// Source: CloudTrail API Reference, CreateEventDataStore; User Guide, "Manage event data store lifecycles".
public struct EventDataStore: Sendable, Hashable {
    /// Where a store stands in its life. The moments between two states pass with the call that begins them.
    public enum Status: String, Sendable, Hashable {
        case created = "CREATED"
        case enabled = "ENABLED"
        case pendingDeletion = "PENDING_DELETION"
        case startingIngestion = "STARTING_INGESTION"
        case stoppingIngestion = "STOPPING_INGESTION"
        case stoppedIngestion = "STOPPED_INGESTION"
    }

    /// Whether the store is described as a table of other engines.
    public enum Federation: String, Sendable, Hashable {
        case enabling = "ENABLING"
        case enabled = "ENABLED"
        case disabling = "DISABLING"
        case disabled = "DISABLED"
    }

    /// A UUID: the last part of the ARN, the name of the folder, and the table in queries.
    public var id: String
    /// Unique in its account and region.
    public var name: String
    /// The owner: for an organization's store the management account, whoever created it.
    public var account: String
    public var region: String
    public var partition: String
    public var kind: EventDataStoreKind
    public var selectors: [AdvancedEventSelector]
    public var isMultiRegion: Bool
    public var isOrganizationStore: Bool
    public var retentionDays: Int
    public var isTerminationProtected: Bool
    public var billingMode: BillingMode
    /// The ARN of the key; once it is there it stays.
    public var kmsKeyID: String?
    public var status: Status
    public var tags: [Tag]
    public var maxEventSize: MaxEventSize
    public var contextKeySelectors: [ContextKeySelector]
    /// Where insights on the store go, and which; empty if there are none.
    public var insightTypes: [String]
    public var insightsDestination: String?
    /// `nil` if it never was federated.
    public var federation: Federation?
    /// `nil` if federation is off.
    public var federationRoleARN: String?
    public var createdTime: Double
    public var updatedTime: Double
    /// When it goes for good, if its deletion is pending.
    public var deletionTime: Double?
    /// Which part of the journal it takes.
    public var ingestion: Ingestion

    /// The part of the journal that a store takes.
    public struct Ingestion: Sendable, Hashable {
        /// The place behind which it begins.
        public var start: JournalPosition
        /// The last sequence number, if ingestion is stopped.
        public var lastSequence: UInt64?

        public init(start: JournalPosition, lastSequence: UInt64? = nil) {
            self.start = start
            self.lastSequence = lastSequence
        }
    }

    public init(
        id: String, name: String, account: String, region: String, partition: String = "aws",
        kind: EventDataStoreKind = .cloudTrailEvents,
        selectors: [AdvancedEventSelector] = EventSelectors.standardForEventDataStore.advancedSelectors ?? [],
        isMultiRegion: Bool = true, isOrganizationStore: Bool = false, retentionDays: Int = 366,
        isTerminationProtected: Bool = true, billingMode: BillingMode = .extendableRetentionPricing,
        kmsKeyID: String? = nil, status: Status = .enabled, tags: [Tag] = [], createdTime: Double,
        ingestion: Ingestion = Ingestion(start: .beginning)
    ) {
        self.id = id
        self.name = name
        self.account = account
        self.region = region
        self.partition = partition
        self.kind = kind
        self.selectors = selectors
        self.isMultiRegion = isMultiRegion
        self.isOrganizationStore = isOrganizationStore
        self.retentionDays = retentionDays
        self.isTerminationProtected = isTerminationProtected
        self.billingMode = billingMode
        self.kmsKeyID = kmsKeyID
        self.status = status
        self.tags = tags
        maxEventSize = .standard
        contextKeySelectors = []
        insightTypes = []
        self.createdTime = createdTime
        updatedTime = createdTime
        self.ingestion = ingestion
    }
}

extension EventDataStore {
    /// `arn:<partition>:cloudtrail:<region>:<owner>:eventdatastore/<id>`
    public var arn: String { "arn:\(partition):cloudtrail:\(region):\(account):eventdatastore/\(id)" }

    /// How long a deleted store can be restored, in seconds.
    ///
    /// Source: CloudTrail API Reference, DeleteEventDataStore: seven days.
    public static let pendingDeletionSeconds = 7.0 * 86_400

    /// At most this many stores in a region, whatever their state.
    ///
    /// Source: CloudTrail User Guide, "Quotas in AWS CloudTrail".
    public static let storesPerRegionMax = 10

    /// Source: CloudTrail API Reference, CreateEventDataStore, RetentionPeriod.
    public static func retentionDaysMax(_ billingMode: BillingMode) -> Int {
        billingMode == .fixedRetentionPricing ? 2557 : 3653
    }

    /// Source: CloudTrail API Reference, CreateEventDataStore, BillingMode.
    public static func defaultRetentionDays(_ billingMode: BillingMode) -> Int {
        billingMode == .fixedRetentionPricing ? 2557 : 366
    }

    /// What is older is not kept: seconds since the epoch.
    ///
    /// Source: CloudTrail API Reference, UpdateEventDataStore, RetentionPeriod: by the time of the event.
    public func keptSince(_ now: Double) -> Double { now - Double(retentionDays) * 86_400 }

    /// Whether queries may read it.
    public var isQueryable: Bool { status != .pendingDeletion }

    /// The columns that queries see.
    public var schema: LakeSchema { LakeSchema(kind, enriched: maxEventSize == .large) }
}
