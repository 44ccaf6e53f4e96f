/// Events on their way into a store, by day: each a line of NDJSON.
struct TailBatch: Sendable {
    struct Lines: Sendable {
        var bytes: [UInt8] = []
        var count = 0
    }

    private(set) var days: [LakeDay: Lines] = [:]
    private(set) var eventCount = 0
    private(set) var byteCount = 0

    var isEmpty: Bool { days.isEmpty }

    /// - Parameter record: one JSON object without a line feed.
    mutating func add(_ record: UnsafeRawBufferPointer, day: LakeDay) {
        days[day, default: Lines()].bytes.append(contentsOf: record)
        days[day]?.bytes.append(UInt8(ascii: "\n"))
        days[day]?.count += 1
        eventCount += 1
        byteCount += record.count + 1
    }
}
