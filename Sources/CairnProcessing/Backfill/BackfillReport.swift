public import CairnIntegrity

/// What a back-fill did.
public struct BackfillReport: Sendable {
    /// Read to their ends, every event handed over or filtered out.
    public internal(set) var filesProcessed = 0
    /// Not read, or not to their ends; the exception handler was told why.
    public internal(set) var filesFailed = 0
    /// Not read because a digest says that they are not what was delivered.
    public internal(set) var filesNotTrusted = 0
    /// Not wanted by the source filter.
    public internal(set) var filesFiltered = 0
    public internal(set) var events = EventCounts()
    /// Everything up to this key was dealt with: the `after` of a back-fill that goes on. `nil` if there was nothing.
    public internal(set) var lastKey: String?
    /// What the verification found; `nil` without one.
    public internal(set) var integrity: IntegrityReport?

    public init() {}
}
