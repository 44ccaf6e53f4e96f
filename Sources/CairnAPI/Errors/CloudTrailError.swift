/// An error that crosses the wire: a modelled exception of CloudTrail, or an error of the protocol.
///
/// Two errors are equal if their codes are. Source: CloudTrail API Reference, "Common Errors" and each operation.
public struct CloudTrailError: Error, Sendable {
    /// The code as it stands in `__type`: every modelled one is a static member, others can be made from a string.
    public struct Code: RawRepresentable, Sendable, Hashable {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }
    }

    public let code: Code
    public let message: String
    public let httpStatus: Int
    /// What `x-amzn-RequestId` said, if the error came over the wire.
    public let requestID: String?

    /// - Parameter httpStatus: the code's own status if `nil`: see ``Code/httpStatus``.
    public init(_ code: Code, _ message: String, httpStatus: Int? = nil, requestID: String? = nil) {
        self.code = code
        self.message = message
        self.httpStatus = httpStatus ?? code.httpStatus
        self.requestID = requestID
    }
}

extension CloudTrailError {
    /// A text of a request as a message shows it: whole if it is short, else its first 256 characters and an ellipsis.
    public static func excerpt(_ text: String) -> String {
        text.utf8.count <= 256 ? text : String(text.unicodeScalars.prefix(256)) + "..."
    }
}

extension CloudTrailError: Hashable {
    public static func == (left: Self, right: Self) -> Bool { left.code == right.code }

    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

extension CloudTrailError: CustomStringConvertible {
    public var description: String { message.isEmpty ? code.rawValue : "\(code.rawValue): \(message)" }
}

extension CloudTrailError.Code: CustomStringConvertible {
    public var description: String { rawValue }
}

extension CloudTrailError.Code {
    /// The body is no JSON, or a value has another type than the model says.
    public static let serialization = Self(rawValue: "SerializationException")
    public static let unknownOperation = Self(rawValue: "UnknownOperationException")
    /// A constraint of the model is violated and the operation has no exception of its own for it.
    public static let validation = Self(rawValue: "ValidationException")
    /// The request is not signed.
    public static let missingAuthenticationToken = Self(rawValue: "MissingAuthenticationTokenException")
    public static let invalidSignature = Self(rawValue: "InvalidSignatureException")
    public static let unrecognizedClient = Self(rawValue: "UnrecognizedClientException")
    public static let expiredToken = Self(rawValue: "ExpiredTokenException")
    public static let requestExpired = Self(rawValue: "RequestExpired")
    public static let optInRequired = Self(rawValue: "OptInRequired")
    public static let requestEntityTooLarge = Self(rawValue: "RequestEntityTooLargeException")
    /// Something went wrong that the caller cannot mend.
    public static let internalFailure = Self(rawValue: "InternalFailure")
    public static let serviceUnavailable = Self(rawValue: "ServiceUnavailable")

    /// 500 for an internal failure, 503 if the service is unavailable, 413 for a request too large, else 400: no
    /// exception of CloudTrail's model names a status, and clients take such a one as 400.
    public var httpStatus: Int {
        switch self {
        case .internalFailure: 500
        case .serviceUnavailable: 503
        case .requestEntityTooLarge: 413
        default: 400
        }
    }
}
