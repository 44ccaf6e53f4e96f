/// How an `aws-chunked` body is signed: what `X-Amz-Content-SHA256` says instead of a digest.
///
/// Source: Amazon S3 API Reference, "Signature calculations for the authorization header: transferring a payload in
/// multiple chunks" and "… including trailing headers".
public enum ChunkSigning: String, Sendable, Hashable, CaseIterable {
    case signed = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"
    case signedWithTrailer = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"
    case asymmetric = "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD"
    case asymmetricWithTrailer = "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER"
    case unsignedWithTrailer = "STREAMING-UNSIGNED-PAYLOAD-TRAILER"

    public var isSigned: Bool { self != .unsignedWithTrailer }

    public var hasTrailer: Bool {
        switch self {
        case .signed, .asymmetric: false
        case .signedWithTrailer, .asymmetricWithTrailer, .unsignedWithTrailer: true
        }
    }
}
