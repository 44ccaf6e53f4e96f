/// How far an import has come. It goes on from here after an end of the process.
public struct ImportProgress: Sendable, Hashable {
    /// The last file that is done: those before it in the order of paths are done, too.
    public var lastPath: String?
    public var filesCompleted = 0
    public var eventsCompleted = 0
    /// Events that the store had already.
    public var duplicates = 0
    /// Events that the store would not keep, or that are outside the time asked for.
    public var eventsSkipped = 0
    /// At most ``failuresMax``; ``failedFiles`` counts all.
    public var failures: [ImportFailure] = []
    public var failedFiles = 0

    public static let failuresMax = 10_000

    public init() {}
}

/// A file that could not be imported.
public struct ImportFailure: Sendable, Hashable {
    public var path: String
    /// Such as `invalidSource` or `cannotRead`.
    public var type: String
    public var message: String
}
