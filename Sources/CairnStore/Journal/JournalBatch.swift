/// Consecutive records of one segment, in one buffer.
public struct JournalBatch: Sendable {
    /// The lines as they stand in the segment, each with its line feed.
    public let bytes: [UInt8]
    /// The segment's first sequence number, and where `bytes` begins in it.
    public let segment: UInt64
    public let offset: UInt64
    public let firstSequence: UInt64
    /// The end of each record in `bytes`: its line feed.
    public let ends: [Int]

    public var count: Int { ends.count }
    public var lastSequence: UInt64 { firstSequence + UInt64(count) - 1 }

    /// The place behind the last record.
    public var end: JournalPosition {
        JournalPosition(sequence: lastSequence, segment: segment, offset: offset + UInt64(bytes.count))
    }

    public func sequence(at index: Int) -> UInt64 { firstSequence + UInt64(index) }

    /// Where a record stands in ``bytes``, without its line feed.
    public func range(at index: Int) -> Range<Int> { (index == 0 ? 0 : ends[index - 1] + 1)..<ends[index] }

    /// Calls the body with each record in turn; the buffer is valid only during the call.
    public func forEachRecord(_ body: (_ index: Int, _ record: UnsafeRawBufferPointer) throws -> Void) rethrows {
        try bytes.withUnsafeBytes { buffer in
            for index in ends.indices {
                try body(index, UnsafeRawBufferPointer(rebasing: buffer[range(at: index)]))
            }
        }
    }
}
