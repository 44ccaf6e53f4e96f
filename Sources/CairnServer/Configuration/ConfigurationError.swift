/// A setting that cannot be used: which one, where it stands, and what is allowed there.
public struct ConfigurationError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The option's name, such as `fsync`.
    public let option: String
    /// Where the value came from, such as `--fsync`, `CAIRN_FSYNC` or a file's path.
    public let origin: String
    public let message: String

    public init(option: String, origin: String, message: String) {
        self.option = option
        self.origin = origin
        self.message = message
    }

    public var description: String { "\(origin): \(message)" }
}
