public import CairnAPI

/// How many calls of an operation an account may make in a region, per second; `nil` means any number.
///
/// Source: CloudTrail User Guide, "Quotas in AWS CloudTrail", transactions per second.
public struct RequestRates: Sendable, Hashable {
    /// LookupEvents and ListInsightsData.
    public var lookups: Double?
    /// The other operations whose names begin with Get, Describe or List.
    public var reads: Double?
    /// PutAuditEvents.
    public var auditEvents: Double?
    /// Every other operation.
    public var others: Double?

    public init(
        lookups: Double? = nil, reads: Double? = nil, auditEvents: Double? = nil, others: Double? = nil
    ) {
        self.lookups = lookups
        self.reads = reads
        self.auditEvents = auditEvents
        self.others = others
    }

    /// No limits: test suites and tools run as fast as they can.
    public static let unlimited = RequestRates()
    /// AWS's own quota for LookupEvents, nothing else.
    public static let awsLookups = RequestRates(lookups: 2)
    /// AWS's own quotas.
    public static let aws = RequestRates(lookups: 2, reads: 10, auditEvents: 100, others: 1)

    /// The rate of one operation, or `nil` if it is not limited.
    public func perSecond(_ operation: APIOperation) -> Double? {
        if operation == .lookupEvents || operation == .listInsightsData { return lookups }
        if operation == .putAuditEvents { return auditEvents }
        return ["Get", "Describe", "List"].contains { operation.name.hasPrefix($0) } ? reads : others
    }
}
