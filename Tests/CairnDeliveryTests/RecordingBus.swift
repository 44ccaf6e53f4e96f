import CairnStore
import Synchronization

@testable import CairnDelivery

/// An event bus in memory.
final class RecordingBus: EventBusSender {
    private struct State {
        var calls: [(place: LanePlace, entries: [EventBusEntry])] = []
        var refusals: [Int] = []
    }

    private let state = Mutex(State())

    var calls: [(place: LanePlace, entries: [EventBusEntry])] { state.withLock(\.calls) }

    func refuseOnce(_ numbers: [Int]) { state.withLock { $0.refusals = numbers } }

    func putEvents(
        _ entries: [EventBusEntry], account: String, region: String
    ) async throws(SendingError) -> [Int] {
        state.withLock { state in
            state.calls.append((LanePlace(account: account, region: region), entries))
            defer { state.refusals = [] }
            return state.refusals
        }
    }
}

/// An event bus that takes its time, and takes nothing from a task that is cancelled.
struct SlowBus: EventBusSender {
    let begun: @Sendable () -> Void

    func putEvents(
        _ entries: [EventBusEntry], account: String, region: String
    ) async throws(SendingError) -> [Int] {
        begun()
        do { try await Task.sleep(for: .milliseconds(50)) } catch {
            throw SendingError(code: nil, message: "The call was cancelled")
        }
        return []
    }
}

extension DeliveryRig {
    /// Forwards the whole journal, and closes it.
    func forward(to bus: RecordingBus) async throws -> EventBusCounts {
        let counts = EventBusCounts()
        let forwarder = EventBusForwarder(world: world, sender: bus, rules: EventBusRules(), counts: counts)
        if try state.cursor(named: EventBusForwarder.readerName) == nil {
            try state.setCursor(.beginning, named: EventBusForwarder.readerName)
        }
        journal.close()
        try await forwarder.forward()
        return counts
    }
}
