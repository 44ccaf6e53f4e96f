import Crypto
import Synchronization

/// Remembers which signed requests were there, so that none is carried out twice.
///
/// A signature is good for fifteen minutes, a presigned URL for up to a week; whoever saw it could send it again. A request
/// counts as the same if what was signed is the same: method, target, signed headers, body and second. Only requests that
/// change something need to be admitted here: reading twice does no harm.
///
/// Two equal calls that a client signs within one second have one signature. Some SDKs, botocore among them, tell them
/// apart only by `amz-sdk-invocation-id` and `amz-sdk-request`, which they do not sign. So a signature is taken again with
/// another such attempt, but only within five seconds of the first: later there is no honest reason for it.
///
/// Memory is bounded: an entry takes some 80 bytes and stays until the signature would not be taken any more. When all
/// places are taken, requests are refused rather than forgotten.
public final class SignatureReplayGuard: Sendable {
    private struct Key: Hashable {
        let high: UInt64
        let low: UInt64

        init(_ digest: some Sequence<UInt8>) {
            func word(_ bytes: some Sequence<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
            high = word(digest.prefix(8))
            low = word(digest.dropFirst(8).prefix(8))
        }
    }

    private struct State {
        /// When a request was there first.
        var seen: [Key: Double] = [:]
        /// What may be forgotten after a minute, by the number of that minute since the epoch.
        var expiring: [Int64: [Key]] = [:]
        var forgottenUpTo = Int64.min

        mutating func remember(_ key: Key, at time: Double, until minute: Int64) {
            seen[key] = time
            expiring[minute, default: []].append(key)
        }
    }

    /// For how long other attempts with the same signature are taken.
    private static let attemptSeconds = 5.0

    private let capacity: Int
    private let state = Mutex(State())

    /// - Parameter capacity: how many requests are remembered at most.
    public init(capacity: Int = 1_000_000) { self.capacity = capacity }

    /// Remembers a request.
    /// - Parameters:
    ///   - attempt: what tells this attempt from others with the same signature; `nil` if the client says nothing.
    ///   - now: seconds since the epoch.
    /// - Throws: ``SignatureError`` `replayed` if it was there before, `overloaded` if there is no room.
    public func admit(_ request: VerifiedSignature, attempt: String? = nil, now: Double) throws(SignatureError) {
        let key = Key(request.digest)
        let attemptKey = attempt.map { Key(SHA256.hash(data: request.digest + Array($0.utf8))) }
        let (minute, lastMinute) = (Self.minute(now), Self.minute(request.validUntil))
        let problem = state.withLock { state -> SignatureError? in
            Self.forget(before: minute, &state)
            if let first = state.seen[key] {
                guard let attemptKey, abs(now - first) <= Self.attemptSeconds, state.seen[attemptKey] == nil else {
                    return Self.replayed
                }
            }
            guard state.seen.count < capacity else { return Self.overloaded }
            if state.seen[key] == nil { state.remember(key, at: now, until: lastMinute) }
            // Needed only as long as other attempts are taken.
            let attemptMinute = min(lastMinute, Self.minute(now + Self.attemptSeconds) + 1)
            if let attemptKey { state.remember(attemptKey, at: now, until: attemptMinute) }
            return nil
        }
        if let problem { throw problem }
    }

    /// How many entries there are. A request with an attempt has two of them for its first minutes.
    public var count: Int { state.withLock { $0.seen.count } }

    private static func forget(before minute: Int64, _ state: inout State) {
        guard minute > state.forgottenUpTo else { return }
        state.forgottenUpTo = minute
        for past in state.expiring.keys.filter({ $0 < minute }) {
            for key in state.expiring.removeValue(forKey: past) ?? [] { state.seen[key] = nil }
        }
    }

    private static func minute(_ seconds: Double) -> Int64 { SigV4.wholeSeconds(seconds / 60) }

    private static let replayed = SignatureError(
        .replayed, "This request was received before. Sign the request anew to repeat it.")

    private static let overloaded = SignatureError(.overloaded, "Rate exceeded")
}
