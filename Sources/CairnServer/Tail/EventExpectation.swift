import CairnModel
import CairnStore
import ServiceLifecycle

/// Waits until enough events that match have been recorded, or the time is over.
struct EventExpectation {
    /// What was found.
    struct Outcome {
        var isSatisfied: Bool
        var found: Int
        /// The first of them.
        var events: [JSON]
    }

    static let withinMax = Duration.seconds(600)
    private static let eventsReturnedMax = 100

    var criteria: EventCriteria
    /// How many at least; 0 means that none may come.
    var count: Int
    var within: Duration
    /// Seconds since the epoch; older events do not count.
    var since: Double
    /// Whose events count; `nil` for those of all accounts.
    var account: String?

    func wait(_ search: EventSearch) async throws -> Outcome {
        let reader = try search.reader(since: since)
        let gathering = Gathering(expectation: self, hidden: search.floor.hidden)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await gathering.run(reader) }
            group.addTask { try await Task.sleep(for: within) }
            // When the server is told to stop, the answer is what was found until then.
            group.addTask { try? await gracefulShutdown() }
            try await group.next()
            group.cancelAll()
            return await gathering.outcome
        }
    }

    /// Reads until the expectation is decided early; for the rest, whoever waits decides by the clock.
    private actor Gathering {
        let expectation: EventExpectation
        let hidden: UInt64
        var found = 0
        var events: [JSON] = []

        init(expectation: EventExpectation, hidden: UInt64) {
            self.expectation = expectation
            self.hidden = hidden
        }

        var outcome: Outcome {
            Outcome(
                isSatisfied: expectation.count == 0 ? found == 0 : found >= expectation.count, found: found,
                events: events)
        }

        func run(_ reader: JournalReader) async throws {
            while !isDecided, let batch = try await reader.next(maxBytes: 1 << 20) { take(batch) }
        }

        private var isDecided: Bool { found >= max(1, expectation.count) }

        private func take(_ batch: JournalBatch) {
            batch.forEachRecord { index, record in
                guard !isDecided, batch.sequence(at: index) > hidden, let event = expectation.matching(record) else {
                    return
                }
                found += 1
                if events.count < EventExpectation.eventsReturnedMax { events.append(event) }
            }
        }
    }

    /// The record as JSON if it counts. The scan spares most records the parser.
    private func matching(_ record: UnsafeRawBufferPointer) -> JSON? {
        guard let view = RecordView(scanning: record), let time = view.time(in: record), time >= since.rounded(.down)
        else { return nil }
        if let account, view.recipientAccountID.string(in: record) != account { return nil }
        if let name = criteria.eventName, !name.hasSuffix("*"), view.eventName.string(in: record) != name { return nil }
        guard let event = StandardRecord.with(record, { try? JSON(parsing: $0) }), criteria.matches(event) else {
            return nil
        }
        return event
    }
}
