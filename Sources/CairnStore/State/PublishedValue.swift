import Synchronization

/// A value that is replaced as a whole: readers take it as it is, observers hear of each new one.
public final class PublishedValue<Value: Sendable>: Sendable {
    private struct State {
        var value: Value
        var observers: [UInt64: AsyncStream<Value>.Continuation] = [:]
        var nextObserver: UInt64 = 0
    }

    private let state: Mutex<State>
    private let count = Atomic<UInt64>(0)

    public init(_ value: Value) { state = Mutex(State(value: value)) }

    deinit {
        for observer in state.withLock({ Array($0.observers.values) }) { observer.finish() }
    }

    /// The value as it is now.
    public var value: Value { state.withLock { $0.value } }

    /// How often the value was replaced: what a hot path looks at to see whether anything has changed.
    public var revision: UInt64 { count.load(ordering: .acquiring) }

    /// Replaces the value. Under a lock, so that observers see values in their order.
    public func publish(_ value: Value) {
        state.withLock { state in
            state.value = value
            count.add(1, ordering: .releasing)
            for observer in state.observers.values { observer.yield(value) }
        }
    }

    /// The value as it is now, and again each that replaces it, until this is gone. A reader that falls behind gets the
    /// newest only.
    public func changes() -> AsyncStream<Value> {
        let (stream, continuation) = AsyncStream.makeStream(of: Value.self, bufferingPolicy: .bufferingNewest(1))
        let observer = state.withLock { state in
            let observer = state.nextObserver
            state.nextObserver += 1
            state.observers[observer] = continuation
            continuation.yield(state.value)
            return observer
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { $0.observers[observer] = nil }
        }
        return stream
    }
}
