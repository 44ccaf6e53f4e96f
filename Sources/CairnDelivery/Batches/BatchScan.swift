import CairnModel
import CairnStore

/// Reads a part of the journal and sorts what a trail logs into log files: a pure function of the range, the filter and
/// the size of files.
struct BatchScan {
    struct Limits: Sendable, Hashable {
        /// The largest file before compression.
        var fileBytesMax: Int
        /// Where a batch ends: bytes of all files together.
        var batchBytesMax: Int
        /// Where a batch ends in which little is selected: bytes read.
        var scannedBytesMax: Int
    }

    /// A record at which the scan ends.
    struct Boundary: Sendable {
        var record: ControlRecord
        /// Whether the record itself is still scanned.
        var isInclusive: Bool
    }

    struct Outcome: Sendable {
        var files: [LogFileContent] = []
        /// The place behind what was scanned.
        var end: JournalPosition
        var foundBoundary = false
        var selectedBytes = 0
        /// Records that are no JSON objects; never delivered.
        var unreadableCount = 0
    }

    private let filter: TrailFilter
    private let limits: Limits
    private let boundary: Boundary?
    private let keepsStarts: Bool
    private var places: PlaceTable
    /// The number of each lane's file in ``open``, by place and kind; -1 if there is none.
    private var slots: [Int] = []
    private var open: [LogFileContent] = []
    private var outcome: Outcome
    private var scannedBytes = 0
    private var isAtEnd = false

    /// How much is read at a time.
    private static let readBytes = 4 << 20

    private init(
        from position: JournalPosition, filter: TrailFilter, limits: Limits, boundary: Boundary?, keepsStarts: Bool
    ) {
        self.filter = filter
        self.limits = limits
        self.boundary = boundary
        self.keepsStarts = keepsStarts
        places = PlaceTable(admits: filter.admits)
        outcome = Outcome(end: position)
    }

    /// Scans from where a reader stands up to and including a sequence number, or to a limit or the boundary before it.
    ///
    /// - Parameter keepsStarts: whether the records are wanted one by one, too.
    /// - Throws: ``StoreError`` if the journal cannot be read.
    static func run(
        _ reader: JournalReader, from position: JournalPosition, upTo last: UInt64, filter: TrailFilter,
        limits: Limits, boundary: Boundary? = nil, keepsStarts: Bool = false
    ) throws(StoreError) -> Outcome {
        var scan = BatchScan(
            from: position, filter: filter, limits: limits, boundary: boundary, keepsStarts: keepsStarts)
        while !scan.isAtEnd, scan.outcome.end.sequence < last {
            let left = Int(clamping: last - scan.outcome.end.sequence)
            guard let batch = try reader.poll(maxBytes: readBytes, maxRecords: left) else { break }
            // Retention may have removed what came before it.
            guard batch.firstSequence <= last else { break }
            scan.take(batch, upTo: last)
        }
        return scan.finish()
    }

    private mutating func take(_ batch: JournalBatch, upTo last: UInt64) {
        let count = min(batch.count, Int(clamping: last - batch.firstSequence + 1))
        batch.bytes.withUnsafeBytes { buffer in
            for index in 0..<count {
                let range = batch.range(at: index)
                take(UnsafeRawBufferPointer(rebasing: buffer[range]), batch, index)
                if isAtEnd { return }
            }
        }
        guard !isAtEnd else { return }
        end(batch, before: count)
        scannedBytes += batch.bytes.count
        isAtEnd = scannedBytes >= limits.scannedBytesMax
    }

    @inline(__always)
    private mutating func take(_ record: UnsafeRawBufferPointer, _ batch: JournalBatch, _ index: Int) {
        guard let view = RecordView(scanning: record) else {
            outcome.unreadableCount += 1
            return
        }
        if let boundary, boundary.record.matches(view, in: record) {
            if boundary.isInclusive { add(record, view) }
            outcome.foundBoundary = true
            end(batch, before: boundary.isInclusive ? index + 1 : index)
            return
        }
        add(record, view)
        if outcome.selectedBytes >= limits.batchBytesMax { end(batch, before: index + 1) }
    }

    /// Ends the scan between two records.
    private mutating func end(_ batch: JournalBatch, before index: Int) {
        let offset = index == 0 ? 0 : batch.ends[index - 1] + 1
        outcome.end = JournalPosition(
            sequence: batch.firstSequence + UInt64(index) - 1, segment: batch.segment,
            offset: batch.offset + UInt64(offset))
        isAtEnd = true
    }

    @inline(__always)
    private mutating func add(_ record: UnsafeRawBufferPointer, _ view: RecordView) {
        guard record.count <= StandardRecord.parametersMax else { return addLarge(record) }
        addStandard(record, view)
    }

    /// Log files have no large events.
    private mutating func addLarge(_ record: UnsafeRawBufferPointer) {
        StandardRecord.with(record) { record in
            if let view = RecordView(scanning: record) { addStandard(record, view) }
        }
    }

    @inline(__always)
    private mutating func addStandard(_ record: UnsafeRawBufferPointer, _ view: RecordView) {
        guard let place = place(of: view, in: record), places.isTaken(place),
            let kind = filter.kind(of: view, in: record), let slot = slot(place, kind)
        else { return }
        if !open[slot].hasRoom(for: record.count, within: limits.fileBytesMax) { roll(slot) }
        open[slot].append(record, time: EventTimeText(view.eventTime, in: record), keepingStart: keepsStarts)
        outcome.selectedBytes += record.count + 1
    }

    @inline(__always)
    private mutating func place(of view: RecordView, in record: UnsafeRawBufferPointer) -> Int? {
        guard let region = view.awsRegion.quotedBytes(in: record) else { return nil }
        if let account = view.recipientAccountID.quotedBytes(in: record) {
            return places.index(account: account, region: region)
        }
        return otherPlace(of: view, in: record, region: region)
    }

    /// Aggregated records name their account in a way of their own; records of the first versions do not name it.
    private mutating func otherPlace(
        of view: RecordView, in record: UnsafeRawBufferPointer, region: UnsafeRawBufferPointer
    ) -> Int? {
        if let account = view.identity.accountID.quotedBytes(in: record) {
            return places.index(account: account, region: region)
        }
        guard let account = (try? JSON(parsing: record))?["accountId"]?.stringValue else { return nil }
        return Array(account.utf8).withUnsafeBytes { places.index(account: $0, region: region) }
    }

    @inline(__always)
    private mutating func slot(_ place: Int, _ kind: FileKind) -> Int? {
        let index = place * FileKind.allCases.count + kind.number
        if index < slots.count, slots[index] >= 0 { return slots[index] }
        return newSlot(place, kind, index)
    }

    private mutating func newSlot(_ place: Int, _ kind: FileKind, _ index: Int) -> Int? {
        guard let place = places.place(place) else { return nil }
        let missing = places.count * FileKind.allCases.count - slots.count
        slots.append(contentsOf: repeatElement(-1, count: max(0, missing)))
        slots[index] = open.count
        open.append(LogFileContent(lane: Lane(place: place, kind: kind), index: 0))
        return slots[index]
    }

    /// Closes a lane's file and begins the next.
    private mutating func roll(_ slot: Int) {
        open[slot].finish()
        let full = open[slot]
        open[slot] = LogFileContent(
            lane: full.lane, index: full.index + 1,
            reservingCapacity: min(full.bytes.count, limits.batchBytesMax - outcome.selectedBytes))
        outcome.files.append(full)
    }

    private consuming func finish() -> Outcome {
        var outcome = outcome
        for index in open.indices {
            open[index].finish()
            outcome.files.append(open[index])
        }
        return outcome
    }
}
