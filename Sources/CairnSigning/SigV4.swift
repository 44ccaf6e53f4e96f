public import CairnModel
import Crypto

/// AWS Signature Version 4 (`AWS4-HMAC-SHA256`): signs requests and presigns URLs.
///
/// ``SignatureVerifier`` checks them. Source: AWS IAM User Guide, "AWS Signature Version 4 for API requests"; Amazon S3
/// API Reference, "Authenticating Requests (AWS Signature Version 4)".
public enum SigV4 {
    /// What is signed of a body.
    public enum Payload: Sendable, Hashable {
        case bytes([UInt8])
        /// The SHA-256 of the body in lower-case hexadecimal.
        case digest(String)
        /// `UNSIGNED-PAYLOAD`
        case unsigned
        /// A word that says how a chunked body is signed, such as `STREAMING-UNSIGNED-PAYLOAD-TRAILER`.
        case streaming(String)

        var hash: String {
            switch self {
            case .bytes(let bytes): Hexadecimal.text(SHA256.hash(data: bytes))
            case .digest(let digest): digest
            case .unsigned: "UNSIGNED-PAYLOAD"
            case .streaming(let marker): marker
            }
        }
    }

    /// A request's target and headers with their signature.
    public struct SignedRequest: Sendable, Hashable {
        public var target: String
        public var headers: HeaderFields
    }

    /// Signs a request with an `Authorization` header.
    ///
    /// A signature that the request has already, in its headers or its query string, is replaced. All headers are signed
    /// but those that proxies and clients change on the way. The headers must have `Host`.
    /// - Parameters:
    ///   - service: the signing name, such as `s3`; decides how the path is read.
    ///   - seconds: the time of signing, seconds since the epoch.
    public static func sign(
        method: String, target: String, headers: HeaderFields, payload: Payload, credentials: SigningCredentials,
        region: String, service: String, at seconds: Double
    ) -> SignedRequest {
        signer(credentials, region: region, service: service, at: seconds)
            .sign(method: method, target: target, headers: headers, payload: payload)
    }

    /// Returns the target with a signature in its query string; only the host is signed of the headers.
    /// - Parameter expiresInSeconds: at most 604,800 (seven days) for services to take it.
    public static func presign(
        method: String, target: String, host: String, credentials: SigningCredentials, region: String,
        service: String, at seconds: Double, expiresInSeconds: Int
    ) -> String {
        signer(credentials, region: region, service: service, at: seconds)
            .presign(method: method, target: target, host: host, expiresInSeconds: expiresInSeconds)
    }

    private static func signer(
        _ credentials: SigningCredentials, region: String, service: String, at seconds: Double
    ) -> RequestSigner<Never> {
        let date = ISO8601.compactString(epochSeconds: wholeSeconds(seconds))
        let scope = CredentialScope(date: String(date.prefix(8)), region: region, service: service)
        return RequestSigner(
            algorithm: .hmac, credentials: credentials, scope: scope, date: date, regionSet: nil,
            signature: { (text) throws(Never) in
                SigningKey.code(for: text, using: LastSigningKey.shared.key(credentials.secretAccessKey, scope))
            })
    }
}

extension SigV4 {
    /// S3 and its relatives (`s3express`, `s3-outposts`, `s3-object-lambda`) encode paths once and do not normalise them.
    static func takesPathsLiterally(_ service: String) -> Bool {
        service == "s3" || service == "s3express" || service.hasPrefix("s3-")
    }

    /// The target without the items of a presigned URL.
    static func withoutSignature(_ target: String) -> String {
        guard let mark = target.utf8.firstIndex(of: UInt8(ascii: "?")) else { return target }
        let query = target[target.utf8.index(after: mark)...].utf8.split(separator: UInt8(ascii: "&"))
        let kept = query.filter { item in
            let name = Substring(item.prefix { $0 != UInt8(ascii: "=") })
            return !signatureItems.contains(where: { $0.equalsIgnoringASCIICase(String(name)) })
        }
        if kept.count == query.count { return target }
        let text = kept.map { String(Substring($0)) }.joined(separator: "&")
        return String(target[..<mark]) + (text.isEmpty ? "" : "?" + text)
    }

    private static let signatureItems = [
        "X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires", "X-Amz-SignedHeaders",
        "X-Amz-Security-Token", "X-Amz-Signature", "X-Amz-Region-Set",
    ]

    /// S3 wants the digest as a header; a marker or a digest that was there must agree with what is signed.
    static func needsPayloadHeader(_ payload: Payload, _ headers: HeaderFields, service: String) -> Bool {
        if takesPathsLiterally(service) || headers["X-Amz-Content-SHA256"] != nil { return true }
        switch payload {
        case .bytes, .digest: return false
        case .unsigned, .streaming: return true
        }
    }

    static func signedHeaderNames(_ headers: HeaderFields) -> [String] {
        var names = Set<String>()
        for field in headers.fields {
            let name = field.name.lowercased()
            if !unsignedHeaders.contains(name), !name.hasPrefix("x-forwarded-"), !name.hasPrefix("proxy-") {
                names.insert(name)
            }
        }
        return names.sorted()
    }

    // What proxies and HTTP clients may change after the signature is made.
    private static let unsignedHeaders: Set<String> = [
        "authorization", "accept-encoding", "connection", "expect", "forwarded", "keep-alive", "te", "trailer",
        "transfer-encoding", "upgrade", "user-agent", "via", "x-amzn-trace-id",
    ]

    static func wholeSeconds(_ seconds: Double) -> Int64 { Int64(exactly: seconds.rounded(.down)) ?? 0 }
}
