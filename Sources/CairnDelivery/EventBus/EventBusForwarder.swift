import CairnModel
import CairnStore
import CairnTrails
import Logging

/// Puts what some trail logs on the event buses, each event once and as soon as it is recorded.
///
/// Best effort, as EventBridge's: what is not taken after some tries is dropped, and counted. What was not tried when the
/// server ended is put at its next start, with what went before it in the same batch.
struct EventBusForwarder: Sendable {
    let world: DeliveryWorld
    let sender: any EventBusSender
    let rules: EventBusRules
    let counts: EventBusCounts

    static let readerName = "event-bus"
    static let entryCountMax = 10
    private static let tries = 3

    /// Runs until the task is cancelled.
    func run() async {
        while !Task.isCancelled {
            do {
                try await forward()
                return
            } catch is CancellationError {
                return
            } catch {
                world.logger.error("Events cannot be forwarded to event buses", metadata: ["error": "\(error)"])
                try? await world.sleep(10)
            }
        }
    }

    /// Forwards what is there and what comes; returns when the journal is closed.
    func forward() async throws {
        if try world.state.cursor(named: Self.readerName) == nil {
            try world.state.setCursor(world.journal.end, named: Self.readerName)
        }
        let reader = try world.journal.reader(named: Self.readerName, cursors: world.state)
        var filters = TrailFilters()
        while let batch = try await reader.next(maxBytes: 1 << 20) {
            await filters.update(world)
            if !filters.isEmpty { try await forward(batch, filters) }
            try reader.commit(batch.lastSequence)
        }
    }

    /// - Throws: `CancellationError` if the task is cancelled before everything was put or dropped.
    private func forward(_ batch: JournalBatch, _ filters: TrailFilters) async throws {
        var waiting: [LanePlace: [EventBusEntry]] = [:]
        batch.forEachRecord { _, record in
            StandardRecord.with(record) { record in
                guard let view = RecordView(scanning: record), let place = LanePlace(view, in: record),
                    filters.select(view, in: record, place), let entry = rules.entry(view, in: record)
                else { return }
                waiting[place, default: []].append(entry)
            }
        }
        for (place, entries) in waiting.sorted(by: { $0.key < $1.key }) {
            for part in Self.cut(entries) { try await send(part, place) }
        }
    }

    /// Calls of at most ten entries and 256 KB.
    static func cut(_ entries: [EventBusEntry]) -> [[EventBusEntry]] {
        var parts: [[EventBusEntry]] = []
        var part: [EventBusEntry] = []
        var bytes = 0
        for entry in entries {
            if part.count >= entryCountMax || (!part.isEmpty && bytes + entry.byteCount > EventBusRules.entryBytesMax) {
                parts.append(part)
                (part, bytes) = ([], 0)
            }
            part.append(entry)
            bytes += entry.byteCount
        }
        if !part.isEmpty { parts.append(part) }
        return parts
    }

    private func send(_ entries: [EventBusEntry], _ place: LanePlace) async throws {
        var left = entries
        for attempt in 1...Self.tries {
            try Task.checkCancellation()
            do throws(SendingError) {
                let refused = try await put(left, place)
                counts.sent(left.count - refused.count)
                left = refused.filter(left.indices.contains).map { left[$0] }
            } catch {
                world.logger.debug("An event bus did not take events", metadata: ["error": "\(error)"])
            }
            if left.isEmpty { return }
            if attempt < Self.tries { try? await world.sleep(Double(attempt) * (0.5 + world.random() / 2)) }
        }
        try Task.checkCancellation()
        counts.dropped(left.count)
        world.logger.warning(
            "Events were not taken by the event bus, and are dropped",
            metadata: ["account": "\(place.account)", "region": "\(place.region)", "count": "\(left.count)"])
    }

    /// A call that has begun is finished when the server stops: broken off, it might have to be made twice.
    private func put(_ entries: [EventBusEntry], _ place: LanePlace) async throws(SendingError) -> [Int] {
        let call = Task { [sender] () async -> Result<[Int], SendingError> in
            do throws(SendingError) {
                return .success(try await sender.putEvents(entries, account: place.account, region: place.region))
            } catch {
                return .failure(error)
            }
        }
        return try await call.value.get()
    }
}

extension LanePlace {
    /// The place of a record.
    init?(_ view: RecordView, in bytes: UnsafeRawBufferPointer) {
        guard let region = view.awsRegion.string(in: bytes),
            let account = view.recipientAccountID.string(in: bytes) ?? view.identity.accountID.string(in: bytes)
        else { return nil }
        self.init(account: account, region: region)
    }
}
