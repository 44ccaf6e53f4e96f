/// What a log file may look like.
public struct ParsingOptions: Sendable, Hashable {
    /// Besides `{"Records":[…]}` also an array of records, records one a line, and a single record. Off, as in the Java
    /// library, where files come from CloudTrail.
    public var acceptsOtherLayouts = false
    /// Files with an `eventID` that is no UUID are refused, as by the Java library. Off: documentation, tests and some
    /// tools have such events.
    public var requiresUUIDs = false
    /// Each event knows where it stands in the file's text, in UTF-16 units.
    public var countsCharacters = false

    public init() {}
}
