/// What a verification found.
public struct IntegrityReport: Sendable, Hashable {
    /// How many files of a kind are as they should be.
    public struct Tally: Sendable, Hashable {
        public var valid = 0
        public var invalid = 0
        /// Neither: what would prove them is not at hand or not to be trusted.
        public var unproven = 0

        public init() {}

        public var total: Int { valid + invalid + unproven }
    }

    public var digests = Tally()
    public var backfillDigests = Tally()
    public var logFiles = Tally()
    /// How many chains of digests were followed, and in how many accounts and regions.
    public var chainCount = 0
    public var scopeCount = 0
    /// The time that valid digests cover, in seconds since the epoch; `nil` without any.
    public var coveredStart: Int64?
    public var coveredEnd: Int64?
    /// In the order of their keys; at most ``findingCountMax``.
    public private(set) var findings: [IntegrityFinding] = []
    /// How many more there are than ``findings`` holds.
    public private(set) var findingsOmitted = 0
    public private(set) var notes: [IntegrityNote] = []
    public private(set) var notesOmitted = 0

    /// More files than these are counted, but not named.
    public static let findingCountMax = 100_000
    static let noteCountMax = 10_000

    public init() {}

    /// Nothing is wrong with any file.
    public var isGood: Bool { findings.isEmpty }

    mutating func add(_ finding: IntegrityFinding) {
        if findings.count < Self.findingCountMax { findings.append(finding) } else { findingsOmitted += 1 }
    }

    mutating func add(_ note: IntegrityNote) {
        if notes.count < Self.noteCountMax { notes.append(note) } else { notesOmitted += 1 }
    }

    mutating func sort() { findings.sort { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) } }

    mutating func cover(_ digest: DigestFile) {
        coveredStart = min(coveredStart ?? .max, digest.startTime.seconds)
        coveredEnd = max(coveredEnd ?? .min, digest.endTime.seconds)
    }
}
