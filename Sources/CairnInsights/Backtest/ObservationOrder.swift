/// Brings observations of several files into the order of time: log files of two regions cover the same hours.
struct ObservationOrder: Sendable {
    private struct Entry {
        var time: Int64
        var chunk: Int
        var index: Int
    }

    private let horizonSeconds: Int64
    private var entries: [Entry] = []
    private var chunks: [Int: (chunk: ObservedChunk, left: Int)] = [:]
    private var nextChunk = 0
    private var newest = Int64.min

    init(horizonSeconds: Int64) { self.horizonSeconds = horizonSeconds }

    /// Takes a chunk, and has the detector count what no later chunk can come before.
    mutating func add(_ chunk: ObservedChunk, to detector: inout InsightDetector) {
        guard horizonSeconds > 0 else { return chunk.count(in: &detector) }
        guard chunk.count > 0 else { return }
        let number = nextChunk
        nextChunk += 1
        chunks[number] = (chunk, chunk.count)
        for index in 0..<chunk.count {
            entries.append(Entry(time: chunk.time(at: index), chunk: number, index: index))
        }
        newest = max(newest, chunk.time(at: 0))
        release(before: newest - horizonSeconds, to: &detector)
    }

    mutating func finish(_ detector: inout InsightDetector) { release(before: .max, to: &detector) }

    private mutating func release(before time: Int64, to detector: inout InsightDetector) {
        guard !entries.isEmpty else { return }
        entries.sort { ($0.time, $0.chunk, $0.index) < ($1.time, $1.chunk, $1.index) }
        let count = entries.partitioningIndex { $0.time >= time }
        for entry in entries[..<count] {
            guard let held = chunks[entry.chunk] else { continue }
            held.chunk.count(at: entry.index, in: &detector)
            chunks[entry.chunk] = held.left > 1 ? (held.chunk, held.left - 1) : nil
        }
        entries.removeFirst(count)
    }
}

extension Array {
    /// The first index whose element, and all after it, satisfy a condition.
    fileprivate func partitioningIndex(_ condition: (Element) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if condition(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
