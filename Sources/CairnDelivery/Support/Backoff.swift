/// When what has failed is tried again: later each time, and not at the same moment as everyone else.
struct Backoff: Sendable, Hashable {
    private(set) var failureCount = 0
    /// In seconds since the epoch.
    private(set) var notBefore = 0.0

    /// The longest wait, in seconds.
    static let longestSeconds = 60.0
    private static let firstSeconds = 1.0

    func isDue(_ now: Double) -> Bool { now >= notBefore }

    var isFailing: Bool { failureCount > 0 }

    /// - Parameter random: from 0 to 1.
    mutating func failed(at now: Double, random: Double) {
        failureCount += 1
        var wait = Self.firstSeconds
        for _ in 1..<min(failureCount, 16) { wait *= 2 }
        notBefore = now + min(wait, Self.longestSeconds) * (0.5 + random / 2)
    }

    mutating func succeeded() { self = Backoff() }
}
