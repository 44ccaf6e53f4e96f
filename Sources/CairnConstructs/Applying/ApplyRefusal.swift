/// The service's refusal of a call.
public struct ApplyRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// Such as `TrailNotFoundException`.
    public let code: String
    public let message: String

    public init(code: String, message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { "\(code): \(message)" }
}
