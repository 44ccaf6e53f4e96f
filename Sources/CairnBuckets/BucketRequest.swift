public import CairnModel
public import CairnSigning
public import NIOCore

/// A request of the S3 protocol as it came, its body still to be read.
public struct BucketRequest: Sendable {
    public typealias Body = any AsyncSequence<ByteBuffer, any Error> & Sendable

    public var method: String
    /// Path and query as they came.
    public var target: String
    /// With `Host`, which may name the bucket.
    public var headers: HeaderFields
    /// Read once at most, and not always to its end.
    public var body: Body
    /// What the request's signature says of the body, if signatures are checked: what comes must be that.
    public var signedBody: VerifiedSignature.Body?

    public init(
        method: String, target: String, headers: HeaderFields, body: Body, signedBody: VerifiedSignature.Body? = nil
    ) {
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
        self.signedBody = signedBody
    }
}
