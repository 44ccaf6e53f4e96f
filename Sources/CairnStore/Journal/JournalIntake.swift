import Dispatch
import Synchronization

/// What callers have handed over and the writer has not taken yet: one buffer, bounded, swapped as a whole.
final class JournalIntake: Sendable {
    typealias Completion = @Sendable (Result<Void, any Error>) -> Void

    /// Everything that goes to the disk in one write.
    struct Batch: Sendable {
        var bytes: [UInt8] = []
        var recordCount = 0
        var completions: [Completion] = []

        var isEmpty: Bool { completions.isEmpty }

        func complete(_ result: Result<Void, any Error>) {
            for completion in completions { completion(result) }
        }
    }

    private struct State {
        var pending = Batch()
        var refusal: StoreError?
        var isClosing = false
        var writerIsAwake = false
    }

    private let state = Mutex(State())
    private let wakeUp = DispatchSemaphore(value: 0)
    private let bytesMax: Int
    private let recordsMax: Int

    init(bytesMax: Int, recordsMax: Int) {
        self.bytesMax = bytesMax
        self.recordsMax = recordsMax
    }

    var isAccepting: Bool { state.withLock { $0.refusal == nil && !$0.isClosing } }

    /// Takes records for the next write, or completes at once with the reason why not.
    func offer(_ records: [[UInt8]], _ completion: @escaping Completion) {
        guard records.allSatisfy(Self.isOneLine) else {
            completion(.failure(StoreError(.invalidRecord, "A record is one JSON object without a line break")))
            return
        }
        let (refusal, wakes) = state.withLock { state in
            if let refusal = self.refusal(of: records, state) { return (Optional(refusal), false) }
            Self.add(records, completion, to: &state.pending)
            let wakes = !state.writerIsAwake
            state.writerIsAwake = true
            return (nil, wakes)
        }
        if let refusal { completion(.failure(refusal)) }
        if wakes { wakeUp.signal() }
    }

    private func refusal(of records: [[UInt8]], _ state: State) -> StoreError? {
        if state.isClosing { return StoreError(.closed, "The journal is closed") }
        if let refusal = state.refusal { return refusal }
        let size = records.reduce(records.count) { $0 + $1.count }
        guard state.pending.bytes.count + size <= bytesMax, state.pending.recordCount + records.count <= recordsMax
        else {
            return StoreError(
                .overloaded,
                "The disk is slower than the records come: \(state.pending.bytes.count) bytes are waiting for it")
        }
        return nil
    }

    private static func add(_ records: [[UInt8]], _ completion: @escaping Completion, to batch: inout Batch) {
        for record in records {
            batch.bytes.append(contentsOf: record)
            batch.bytes.append(0x0A)
        }
        batch.recordCount += records.count
        batch.completions.append(completion)
    }

    private static func isOneLine(_ record: [UInt8]) -> Bool {
        record.first == UInt8(ascii: "{") && record.last == UInt8(ascii: "}")
            && record.withUnsafeBytes { LineEnds.next(in: $0) == nil }
    }

    // MARK: The writer's side

    /// Sleeps until there is something to do, or until the time is over.
    func wait(atMost limit: Duration?) {
        guard let limit else {
            wakeUp.wait()
            return
        }
        _ = wakeUp.wait(timeout: .now() + limit.inSeconds)
    }

    /// Takes what is pending, leaving an empty buffer in its place.
    func take(replacement: [UInt8]) -> (batch: Batch, isClosing: Bool) {
        state.withLock { state in
            state.writerIsAwake = false
            guard !state.pending.isEmpty else { return (Batch(), state.isClosing) }
            let batch = state.pending
            state.pending = Batch(bytes: replacement)
            return (batch, state.isClosing)
        }
    }

    /// From now on every offer is refused with that error, until ``accept()``.
    func refuse(_ error: StoreError) { state.withLock { $0.refusal = error } }
    func accept() { state.withLock { $0.refusal = nil } }

    /// Has the writer look around although nothing was offered.
    func wake() { wakeUp.signal() }

    func close() {
        state.withLock { $0.isClosing = true }
        wakeUp.signal()
    }
}
