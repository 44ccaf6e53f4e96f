public import CairnModel
public import CairnObjects

/// An answer of the S3 protocol.
public struct BucketAnswer: Sendable {
    public enum Body: Sendable {
        case bytes([UInt8])
        /// So many bytes, read while they are sent. Reading may fail: then the connection must be closed.
        case chunks(ObjectChunks, byteCount: Int)
    }

    public var status: Int
    /// With `Content-Length` where the answer to `HEAD` has to tell it; else the body tells it.
    public var headers: HeaderFields
    /// Empty for an answer to `HEAD`.
    public var body: Body
    /// Whether the request was refused because its body is not the one that was signed.
    public var isOfAlteredBody = false

    public init(status: Int, headers: HeaderFields = HeaderFields(), body: Body = .bytes([])) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// How many bytes the body has.
    public var byteCount: Int {
        switch body {
        case .bytes(let bytes): bytes.count
        case .chunks(_, let byteCount): byteCount
        }
    }
}
