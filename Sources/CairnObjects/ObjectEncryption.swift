/// How the service that keeps an object is to encrypt it.
///
/// A folder does not encrypt: it keeps what was asked for, and says so again when the object is read.
public enum ObjectEncryption: Sendable, Hashable {
    case none
    /// `AES256`: keys of the service's own (SSE-S3).
    case aes256
    /// `aws:kms`, or `aws:kms:dsse` where `isDualLayer`.
    ///
    /// `key` is an id, alias or ARN, `nil` for the account's own S3 key; `context` is the encryption context.
    case kms(key: String?, context: [String: String] = [:], usesBucketKey: Bool = false, isDualLayer: Bool = false)

    /// The value of `x-amz-server-side-encryption`, `nil` for ``none``.
    public var algorithm: String? {
        switch self {
        case .none: nil
        case .aes256: "AES256"
        case .kms(_, _, _, let isDualLayer): isDualLayer ? "aws:kms:dsse" : "aws:kms"
        }
    }
}
