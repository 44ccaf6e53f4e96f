/// Which runs become one: several of about one size become one of the next, as in a log-structured tree.
enum MergePolicy {
    /// How many runs of one size become one of the next.
    static let fanIn = 8
    /// Runs are not merged beyond this, so that a merge takes about a second and a few megabytes.
    static let eventsMax = 1 << 20
    /// Runs in memory stay small when they go to a file soon: there they are merged anyway.
    static let eventsMaxBeforeFile = 8 << 10
    private static let runsMax = 64

    /// The indices of the runs to merge next; empty if there is nothing to do.
    ///
    /// - Parameter counts: the events in each run, in the order of their times, so that neighbours are merged.
    static func next(_ counts: [Int], eventsMax: Int) -> [Int] {
        var sizes: [Int: [Int]] = [:]
        for (index, count) in counts.enumerated() { sizes[size(count), default: []].append(index) }
        for (_, runs) in sizes.sorted(by: { $0.key < $1.key }) where runs.count >= fanIn {
            let first = Array(runs.prefix(fanIn))
            if first.reduce(0, { $0 + counts[$1] }) <= eventsMax { return first }
        }
        return []
    }

    /// The smallest runs, as many as fit into one; empty if no two do.
    static func smallest(_ counts: [Int], eventsMax: Int) -> [Int] {
        var chosen: [Int] = []
        var total = 0
        for index in counts.indices.sorted(by: { (counts[$0], $0) < (counts[$1], $1) }) {
            total += counts[index]
            guard total <= eventsMax, chosen.count < runsMax else { break }
            chosen.append(index)
        }
        return chosen.count > 1 ? chosen : []
    }

    private static func size(_ count: Int) -> Int { (Int.bitWidth - max(count, 1).leadingZeroBitCount - 1) / 3 }
}
