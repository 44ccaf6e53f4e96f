import Synchronization

/// Brings audit events into one store, each once.
///
/// Calls that come while others are being written are written together with the next, so that a store takes many
/// small calls a second. What a call returns for is on the disk.
final class AuditEventWriter: Sendable {
    private struct Call {
        let events: [AuditEventLine]
        let byteCount: Int
        let done: CheckedContinuation<Result<Void, LakeError>, Never>
    }

    private struct State {
        var waiting: [Call] = []
        var byteCount = 0
        var isWriting = false
        /// How often in a row nothing had come since the last look.
        var idleCount = 0
    }

    /// Beyond this, calls are refused until others are written.
    static let waitingBytesMax = 64 << 20

    /// Ten minutes of looks.
    private static let idleCountMax = 120

    private let files: StoreFolder
    private let engine: CompactionEngine?
    private let threads: WorkThreads
    private let state = Mutex(State())
    /// What the store has, as far as it was asked for; `nil` if that has to be found out anew.
    private let known = Mutex<KnownEvents?>(nil)

    init(_ files: StoreFolder, engine: CompactionEngine?, threads: WorkThreads) {
        self.files = files
        self.engine = engine
        self.threads = threads
    }

    /// Writes the events that the store does not have yet.
    /// - Throws: ``LakeError`` with `busy` if too much is waiting, or what keeps the store from being written: then
    ///   the same events can be written again.
    func write(_ events: [AuditEventLine]) async throws(LakeError) {
        let byteCount = events.reduce(0) { $0 + $1.bytes.count }
        let result: Result<Void, LakeError> = await withCheckedContinuation { continuation in
            let begins = state.withLock { state -> Bool? in
                guard state.byteCount + byteCount <= Self.waitingBytesMax else { return nil }
                state.waiting.append(Call(events: events, byteCount: byteCount, done: continuation))
                state.byteCount += byteCount
                state.idleCount = 0
                defer { state.isWriting = true }
                return !state.isWriting
            }
            switch begins {
            case nil:
                continuation.resume(
                    returning: .failure(LakeError(.busy, "The event data store has too many events waiting.")))
            case true?: threads.start { self.writeWaiting() }
            case false?: break
            }
        }
        try result.get()
    }

    /// Looks whether the store is used. What is known of one that was not for many looks is forgotten, to give back the
    /// memory; it is read again when it is needed.
    func look() {
        let isForgotten = state.withLock { state in
            state.idleCount = state.isWriting ? 0 : state.idleCount + 1
            return state.idleCount == Self.idleCountMax
        }
        if isForgotten { known.withLock { $0 = nil } }
    }

    /// What the store has is found out anew.
    func forgetKnown() { known.withLock { $0 = nil } }

    private func writeWaiting() {
        while let calls = takeWaiting() {
            let result = store(calls.flatMap(\.events))
            if case .failure = result, calls.count > 1 {
                // What is wrong may be wrong with one of them.
                for call in calls { call.done.resume(returning: store(call.events)) }
            } else {
                for call in calls { call.done.resume(returning: result) }
            }
        }
    }

    private func takeWaiting() -> [Call]? {
        state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.isWriting = false
                return nil
            }
            defer {
                state.waiting = []
                state.byteCount = 0
            }
            return state.waiting
        }
    }

    private static func byDay(_ events: [AuditEventLine]) -> [AuditEventLine] {
        events.enumerated().sorted { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }.map(\.element)
    }

    private func store(_ events: [AuditEventLine]) -> Result<Void, LakeError> {
        known.withLock { known in
            do throws(LakeError) {
                var current = known ?? KnownEvents()
                // If the write fails, what was taken here is not in the store.
                known = nil
                var batch = TailBatch()
                var latest: LakeDay?
                for event in Self.byDay(events) {
                    if let latest, latest != event.day, current.isFull {
                        // Days are only forgotten when what they have can be read again.
                        if !batch.isEmpty { try files.append(batch, cursor: nil) }
                        batch = TailBatch()
                        current.trim()
                    }
                    latest = event.day
                    let isNew = try current.insert(event.key, day: event.day) { (day) throws(LakeError) in
                        try files.eventKeys(of: day, engine)
                    }
                    if isNew { event.bytes.withUnsafeBytes { batch.add($0, day: event.day) } }
                }
                if !batch.isEmpty { try files.append(batch, cursor: nil) }
                // What an earlier call could not bring to the device may be what this one repeats.
                try files.settle()
                current.trim()
                known = current
                return .success(())
            } catch {
                return .failure(error)
            }
        }
    }
}
