/// Which log files of a place and region digests list, and for which times they speak.
struct Coverage {
    private var listed: Set<String> = []
    /// By chain, what its readable digests cover, in any order.
    private var windows: [DigestChainID: [ClosedRange<Int64>]] = [:]
    private var lost: [ClosedRange<Int64>] = []
    /// Names of log files know the minute, and a delivery may take some: near an end nothing is said. In seconds.
    private var slack: Int64 = 300

    mutating func add(_ file: DigestFile, of chain: DigestChainID) {
        for log in file.logFiles { listed.insert(log.key) }
        let (start, end) = (file.startTime.seconds, file.endTime.seconds)
        guard start < end else { return }
        slack = min(slack, end - start)
        if !chain.isBackfill { windows[chain, default: []].append(start...end) }
    }

    mutating func addLost(_ times: [ClosedRange<Int64>]) { lost += times }

    /// What there is to say of a log file that no digest lists.
    enum Answer {
        /// Digests cover the time, and none lists the file.
        case unlisted
        /// The digest that should list it is missing or not to be trusted.
        case lost
        /// No digest is expected to list it.
        case uncovered
    }

    /// Prepares for questions: neighbouring windows become one.
    mutating func merge() {
        for (chain, ranges) in windows { windows[chain] = Self.merged(ranges) }
        lost = Self.merged(lost)
    }

    func lists(_ key: String) -> Bool { listed.contains(key) }

    func answer(minute: Int64) -> Answer {
        let (first, last) = (minute - slack, minute + 60 + slack)
        if lost.contains(where: { $0.overlaps(first...last) }) { return .lost }
        let isCovered = windows.values.contains { ranges in
            ranges.contains { $0.contains(first) && $0.contains(last) }
        }
        return isCovered ? .unlisted : .uncovered
    }

    private static func merged(_ ranges: [ClosedRange<Int64>]) -> [ClosedRange<Int64>] {
        var merged: [ClosedRange<Int64>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = merged.last, last.upperBound >= range.lowerBound {
                merged[merged.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        return merged
    }
}
