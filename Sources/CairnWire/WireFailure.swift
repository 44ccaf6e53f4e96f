/// What an unsuccessful answer says about itself; each part is `nil` where the answer is silent.
public struct WireFailure: Sendable, Hashable {
    /// The error's code without namespace, such as `ResourceNotFoundException`.
    public var code: String?
    public var message: String?
    public var requestID: String?

    public init(code: String? = nil, message: String? = nil, requestID: String? = nil) {
        self.code = code
        self.message = message
        self.requestID = requestID
    }
}
