public import CairnModel

/// The keys that sign digest files: one active pair a region, made when it is first asked for and followed by another
/// before it ends.
///
/// Public keys stay listable for ever. Private keys are destroyed some time after their end.
///
/// Source: CloudTrail User Guide, "CloudTrail digest file structure"; API Reference, ListPublicKeys.
public actor DigestKeys {
    private let storage: (any DigestKeyStorage)?
    private let clock: any WallClock
    private let policy: DigestKeyPolicy
    /// By region, the earliest first.
    private var keys: [String: [StoredDigestKey]]?

    /// - Parameter storage: where keys are kept; `nil` for keys that live as long as this process (`--in-memory`).
    public init(
        storage: (any DigestKeyStorage)?, clock: any WallClock = SystemClock(),
        policy: DigestKeyPolicy = DigestKeyPolicy()
    ) {
        self.storage = storage
        self.clock = clock
        self.policy = policy
    }

    /// Returns the key that signs a digest of the region which ends at that time, and makes it if there is none.
    ///
    /// The key is valid at that time also when the digest is late: validators look for keys by the digest's time.
    /// - Parameter time: the digest's end, in seconds since the epoch.
    /// - Throws: ``IntegrityError`` with `keyFolder` if keys cannot be read or kept, or `invalidKey` if too many
    ///   regions have keys.
    public func signingKey(in region: String, at time: Int64) throws(IntegrityError) -> DigestKey {
        let all = try keys(in: region)
        let candidates = all.filter { $0.publicKey.isValid(at: time) && $0.signingKey != nil }
        if let latest = candidates.last, let key = latest.signingKey, !isDue(latest, at: time, among: all) {
            return key
        }
        return try makeKey(in: region, from: time)
    }

    /// Returns the public keys whose validity touches a range; its ends and those of the validity count.
    ///
    /// With neither end it is the keys that are valid now. A region whose key should be valid now gets one if it has
    /// none, as every region of AWS has.
    /// - Parameters:
    ///   - start: in seconds since the epoch; `nil` for no limit, or now if there is no end either.
    ///   - end: in seconds since the epoch; `nil` for no limit, or now if there is no start either.
    /// - Returns: the keys, the earliest first.
    /// - Throws: ``IntegrityError`` with `invalidTimeRange` if the start is after the end, or `keyFolder`.
    public func publicKeys(
        in region: String, from start: Double?, to end: Double?
    ) throws(IntegrityError) -> [DigestPublicKey] {
        let now = now()
        let isUnbounded = start == nil && end == nil
        let first = isUnbounded ? now : start.map(Self.seconds) ?? .min
        let last = isUnbounded ? now : end.map(Self.seconds) ?? .max
        if let start, let end, start > end {
            throw IntegrityError(.invalidTimeRange, "The start time is after the end time")
        }
        if first <= now, now <= last, try mayMakeKey(in: region) { _ = try signingKey(in: region, at: now) }
        return try keys(in: region).map(\.publicKey).filter { $0.isValid(from: first, to: last) }
    }

    /// Destroys the private keys whose time is long over.
    /// - Throws: ``IntegrityError`` with `keyFolder`.
    public func retireOldKeys() throws(IntegrityError) {
        let deadline = now() - policy.privateGraceSeconds
        for (region, stored) in try loaded() {
            for (index, key) in stored.enumerated() {
                guard let signingKey = key.signingKey, key.publicKey.validityEnd < deadline else { continue }
                try storage?.retire(signingKey, region: region)
                keys?[region]?[index] = StoredDigestKey(region: region, publicKey: key.publicKey)
            }
        }
    }

    /// The next key is due when this one ends soon and no other begins after it.
    private func isDue(_ key: StoredDigestKey, at time: Int64, among all: [StoredDigestKey]) -> Bool {
        let overlap = min(policy.overlapSeconds, policy.validitySeconds / 2)
        return key.publicKey.validityEnd - overlap < time
            && !all.contains { $0.publicKey.validityStart > key.publicKey.validityStart && $0.signingKey != nil }
    }

    private func makeKey(in region: String, from time: Int64) throws(IntegrityError) -> DigestKey {
        guard try mayMakeKey(in: region) else {
            throw IntegrityError(.invalidKey, "'\(region)' gets no key: it is no region, or too many have keys")
        }
        let key = try DigestKey.generate(validityStart: time, validityEnd: time + policy.validitySeconds)
        try storage?.add(key, region: region)
        var stored = try keys(in: region)
        stored.append(StoredDigestKey(region: region, signingKey: key))
        stored.sort { $0.publicKey.validityStart < $1.publicKey.validityStart }
        keys?[region] = stored
        try retireOldKeys()
        return key
    }

    private func mayMakeKey(in region: String) throws(IntegrityError) -> Bool {
        let all = try loaded()
        return all[region] != nil || (RegionName.isValid(region) && all.count < policy.regionCountMax)
    }

    private func keys(in region: String) throws(IntegrityError) -> [StoredDigestKey] { try loaded()[region] ?? [] }

    private func loaded() throws(IntegrityError) -> [String: [StoredDigestKey]] {
        if let keys { return keys }
        let stored = try storage?.keys() ?? []
        let loaded = Dictionary(grouping: stored, by: \.region).mapValues { keys in
            keys.sorted { $0.publicKey.validityStart < $1.publicKey.validityStart }
        }
        keys = loaded
        return loaded
    }

    private func now() -> Int64 { Self.seconds(clock.now()) }

    private static func seconds(_ time: Double) -> Int64 { Int64(max(-1e12, min(1e12, time)).rounded(.down)) }
}

/// The name of a region, which becomes part of file names.
enum RegionName {
    static func isValid(_ name: String) -> Bool {
        (3...32).contains(name.utf8.count)
            && name.utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
            }
    }
}
