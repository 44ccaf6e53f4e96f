public import CairnModel
import Synchronization

/// Knows whom access keys belong to: from configuration, and from answers of IAM and STS that passed.
///
/// A key is looked up in this order:
/// 1. configured keys;
/// 2. what was learned: sessions until an hour after they end, keys of IAM users until they are deleted;
/// 3. a key of twelve digits is the root user of that account, as emulators have it;
/// 4. any other key is an IAM user of the default account whose name is the key itself (cut down to what a user name
///    may hold), with an id that always is the same. So `AWS_ACCESS_KEY_ID=alice` acts as the user `alice`.
///
/// The number of learned keys is bounded; the oldest are forgotten first. All methods may be called from any thread
/// and return at once.
public final class IdentityDirectory: Sendable {
    public struct Configuration: Sendable {
        /// The account of keys that nobody knows.
        public var defaultAccountID: String
        /// The partition of ARNs that are made up here.
        public var partition: String
        /// Identities by access key.
        public var accessKeys: [String: CallerIdentity]
        public var learnedSessionsMax: Int
        public var learnedKeysMax: Int
        public var learnedUsersMax: Int

        public init(
            defaultAccountID: String = "123456789012", partition: String = "aws",
            accessKeys: [String: CallerIdentity] = [:], learnedSessionsMax: Int = 100_000,
            learnedKeysMax: Int = 100_000, learnedUsersMax: Int = 100_000
        ) {
            self.defaultAccountID = defaultAccountID
            self.partition = partition
            self.accessKeys = accessKeys
            self.learnedSessionsMax = learnedSessionsMax
            self.learnedKeysMax = learnedKeysMax
            self.learnedUsersMax = learnedUsersMax
        }
    }

    struct State {
        var sessions: BoundedTable<KnownCaller>
        var keys: BoundedTable<KnownCaller>
        var users: BoundedTable<KnownUser>
        /// Callers made up for unknown keys, kept only to be fast.
        var derived = BoundedTable<KnownCaller>(capacity: 1024)
    }

    /// How long a session's key stays known after it has ended, so that a call with it still has a name, in seconds.
    static let secondsKnownAfterExpiry = 3600.0

    private static let cachedKeyByteCountMax = 128

    public let configuration: Configuration
    private let configured: [String: KnownCaller]
    private let state: Mutex<State>
    private let onLearned: (@Sendable (Change) -> Void)?

    /// - Parameter onLearned: called after each change, on the thread of the call that taught it, so that the change
    ///   can be stored and given back to ``apply(_:)`` after a restart. It must not wait.
    public init(
        configuration: Configuration = Configuration(), onLearned: (@Sendable (Change) -> Void)? = nil
    ) {
        self.configuration = configuration
        self.onLearned = onLearned
        configured = Dictionary(
            uniqueKeysWithValues: configuration.accessKeys.map { key, identity in
                var identity = identity
                identity.accessKeyID = key
                return (key, KnownCaller(identity))
            })
        state = Mutex(Self.emptyState(configuration))
    }

    private static func emptyState(_ configuration: Configuration) -> State {
        State(
            sessions: BoundedTable(capacity: configuration.learnedSessionsMax),
            keys: BoundedTable(capacity: configuration.learnedKeysMax),
            users: BoundedTable(capacity: configuration.learnedUsersMax))
    }

    /// Returns who a key belongs to; someone made up, always the same, for an unknown key.
    /// - Parameter time: seconds since the epoch at which the key was used.
    public func identity(accessKeyID: String, at time: Double) -> CallerIdentity {
        caller(accessKeyID: accessKeyID, at: time).identity
    }

    /// Whether a key is configured or learned.
    public func knows(accessKeyID: String, at time: Double) -> Bool {
        configured[accessKeyID] != nil || state.withLock { $0.learned(accessKeyID, at: time) != nil }
    }

    func caller(accessKeyID: String, at time: Double) -> KnownCaller {
        if let known = configured[accessKeyID] { return known }
        return state.withLock { state in
            if let known = state.learned(accessKeyID, at: time) ?? state.derived[accessKeyID] { return known }
            let derived = KnownCaller(derivedIdentity(accessKeyID: accessKeyID))
            if accessKeyID.utf8.count <= Self.cachedKeyByteCountMax { state.derived[accessKeyID] = derived }
            return derived
        }
    }

    /// The user of that name, as far as it is known: a user nobody described has a made-up id and no path.
    func user(named name: String, accountID: String) -> KnownUser {
        state.withLock { $0.users[KnownUser.key(accountID: accountID, name: name)] }
            ?? KnownUser(
                accountID: accountID, name: name, path: "/", principalID: DerivedID.user(name, accountID: accountID))
    }

    private func derivedIdentity(accessKeyID: String) -> CallerIdentity {
        if AccountID.isValid(accessKeyID) {
            return .root(accountID: accessKeyID, accessKeyID: accessKeyID, partition: configuration.partition)
        }
        let key = accessKeyID.truncated(toUTF8Count: SizeLimits.text)
        return .iamUser(
            name: UserName.make(from: key), accountID: configuration.defaultAccountID, accessKeyID: key,
            partition: configuration.partition)
    }
}

extension IdentityDirectory {
    /// Applies a change that a directory told of, for example before a restart; nobody is told of it again.
    public func apply(_ change: Change) {
        state.withLock { $0.apply(change) }
    }

    /// Forgets everything learned; configured keys stay.
    public func forgetLearned() {
        state.withLock { $0 = Self.emptyState(configuration) }
    }

    func learn(_ change: Change) {
        apply(change)
        onLearned?(change)
    }

    /// Everything learned, as a JSON document: what ``restore(from:)`` reads.
    public func snapshot() -> [UInt8] {
        let changes = state.withLock { state in
            state.users.all.map { Change.user($0.value) }
                + state.keys.all.map { Change.key($0.value) } + state.sessions.all.map { Change.key($0.value) }
        }
        var writer = JSONWriter(reservingCapacity: 64 + changes.count * 512)
        writer.beginObject()
        writer.key("version")
        writer.integer(1)
        writer.key("learned")
        writer.beginArray()
        for change in changes { writer.value(change.json) }
        writer.endArray()
        writer.endObject()
        return writer.bytes
    }

    /// Learns what a snapshot holds, beside what is known already; an entry that does not fit is passed over.
    /// - Throws: ``JSONError`` if the bytes are no JSON document.
    public func restore(from snapshot: [UInt8]) throws(JSONError) {
        let document = try JSON(parsing: snapshot)
        for entry in document["learned"]?.arrayValue ?? [] {
            if let change = Change(json: entry) { apply(change) }
        }
    }
}

extension IdentityDirectory.State {
    fileprivate func learned(_ accessKeyID: String, at time: Double) -> KnownCaller? {
        if let known = keys[accessKeyID] { return known }
        guard let known = sessions[accessKeyID], (known.forgottenAt ?? .infinity) > time else { return nil }
        return known
    }

    fileprivate mutating func apply(_ change: IdentityDirectory.Change) {
        switch change.content {
        case .key(let caller):
            guard let key = caller.identity.accessKeyID else { return }
            if caller.forgottenAt == nil { keys[key] = caller } else { learnSession(key, caller) }
        case .user(let user): users[user.key] = user
        case .forgottenKey(let key):
            keys[key] = nil
            sessions[key] = nil
        case .forgottenUser(let accountID, let name): users[KnownUser.key(accountID: accountID, name: name)] = nil
        }
    }

    private mutating func learnSession(_ key: String, _ caller: KnownCaller) {
        let time = caller.identity.session?.creationDate ?? 0
        // Two out for one in: ended sessions go without ever walking over all of them.
        for _ in 0..<2 { sessions.removeOldest { ($0.forgottenAt ?? .infinity) <= time } }
        sessions[key] = caller
    }
}
