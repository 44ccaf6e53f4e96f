/// How far an import has come. It goes on from here after an end of the process.
public struct ImportProgress: Sendable, Hashable {
    /// What there is to import, once it has been counted.
    public var filesFound: Int?
    public var prefixesFound = 0
    /// The last file that is done: those before it in the order of paths are done, too.
    public var lastPath: String?
    /// Whether every file has been seen.
    public var isListed = false
    public var prefixesCompleted = 0
    public var filesCompleted = 0
    public var eventsCompleted = 0
    /// Events that the store had already.
    public var duplicates = 0
    /// Events and records that were left out, for whichever reason.
    public var eventsSkipped = 0
    /// Of these, events that the store would not keep.
    public var skippedByRetention = 0
    /// Of these, events outside the times asked for.
    public var skippedByTime = 0
    /// Of these, what is no record with an `eventTime`, or not of the kind that the store keeps.
    public var skippedRecords = 0
    /// Files that failed, and have not been imported since.
    public var failedFiles = 0
    /// How many failures are listed that were not made good, at most ``failuresMax``.
    public var failuresListed = 0
    /// Where the first failure came that could not be listed any more: a retry begins behind it anew.
    public var firstUnlisted: Mark?
    /// Whether the source lists its files in another order than that of their paths.
    public var isOutOfOrder = false

    public static let failuresMax = 10_000

    /// A place on the way through the files, and what had been done there.
    public struct Mark: Sendable, Hashable {
        /// The last file before it; `nil` for the beginning.
        public var path: String?
        public var prefixesCompleted: Int
        public var filesCompleted: Int
    }

    public init() {}

    /// Goes back to where failures could not be listed any more. Events that come again are known.
    /// - Parameter outstanding: how many failures are listed that were not made good.
    mutating func goBackToFirstUnlisted(outstanding: Int) {
        guard let mark = firstUnlisted else { return }
        firstUnlisted = nil
        lastPath = mark.path
        isListed = false
        (prefixesCompleted, filesCompleted, failedFiles) =
            (mark.prefixesCompleted, mark.filesCompleted, outstanding)
    }
}
