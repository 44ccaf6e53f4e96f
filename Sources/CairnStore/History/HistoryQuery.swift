/// A place in the order of history: newest first, of one second the one that arrived last first.
public struct HistoryPosition: Sendable, Hashable {
    /// Seconds since the epoch.
    public var eventTime: Int64
    public var sequence: UInt64

    public init(eventTime: Int64, sequence: UInt64) {
        self.eventTime = eventTime
        self.sequence = sequence
    }
}

/// What LookupEvents asks the history.
public struct HistoryQuery: Sendable, Hashable {
    /// One attribute and its exact value.
    public struct Filter: Sendable, Hashable {
        public var attribute: LookupAttribute
        public var value: String

        public init(_ attribute: LookupAttribute, _ value: String) {
            self.attribute = attribute
            self.value = value
        }
    }

    public var account: String
    public var region: String
    public var category: HistoryCategory
    public var filter: Filter?
    /// Both in seconds since the epoch, inclusive; `nil` for no bound but the 90 days.
    public var start: Double?
    public var end: Double?
    /// At least 1.
    public var limit: Int
    /// Only events behind this place, as ``HistoryPage/next`` gave it.
    public var after: HistoryPosition?
    /// Events up to this sequence number are passed over, as if they had never been; 0 for none.
    public var hiddenUpTo: UInt64 = 0

    public init(
        account: String, region: String, category: HistoryCategory = .management, filter: Filter? = nil,
        start: Double? = nil, end: Double? = nil, limit: Int = 50, after: HistoryPosition? = nil
    ) {
        self.account = account
        self.region = region
        self.category = category
        self.filter = filter
        self.start = start
        self.end = end
        self.limit = limit
        self.after = after
    }
}

/// Events that match, newest first.
public struct HistoryPage: Sendable {
    public struct Entry: Sendable, Hashable {
        public var position: HistoryPosition
        /// The record as it stands in the journal.
        public var record: [UInt8]
    }

    public var entries: [Entry]
    /// Where the next page begins; `nil` on the last.
    public var next: HistoryPosition?
}
