public import CairnModel
public import CairnServer

/// Events that a test waited for and that did not come, or came although they should not have.
public struct UnmetExpectation: Error, Sendable, CustomStringConvertible {
    public let criteria: EventCriteria
    /// How many at least; 0 if none was to come.
    public let wanted: Int
    /// The records that match.
    public let found: [JSON]

    public var description: String {
        let criteria = JSON.object(criteria.json)
        return wanted == 0
            ? "no event was to match \(criteria), but there is \(found.first ?? .null)"
            : "\(wanted) events were to match \(criteria), and \(found.count) did"
    }
}

/// Records that a test waited for and that no trail delivered in time.
public struct UndeliveredRecords: Error, Sendable, CustomStringConvertible {
    public let wanted: Int
    public let found: Int

    public var description: String { "\(wanted) records were to be delivered, and \(found) were" }
}
