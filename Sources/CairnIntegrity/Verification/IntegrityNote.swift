/// Something that a reader of a report should know, and that is no fault of a file.
public struct IntegrityNote: Sendable, Hashable {
    /// The raw value is the name in JSON output.
    public enum Kind: String, Sendable, Hashable {
        /// Between two digests none was written: logging or validation was off.
        case gap
        /// The signature of a digest is not at hand: only its metadata has it, and no digest follows.
        case unprovenDigest
        /// The digests of a chain go on in another bucket.
        case continuedElsewhere
        /// Log files of an untrusted or missing digest were not checked.
        case unprovenLogFiles
        /// Log files from before the first digest, after the last one or from a gap.
        case uncoveredLogFiles
        /// Log files that a digest lists in another bucket.
        case logFilesElsewhere
        /// Log files that no digest lists were not looked for: digests of other trails list files there, too.
        case unlistedNotChecked
        /// Log files that an earlier run has verified, and that are in the same version since, were not read again.
        case resumed
    }

    public let kind: Kind
    /// A sentence for people.
    public let message: String
    /// How many files it is about.
    public let count: Int

    public init(_ kind: Kind, _ message: String, count: Int = 1) {
        self.kind = kind
        self.message = message
        self.count = count
    }
}
