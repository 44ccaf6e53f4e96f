import CairnModel
public import CairnSigning

/// Why a request is not looked at any further: nobody can be named as its caller.
/// ``BucketEndpoint/refuse(_:_:requestID:)`` answers with it.
///
/// Source: Amazon S3 API Reference, "Error responses".
public struct BucketRefusal: Error, Sendable {
    let failure: S3Failure

    init(_ code: String, _ status: Int, _ message: String, details: [(name: String, value: String)] = []) {
        failure = S3Failure(code, status, message, details: details)
    }

    /// The access key belongs to nobody.
    public static func invalidAccessKeyID(_ accessKeyID: String) -> BucketRefusal {
        BucketRefusal(
            "InvalidAccessKeyId", 403, "The AWS Access Key Id you provided does not exist in our records.",
            details: [("AWSAccessKeyId", accessKeyID)])
    }

    /// The session token is not that of the key.
    public static let invalidToken = BucketRefusal(
        "InvalidToken", 400, "The provided token is malformed or otherwise invalid.")

    public static let expiredToken = BucketRefusal("ExpiredToken", 400, "The provided token has expired.")

    /// The signature is good for other regions than this.
    public static func wrongRegion(expecting region: String) -> BucketRefusal {
        BucketRefusal(
            "AuthorizationHeaderMalformed", 400,
            "The authorization header is malformed; the region is wrong; expecting '\(region)'",
            details: [("Region", region)])
    }

    /// The call was given up before anything happened.
    public static let over = BucketRefusal(
        "RequestTimeout", 400, "Your socket connection to the server was not used in time.")

    static let mismatchMessage =
        "The request signature we calculated does not match the signature you provided. Check your key and signing "
        + "method."

    /// - Parameter signature: what the request says of its signature, as far as it can be read.
    public init(_ error: SignatureError, _ signature: RequestSignature?) {
        let isPresigned = signature?.placement == .query
        switch error.code {
        case .missing: self.init("AccessDenied", 403, "Access Denied")
        case .expired: self.init("AccessDenied", 403, "Request has expired")
        case .skewed where isPresigned: self.init("AccessDenied", 403, "Request is not yet valid")
        case .skewed:
            self.init(
                "RequestTimeTooSkewed", 403,
                "The difference between the request time and the current time is too large.")
        case .malformed, .wrongScope: self = Self.malformed(error.message, isPresigned: isPresigned)
        case .unsupported: self = Self.unsupportedMechanism
        case .bodyNeeded: self = Self.missingPayloadHeader
        default: self = Self.mismatch(error, signature)
        }
    }

    static func malformed(_ problem: String, isPresigned: Bool) -> BucketRefusal {
        isPresigned
            ? BucketRefusal("AuthorizationQueryParametersError", 400, problem)
            : BucketRefusal(
                "AuthorizationHeaderMalformed", 400, "The authorization header is malformed; \(problem)")
    }

    private static func mismatch(_ error: SignatureError, _ signature: RequestSignature?) -> BucketRefusal {
        // What a request has besides what was signed is told, all other differences are one.
        let isUnsigned = error.message.contains("must be a 'SignedHeader'")
        guard !isUnsigned else {
            return BucketRefusal(
                "AccessDenied", 403,
                "There were headers present in the request which were not signed: \(error.message)")
        }
        return BucketRefusal(
            "SignatureDoesNotMatch", 403, mismatchMessage,
            details: [
                ("AWSAccessKeyId", signature?.accessKeyID ?? ""), ("SignatureProvided", signature?.signature ?? ""),
            ])
    }

    static let missingPayloadHeader = BucketRefusal(
        "InvalidRequest", 400, "Missing required header for this request: x-amz-content-sha256")

    static let unsupportedMechanism = BucketRefusal(
        "InvalidRequest", 400,
        "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.")
}
