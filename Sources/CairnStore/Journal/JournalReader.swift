import Logging
import Synchronization

/// Where readers keep how far they have come.
public protocol CursorStore: Sendable {
    func cursor(named name: String) throws(StoreError) -> JournalPosition?
    func setCursor(_ position: JournalPosition, named name: String) throws(StoreError)
}

/// Reads the journal in order, batch by batch, and remembers by name what it has finished.
///
/// One consumer at a time: ``next(maxBytes:maxRecords:)`` hands out each record once, ``commit(_:)`` says that
/// its effect is done. After a restart reading goes on behind what was committed, so a record may come twice, never
/// not at all.
public final class JournalReader: Sendable {
    private struct State {
        var position: JournalPosition
        var committed: UInt64
        /// Ends of batches that were handed out and not committed yet, so that a commit knows its place.
        var handedOut: [JournalPosition] = []
    }

    public let name: String
    private let storage: any SegmentStorage
    private let shared: JournalState
    private let cursors: (any CursorStore)?
    private let logger: Logger
    private let state: Mutex<State>
    private let openSegment = Mutex<(first: UInt64, reader: any SegmentReader)?>(nil)

    convenience init(
        name: String, storage: any SegmentStorage, shared: JournalState, cursors: (any CursorStore)?, logger: Logger
    ) throws(StoreError) {
        var start = JournalPosition.beginning
        if let cursors, let cursor = try cursors.cursor(named: name) { start = cursor }
        self.init(name: name, storage: storage, shared: shared, at: start, cursors: cursors, logger: logger)
    }

    init(
        name: String, storage: any SegmentStorage, shared: JournalState, at position: JournalPosition,
        cursors: (any CursorStore)? = nil, logger: Logger
    ) {
        self.name = name
        self.storage = storage
        self.shared = shared
        self.cursors = cursors
        self.logger = logger
        let end = shared.end
        var position = position
        if position.sequence > end.sequence {
            // A loss of power took records that this reader had seen. Their numbers are given to others now.
            logger.warning(
                "A reader was further than the journal is; it goes on from the journal's end",
                metadata: ["reader": "\(name)", "reader-at": "\(position.sequence)", "end": "\(end.sequence)"])
            position = end
        }
        state = Mutex(State(position: position, committed: position.sequence))
        shared.setReader(name, committed: position.sequence)
    }

    /// The last sequence number whose effect is done.
    public var committed: UInt64 { state.withLock { $0.committed } }

    /// How many records are waiting to be committed.
    public var lag: UInt64 {
        let end = shared.end.sequence
        return end - min(end, committed)
    }

    /// Stops holding back retention. The stored cursor stays.
    public func detach() { shared.setReader(name, committed: nil) }

    /// Returns the next records, waiting for some if there are none; `nil` when the journal is closed and read.
    ///
    /// A batch ends with its segment. It holds at least one record, even one that is longer than `maxBytes`.
    /// - Throws: ``StoreError``, or `CancellationError` when the task is cancelled while waiting.
    public func next(maxBytes: Int = 4 << 20, maxRecords: Int = .max) async throws -> JournalBatch? {
        while true {
            let end = shared.end.sequence
            if let batch = try poll(maxBytes: maxBytes, maxRecords: maxRecords) { return batch }
            if shared.isClosed { return try poll(maxBytes: maxBytes, maxRecords: maxRecords) }
            try Task.checkCancellation()
            await shared.waitForRecords(after: end)
        }
    }

    /// Returns the next records, or `nil` if there are none now.
    public func poll(maxBytes: Int = 4 << 20, maxRecords: Int = .max) throws(StoreError) -> JournalBatch? {
        while true {
            let end = shared.end
            let position = state.withLock { $0.position }
            guard position.sequence < end.sequence, let (start, length) = place(position, end) else { return nil }
            do throws(StoreError) {
                let batch = try read(from: start, upTo: length, maxBytes: max(1, maxBytes), maxRecords: maxRecords)
                guard let batch else {
                    skip(to: start.segment, behind: length)
                    continue
                }
                state.withLock { state in
                    state.position = batch.end
                    if state.handedOut.count >= 1024 { state.handedOut.removeFirst(512) }
                    state.handedOut.append(batch.end)
                }
                return batch
            } catch {
                guard error.code == .gone else { throw error }
                shared.remove(segment: start.segment)
                logger.warning(
                    "A reader has missed records that are not there any more",
                    metadata: ["reader": "\(name)", "segment": "\(SegmentName.file(start.segment))"])
            }
        }
    }

    /// Finds the segment with the record behind the position, and how much of it can be read.
    private func place(_ position: JournalPosition, _ end: JournalPosition) -> (JournalPosition, UInt64)? {
        let segments = shared.segments
        let index = segments.lastIndex { $0.first <= position.sequence + 1 } ?? segments.startIndex
        guard segments.indices.contains(index) else { return nil }
        let segment = segments[index]
        let length = segment.first == end.segment ? end.offset : segment.byteLength
        if segment.first == position.segment, position.offset < length { return (position, length) }
        if segment.first == position.segment || (segment.first <= position.sequence && length == 0) {
            // Read to its end, and yet the next record is not in the segment that follows: a gap in the sequence.
            guard index + 1 < segments.count else { return nil }
            let next = segments[index + 1]
            return (
                JournalPosition(sequence: next.first - 1, segment: next.first, offset: 0),
                next.first == end.segment ? end.offset : next.byteLength
            )
        }
        let skipped = position.sequence < segment.first ? 0 : position.sequence + 1 - segment.first
        guard skipped > 0 else {
            return (JournalPosition(sequence: segment.first - 1, segment: segment.first, offset: 0), length)
        }
        guard let offset = try? offset(behind: skipped, in: segment.first) else { return nil }
        return (JournalPosition(sequence: position.sequence, segment: segment.first, offset: offset), length)
    }

    /// Counts lines to find the place of a record that is known by its number alone.
    private func offset(behind lines: UInt64, in segment: UInt64) throws(StoreError) -> UInt64 {
        var left = lines
        var offset: UInt64 = 0
        try SegmentBytes.forEachChunk(of: try reader(of: segment)) { chunk in
            var rest = chunk
            while left > 0, let end = LineEnds.next(in: rest) {
                left -= 1
                offset += UInt64(end + 1)
                rest = UnsafeRawBufferPointer(rebasing: rest[(end + 1)...])
            }
            if left > 0 { offset += UInt64(rest.count) }
        }
        return offset
    }

    private func read(
        from start: JournalPosition, upTo length: UInt64, maxBytes: Int, maxRecords: Int
    ) throws(StoreError) -> JournalBatch? {
        let reader = try reader(of: start.segment)
        let available = Int(clamping: length - start.offset)
        var wanted = min(maxBytes, available)
        while wanted > 0 {
            var bytes = try Self.bytes(reader, at: start.offset, count: wanted)
            // What had to be read beyond the bound to find one record's end is not handed out.
            let ends = Self.lineEnds(in: bytes, atMost: wanted > maxBytes ? 1 : max(1, maxRecords))
            if let last = ends.last {
                bytes.removeLast(bytes.count - last - 1)
                return JournalBatch(
                    bytes: bytes, segment: start.segment, offset: start.offset, firstSequence: start.sequence + 1,
                    ends: ends)
            }
            if wanted == available { return nil }
            wanted = min(wanted * 2, available)
        }
        return nil
    }

    private static func bytes(
        _ reader: any SegmentReader, at offset: UInt64, count: Int
    ) throws(StoreError) -> [UInt8] {
        var failure: StoreError?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            do throws(StoreError) {
                initialized = try reader.read(into: UnsafeMutableRawBufferPointer(buffer), at: offset)
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return bytes
    }

    private static func lineEnds(in bytes: [UInt8], atMost limit: Int) -> [Int] {
        bytes.withUnsafeBytes { buffer in
            var ends: [Int] = []
            var start = 0
            while ends.count < limit,
                let end = LineEnds.next(in: UnsafeRawBufferPointer(rebasing: buffer[start...]))
            {
                ends.append(start + end)
                start += end + 1
            }
            return ends
        }
    }

    /// Passes over the end of a damaged segment that holds no line.
    private func skip(to segment: UInt64, behind length: UInt64) {
        state.withLock { state in
            state.position.segment = segment
            state.position.offset = max(length, 1)
        }
    }

    private func reader(of first: UInt64) throws(StoreError) -> any SegmentReader {
        try openSegment.withLock { (open) throws(StoreError) in
            if let open, open.first == first { return open.reader }
            let reader = try storage.reader(of: first)
            open = (first, reader)
            return reader
        }
    }

    /// Says that everything up to that record has had its effect. Never moves backwards.
    /// - Throws: ``StoreError`` with `database` if the cursor cannot be stored; call again later.
    public func commit(_ sequence: UInt64) throws(StoreError) {
        let position = state.withLock { state -> JournalPosition? in
            guard sequence > state.committed else { return nil }
            let known = state.handedOut.last { $0.sequence == sequence }
            return known ?? JournalPosition(sequence: sequence, segment: 0, offset: 0)
        }
        guard let position else { return }
        try cursors?.setCursor(position, named: name)
        state.withLock { state in
            state.committed = max(state.committed, sequence)
            state.handedOut.removeAll { $0.sequence <= sequence }
        }
        shared.setReader(name, committed: sequence)
    }
}
