import CairnInsights

/// An Insights event as it is told to somebody: to trails, or to the destination of an event data store.
struct ToldInsight: Sendable {
    let state: InsightEvent.State
    let eventID: String
    let sharedEventID: String
    let record: [UInt8]

    /// For trails.
    init(_ event: InsightEvent) {
        state = event.state
        eventID = event.eventID
        sharedEventID = event.sharedEventID
        record = event.record()
    }

    /// - Parameter arn: of the store that watches.
    init(_ event: InsightEvent, store arn: String) {
        state = event.state
        eventID = event.eventID(ofStore: arn)
        sharedEventID = event.sharedEventID(ofStore: arn)
        record = StoreInsightRecord.record(of: event, source: arn)
    }
}
