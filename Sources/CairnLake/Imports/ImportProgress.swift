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
    /// Events that the store would not keep, or that are outside the time asked for.
    public var eventsSkipped = 0
    /// Files that failed, and have not been imported since.
    public var failedFiles = 0
    /// How many failures have been listed, at most ``failuresMax``.
    public var failuresListed = 0

    public static let failuresMax = 10_000

    public init() {}
}
