import CairnModel
import Synchronization

/// What all buckets of a folder share.
final class DirectoryContext: Sendable {
    private struct Gates {
        /// How many writers are in a bucket or upload; -1 if it is being removed or put together.
        var users: [String: Int] = [:]
        var lastStamp: Int64 = 0
        var count: UInt64 = 0
    }

    let locks = KeyLocks()
    let syncs: Bool
    private let clock: any WallClock
    private let state = Mutex(Gates())
    private let known = Mutex<[String: (state: BucketState, info: BucketInfo)]>([:])
    private let prefix: String

    init(syncs: Bool, clock: any WallClock) {
        self.syncs = syncs
        self.clock = clock
        prefix = String(UInt64.random(in: .min ... .max), radix: 36)
    }

    /// A time in nanoseconds since the epoch that is later than any before it.
    func nextStamp() -> Int64 {
        let now = Int64(clock.now() * 1e9)
        return state.withLock { state in
            state.lastStamp = max(now, state.lastStamp + 1)
            return state.lastStamp
        }
    }

    /// What was read of a bucket when its files were as they are now.
    func knownBucket(_ name: String, in state: BucketState) -> BucketInfo? {
        guard state.info != nil, let found = known.withLock({ $0[name] }), found.state == state else { return nil }
        return found.info
    }

    func know(_ info: BucketInfo, in state: BucketState) {
        known.withLock { known in
            if known.count >= Self.knownCountMax { known.removeAll() }
            known[info.name] = (state, info)
        }
    }

    func forget(_ name: String) { known.withLock { $0[name] = nil } }

    private static let knownCountMax = 1000

    /// A file name that nothing else has.
    func uniqueName() -> String {
        let count = state.withLock { state in
            state.count += 1
            return state.count
        }
        return prefix + "-" + String(count, radix: 36)
    }

    /// Runs work together with others on the same thing, unless somebody has it alone.
    func sharing<Value>(
        _ name: String, _ work: () throws(ObjectStoreError) -> Value
    ) throws(ObjectStoreError) -> Value {
        try enter(name) { $0 >= 0 ? $0 + 1 : nil }
        defer { leave(name) { $0 - 1 } }
        return try work()
    }

    /// Runs work that needs a thing alone.
    ///
    /// - Throws: ``ObjectStoreError`` with `operationAborted` if others are at it.
    func alone<Value>(
        _ name: String, _ work: () throws(ObjectStoreError) -> Value
    ) throws(ObjectStoreError) -> Value {
        try enter(name) { $0 == 0 ? -1 : nil }
        defer { leave(name) { _ in 0 } }
        return try work()
    }

    private func enter(_ name: String, _ change: (Int) -> Int?) throws(ObjectStoreError) {
        let entered = state.withLock { state in
            guard let users = change(state.users[name] ?? 0) else { return false }
            state.users[name] = users
            return true
        }
        guard entered else {
            throw ObjectStoreError(
                .operationAborted, "A conflicting operation is in progress against this resource: try again")
        }
    }

    private func leave(_ name: String, _ change: (Int) -> Int) {
        state.withLock { state in
            let users = change(state.users[name] ?? 0)
            state.users[name] = users == 0 ? nil : users
        }
    }
}
