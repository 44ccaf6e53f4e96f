/// Why a service did not take what was sent to it.
public struct SendingError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The service's own code, such as `AuthorizationError`; `nil` if it did not answer.
    public var code: String?
    public var message: String

    public init(code: String?, message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { code.map { "\($0): \(message)" } ?? message }

    /// What GetTrailStatus shows.
    var statusCode: String { code ?? "ServiceUnavailable" }
}
