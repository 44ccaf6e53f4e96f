/// A piece of a file of events with what was observed in it: made by one thread, counted by another.
public struct ObservedChunk: Sendable {
    private let bytes: [UInt8]
    private let observations: [(observation: Observation, range: Range<Int>)]
    /// Records that are none, or of no interest: network and Insights events.
    public let skippedCount: Int

    /// Observes all records of a piece of whole lines.
    /// - Parameter start: where the first line begins.
    public init(_ bytes: [UInt8], from start: Int = 0) {
        var skipped = 0
        var observations: [(observation: Observation, range: Range<Int>)] = []
        bytes.withUnsafeBytes { buffer in
            let ranges = RecordRanges.find(in: buffer, from: start)
            observations.reserveCapacity(ranges.count)
            for range in ranges {
                guard let found = Observation(record: UnsafeRawBufferPointer(rebasing: buffer[range])) else {
                    skipped += 1
                    continue
                }
                observations.append((found, range))
            }
        }
        self.bytes = bytes
        self.observations = observations
        skippedCount = skipped
    }

    public var count: Int { observations.count }

    func time(at index: Int) -> Int64 { observations[index].observation.time }

    /// Has a detector count one observation.
    func count(at index: Int, in detector: inout InsightDetector) {
        let (observation, range) = observations[index]
        bytes.withUnsafeBytes { detector.add(observation, in: UnsafeRawBufferPointer(rebasing: $0[range])) }
    }

    /// Has a detector count everything, in order.
    public func count(in detector: inout InsightDetector) {
        bytes.withUnsafeBytes { buffer in
            for (observation, range) in observations {
                detector.add(observation, in: UnsafeRawBufferPointer(rebasing: buffer[range]))
            }
        }
    }
}
