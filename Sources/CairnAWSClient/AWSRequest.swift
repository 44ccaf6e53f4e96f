public import CairnModel

/// A request that the caller has written itself, for content that should not pass through memory as a whole.
public struct AWSRequest: Sendable {
    /// What the signature says about the body.
    public enum PayloadHash: Sendable, Hashable {
        /// The SHA-256 of bytes; of a file only where the connection does not protect it; `UNSIGNED-PAYLOAD` else.
        case automatic
        /// The SHA-256 of the body, in lower-case hexadecimal.
        case sha256(String)
        /// `UNSIGNED-PAYLOAD`, which only S3 takes.
        case unsigned
    }

    public var service: String
    public var method: String
    /// Path and query, percent-encoded; S3's buckets stand in the path.
    public var target: String
    public var headers: HeaderFields
    public var body: AWSRequestBody
    public var payloadHash: PayloadHash
    /// The client's own if `nil`.
    public var region: String?
    /// What logs and metrics call it; method and service if `nil`.
    public var name: String?

    public init(
        service: String, method: String, target: String, headers: HeaderFields = HeaderFields(),
        body: AWSRequestBody = .empty, payloadHash: PayloadHash = .automatic, region: String? = nil,
        name: String? = nil
    ) {
        self.service = service
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
        self.payloadHash = payloadHash
        self.region = region
        self.name = name
    }

    /// A request about an object, or about a bucket if there is no key.
    /// - Parameter query: items that are encoded here; one without a value has no equals sign.
    public static func s3(
        _ method: String, bucket: String, key: String? = nil, query: [(name: String, value: String?)] = [],
        headers: HeaderFields = HeaderFields(), body: AWSRequestBody = .empty, payloadHash: PayloadHash = .automatic,
        region: String? = nil
    ) -> AWSRequest {
        var target = "/" + PercentCoding.encode(bucket)
        if let key { target += "/" + PercentCoding.encode(key, keepsSlashes: true) }
        let items = query.map { item in
            let name = PercentCoding.encode(item.name)
            return item.value.map { name + "=" + PercentCoding.encode($0) } ?? name
        }
        if !items.isEmpty { target += "?" + items.joined(separator: "&") }
        return AWSRequest(
            service: "s3", method: method, target: target, headers: headers, body: body, payloadHash: payloadHash,
            region: region)
    }
}
