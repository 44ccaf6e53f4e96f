import CairnModel
import Logging

/// What opening a journal finds and puts right: torn ends set aside, full segments to seal, damage named.
struct JournalRecovery {
    /// A segment without a seal, and how far it can be used.
    struct Open: Sendable {
        var first: UInt64
        var count: UInt64
        var byteLength: UInt64
    }

    private(set) var segments: [JournalState.Segment] = []
    /// Segments to seal now, in order.
    private(set) var unsealed: [Open] = []
    /// The segment to go on with; `nil` if a new one must begin at ``nextSequence``.
    private(set) var active: Open?
    private(set) var nextSequence: UInt64 = 1
    private(set) var previousSeal: String?
    private(set) var problems: [JournalProblem] = []

    private let storage: any SegmentStorage
    private let logger: Logger

    init(storage: any SegmentStorage, logger: Logger) throws(StoreError) {
        self.storage = storage
        self.logger = logger
        try readChainStart()
        let stored = try storage.segments()
        for (index, segment) in stored.enumerated() {
            checkSequence(segment, isFirst: index == 0)
            try adopt(segment, isLast: index == stored.count - 1)
        }
    }

    private mutating func readChainStart() throws(StoreError) {
        guard let bytes = try storage.chainStart(), let start = ChainStart(decoding: bytes) else { return }
        nextSequence = start.firstSequence
        previousSeal = start.previousSeal
    }

    private mutating func checkSequence(_ segment: StoredSegment, isFirst: Bool) {
        guard segment.first != nextSequence else { return }
        problems.append(
            JournalProblem(
                kind: .missingSegment, file: SegmentName.file(nextSequence),
                message: "Records \(nextSequence) to \(segment.first - 1) are missing: the next segment is "
                    + SegmentName.file(segment.first)))
        nextSequence = segment.first
    }

    private mutating func adopt(_ segment: StoredSegment, isLast: Bool) throws(StoreError) {
        guard let sealBytes = try storage.seal(of: segment.first) else {
            return try adoptUnsealed(segment, isLast: isLast)
        }
        previousSeal = SegmentSeal.hash(of: sealBytes)
        guard let seal = SegmentSeal(decoding: sealBytes), seal.firstSequence == segment.first else {
            problems.append(
                JournalProblem(
                    kind: .unreadableSeal, file: SegmentName.seal(segment.first), message: "This is no seal"))
            let scan = try LineScan(of: segment.first, in: storage)
            nextSequence = segment.first + scan.lineCount
            segments.append(JournalState.Segment(first: segment.first, byteLength: scan.usableLength, sealedAt: 0))
            return
        }
        if seal.byteLength != segment.byteLength {
            problems.append(
                JournalProblem(
                    kind: .changedLength, file: SegmentName.file(segment.first),
                    message: "It has \(segment.byteLength) bytes, but \(seal.byteLength) were sealed"))
        }
        nextSequence = seal.lastSequence + 1
        segments.append(
            JournalState.Segment(
                first: segment.first, byteLength: min(seal.byteLength, segment.byteLength), sealedAt: seal.sealedAt))
    }

    private mutating func adoptUnsealed(_ segment: StoredSegment, isLast: Bool) throws(StoreError) {
        var scan = try LineScan(of: segment.first, in: storage)
        try scan.dropLastLineUnlessJSON(in: storage)
        if scan.usableLength < segment.byteLength { try setAsideTail(of: segment, scan) }
        for offset in scan.damagedLines {
            problems.append(
                JournalProblem(
                    kind: .damagedLine, file: SegmentName.file(segment.first),
                    message: "The line at byte \(offset) is no JSON object"))
        }
        if scan.lineCount == 0 && !isLast { return try storage.remove(segment.first) }
        let open = Open(first: segment.first, count: scan.lineCount, byteLength: scan.usableLength)
        segments.append(JournalState.Segment(first: open.first, byteLength: open.byteLength))
        nextSequence = open.first + open.count
        if isLast { active = open } else { unsealed.append(open) }
    }

    private mutating func setAsideTail(of segment: StoredSegment, _ scan: LineScan) throws(StoreError) {
        let name = try storage.setAside(segment.first, from: scan.usableLength)
        let size = segment.byteLength - scan.usableLength
        logger.warning(
            "The end of the journal was torn and has been set aside",
            metadata: [
                "segment": "\(SegmentName.file(segment.first))", "offset": "\(scan.usableLength)",
                "bytes": "\(size)", "kept-as": "\(name)",
            ])
        problems.append(
            JournalProblem(
                kind: .tornTail, file: SegmentName.file(segment.first),
                message: "\(size) bytes behind byte \(scan.usableLength) are no whole record; kept as \(name)"))
    }
}

/// One pass over the lines of a segment: how many there are, and where the usable ones end.
struct LineScan {
    private(set) var lineCount: UInt64 = 0
    /// The end of the last line that looks like an object.
    private(set) var usableLength: UInt64 = 0
    /// Lines that do not, before others that do. At most a thousand are listed.
    private(set) var damagedLines: [UInt64] = []

    private let first: UInt64
    private var lastLineStart: UInt64 = 0
    private var lineStart: UInt64 = 0
    private var offset: UInt64 = 0
    private var firstByte: UInt8 = 0
    private var lastByte: UInt8 = 0
    private var suspects: [UInt64] = []

    init(of first: UInt64, in storage: any SegmentStorage) throws(StoreError) {
        self.first = first
        try SegmentBytes.forEachChunk(of: try storage.reader(of: first)) { scan($0) }
    }

    private mutating func scan(_ chunk: UnsafeRawBufferPointer) {
        var start = 0
        while start < chunk.count {
            let line = UnsafeRawBufferPointer(rebasing: chunk[start...])
            let end = LineEnds.next(in: line)
            if offset + UInt64(start) == lineStart { firstByte = line[0] }
            guard let end else {
                lastByte = line[line.count - 1]
                break
            }
            if end > 0 { lastByte = line[end - 1] }
            start += end + 1
            endLine(at: offset + UInt64(start))
        }
        offset += UInt64(chunk.count)
    }

    private mutating func endLine(at end: UInt64) {
        if firstByte == UInt8(ascii: "{") && lastByte == UInt8(ascii: "}") {
            lineCount += UInt64(suspects.count) + 1
            if damagedLines.count < 1000 { damagedLines += suspects }
            suspects = []
            lastLineStart = lineStart
            usableLength = end
        } else if suspects.count < 1_000_000 {
            suspects.append(lineStart)
        }
        lineStart = end
    }

    /// The last line is where a write breaks off: it is read in full, and given up if it is no JSON.
    mutating func dropLastLineUnlessJSON(in storage: any SegmentStorage) throws(StoreError) {
        guard lineCount > 0 else { return }
        var line = [UInt8](repeating: 0, count: Int(usableLength - lastLineStart))
        let reader = try storage.reader(of: first)
        let start = lastLineStart
        _ = try line.withMutableBytes { (buffer) throws(StoreError) in
            try reader.read(into: buffer, at: start)
        }
        if (try? JSON(parsing: line)) != nil { return }
        lineCount -= 1
        usableLength = lastLineStart
    }
}
