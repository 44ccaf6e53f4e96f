import CairnModel
import Crypto

/// Where the chain of seals begins when retention has removed the segments before.
///
///     {"version":1,"firstSequence":901,"previousSeal":"…","removedAt":"2026-02-03T04:05:06Z"}
struct ChainStart {
    var firstSequence: UInt64
    var previousSeal: String?
    var removedAt: Int64

    init(firstSequence: UInt64, previousSeal: String?, removedAt: Int64) {
        self.firstSequence = firstSequence
        self.previousSeal = previousSeal
        self.removedAt = removedAt
    }

    init?(decoding bytes: [UInt8]) {
        guard let json = try? JSON(parsing: bytes), let first = json["firstSequence"]?.intValue, first > 0 else {
            return nil
        }
        firstSequence = UInt64(first)
        previousSeal = json["previousSeal"]?.stringValue
        removedAt = Int64(json["removedAt"]?.stringValue.flatMap(ISO8601.parse) ?? 0)
    }

    func encoded() -> [UInt8] {
        let json: JSON = [
            "version": 1, "firstSequence": .integer(firstSequence),
            "previousSeal": previousSeal.map { .string($0) } ?? .null,
            "removedAt": .string(ISO8601.string(epochSeconds: removedAt)),
        ]
        return Array(json.description.utf8) + [0x0A]
    }
}

/// The journal's proof of itself: every sealed segment has the bytes that were sealed, and no seal was exchanged.
public struct JournalChain: Sendable {
    /// What a check found.
    public struct Report: Sendable {
        public var segmentCount = 0
        public var sealedCount = 0
        public var recordCount: UInt64 = 0
        public var checkedBytes: UInt64 = 0
        public var problems: [JournalProblem] = []

        public var isIntact: Bool { problems.isEmpty }
    }

    private let storage: any SegmentStorage
    private var report = Report()
    private var expectedFirst: UInt64?
    private var previousSeal: String?
    private var missingSeal: UInt64?

    private init(storage: any SegmentStorage) { self.storage = storage }

    /// Reads everything and names each segment and seal that is missing, changed or out of the chain.
    ///
    /// The last segment is still being written: without a seal it is not checked.
    /// - Throws: ``StoreError`` only if the storage itself cannot be read.
    public static func verify(_ storage: any SegmentStorage) throws(StoreError) -> Report {
        var chain = JournalChain(storage: storage)
        try chain.run()
        return chain.report
    }

    private mutating func run() throws(StoreError) {
        if let bytes = try storage.chainStart() {
            guard let start = ChainStart(decoding: bytes) else {
                return add(.unreadableSeal, "chain-start.json", "This is no chain start")
            }
            expectedFirst = start.firstSequence
            previousSeal = start.previousSeal
        } else {
            expectedFirst = 1
        }
        for segment in try storage.segments() { try check(segment) }
    }

    private mutating func check(_ segment: StoredSegment) throws(StoreError) {
        report.segmentCount += 1
        if let missingSeal {
            add(.missingSeal, SegmentName.seal(missingSeal), "The segment is not the last, but has no seal")
        }
        missingSeal = nil
        if let expectedFirst, expectedFirst != segment.first {
            add(
                .missingSegment, SegmentName.file(expectedFirst),
                "Records \(expectedFirst) to \(segment.first - 1) are missing")
        }
        guard let bytes = try storage.seal(of: segment.first) else {
            missingSeal = segment.first
            expectedFirst = nil
            previousSeal = nil
            return
        }
        try check(segment, sealedBy: bytes)
        previousSeal = SegmentSeal.hash(of: bytes)
    }

    private mutating func check(_ segment: StoredSegment, sealedBy bytes: [UInt8]) throws(StoreError) {
        guard let seal = SegmentSeal(decoding: bytes), seal.firstSequence == segment.first else {
            expectedFirst = nil
            return add(.unreadableSeal, SegmentName.seal(segment.first), "This is no seal")
        }
        report.sealedCount += 1
        report.recordCount += seal.count
        if seal.previousSeal != previousSeal {
            add(.brokenChain, SegmentName.seal(segment.first), "It does not continue the seal before it")
        }
        expectedFirst = seal.lastSequence + 1
        if let problem = try Self.problem(of: segment, seal, in: storage) { report.problems.append(problem) }
        report.checkedBytes += segment.byteLength
    }

    /// Compares a segment with its seal: length first, then every byte.
    static func problem(
        of segment: StoredSegment, _ seal: SegmentSeal, in storage: any SegmentStorage
    ) throws(StoreError) -> JournalProblem? {
        let file = SegmentName.file(segment.first)
        guard seal.byteLength == segment.byteLength else {
            return JournalProblem(
                kind: .changedLength, file: file,
                message: "It has \(segment.byteLength) bytes, but \(seal.byteLength) were sealed")
        }
        var hasher = SHA256()
        try SegmentBytes.forEachChunk(of: try storage.reader(of: segment.first)) { hasher.update(bufferPointer: $0) }
        guard SegmentSeal.hexadecimal(hasher.finalize()) != seal.sha256 else { return nil }
        return JournalProblem(
            kind: .changedSegment, file: file, message: "Its bytes are not those that were sealed (SHA-256 differs)")
    }

    private mutating func add(_ kind: JournalProblem.Kind, _ file: String, _ message: String) {
        report.problems.append(JournalProblem(kind: kind, file: file, message: message))
    }
}
