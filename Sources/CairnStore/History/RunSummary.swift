/// What a look-up has to know of a run to pass over it.
struct RunSummary: Sendable, Hashable {
    var count = 0
    /// Seconds since the epoch.
    var minimumTime = Int64.max
    var maximumTime = Int64.min
    var maximumSequence: UInt64 = 0
    var byteLength: UInt64 = 0

    mutating func take(_ entry: IndexEntry) {
        count += 1
        minimumTime = min(minimumTime, entry.time)
        maximumTime = max(maximumTime, entry.time)
        maximumSequence = max(maximumSequence, entry.sequence)
    }
}
