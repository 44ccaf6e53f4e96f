/// A message about a construct, given when the app is synthesised.
public struct Annotation: Hashable, Sendable {
    public enum Level: String, Hashable, Sendable {
        case info, warning, error
    }

    public let level: Level
    /// The construct's path, with a slash at its beginning.
    public let path: String
    public let message: String
}
