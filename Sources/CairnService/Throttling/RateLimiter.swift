import CairnAPI
import CairnModel
import Synchronization

/// Counts calls against their rates, with a token bucket for each account, region and operation.
///
/// A bucket holds a second's worth of calls, at least one.
final class RateLimiter: Sendable {
    private struct Key: Hashable {
        let account: String
        let region: String
        let operation: APIOperation
    }

    private struct Bucket {
        var tokens: Double
        var filledAt: Double
    }

    /// Beyond this many buckets the full ones are dropped; they would start full again.
    private static let bucketCountMax = 4096

    private let rates: RequestRates
    private let clock: any WallClock
    private let buckets = Mutex<[Key: Bucket]>([:])

    init(rates: RequestRates, clock: any WallClock) {
        self.rates = rates
        self.clock = clock
    }

    /// Takes one call out of its bucket.
    /// - Throws: ``CloudTrailError`` with `throttling` if the bucket is empty.
    func admit(_ operation: APIOperation, account: String, region: String) throws(CloudTrailError) {
        guard let rate = rates.perSecond(operation), rate > 0 else { return }
        let key = Key(account: account, region: region, operation: operation)
        let now = clock.now()
        let isAdmitted = buckets.withLock { buckets in
            if buckets.count >= Self.bucketCountMax { Self.prune(&buckets, now: now) }
            return Self.take(from: &buckets[key, default: Bucket(tokens: max(rate, 1), filledAt: now)], rate, now)
        }
        if !isAdmitted { throw CloudTrailError(.throttling, "Rate exceeded") }
    }

    private static func take(from bucket: inout Bucket, _ rate: Double, _ now: Double) -> Bool {
        let elapsed = max(0, now - bucket.filledAt)  // a clock that is set back gives nothing
        bucket.tokens = min(max(rate, 1), bucket.tokens + elapsed * rate)
        bucket.filledAt = now
        guard bucket.tokens >= 1 else { return false }
        bucket.tokens -= 1
        return true
    }

    private static func prune(_ buckets: inout [Key: Bucket], now: Double) {
        buckets = buckets.filter { now - $0.value.filledAt < 1 }
        if buckets.count >= bucketCountMax { buckets.removeAll(keepingCapacity: true) }
    }
}
