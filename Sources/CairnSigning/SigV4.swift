public import CairnModel
import Crypto

/// AWS Signature Version 4 (`AWS4-HMAC-SHA256`): signs requests, presigns URLs and checks signatures.
///
/// Source: AWS IAM User Guide, "AWS Signature Version 4 for API requests"; Amazon S3 API Reference, "Authenticating
/// Requests (AWS Signature Version 4)".
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
        let date = ISO8601.compactString(epochSeconds: wholeSeconds(seconds))
        let target = withoutSignature(target)
        var headers = headers
        headers["Authorization"] = nil
        headers["X-Amz-Date"] = date
        headers["X-Amz-Security-Token"] = credentials.sessionToken
        let hash = payload.hash
        if needsPayloadHeader(payload, headers, service: service) { headers["X-Amz-Content-SHA256"] = hash }
        let names = signedHeaderNames(headers)
        let request = CanonicalRequest(
            method: method, target: target, headers: headers, signedHeaders: names, payloadHash: hash, service: service)
        let scope = Scope(date: String(date.prefix(8)), region: region, service: service)
        let signature = Hexadecimal.text(
            scope.authenticationCode(for: request.stringToSign(date: date, scope: scope.text), credentials))
        headers["Authorization"] =
            "\(algorithm) Credential=\(credentials.accessKeyID)/\(scope.text), "
            + "SignedHeaders=\(names.joined(separator: ";")), Signature=\(signature)"
        return SignedRequest(target: target, headers: headers)
    }

    /// Returns the target with a signature in its query string; only the host is signed of the headers.
    /// - Parameter expiresInSeconds: at most 604,800 (seven days) for services to take it.
    public static func presign(
        method: String, target: String, host: String, credentials: SigningCredentials, region: String,
        service: String, at seconds: Double, expiresInSeconds: Int
    ) -> String {
        let date = ISO8601.compactString(epochSeconds: wholeSeconds(seconds))
        let scope = Scope(date: String(date.prefix(8)), region: region, service: service)
        var items = [
            ("X-Amz-Algorithm", algorithm), ("X-Amz-Credential", "\(credentials.accessKeyID)/\(scope.text)"),
            ("X-Amz-Date", date), ("X-Amz-Expires", String(expiresInSeconds)), ("X-Amz-SignedHeaders", "host"),
        ]
        if let token = credentials.sessionToken { items.append(("X-Amz-Security-Token", token)) }
        var target = withoutSignature(target)
        for (name, value) in items {
            target += (target.utf8.contains(UInt8(ascii: "?")) ? "&" : "?") + name + "="
            target += URIEncoding.encode(value.utf8, keepsSlashes: false)
        }
        let request = CanonicalRequest(
            method: method, target: target, headers: ["Host": host], signedHeaders: ["host"],
            payloadHash: (takesPathsLiterally(service) ? Payload.unsigned : .bytes([])).hash, service: service)
        let code = scope.authenticationCode(for: request.stringToSign(date: date, scope: scope.text), credentials)
        return target + "&X-Amz-Signature=" + Hexadecimal.text(code)
    }
}

extension SigV4 {
    static let algorithm = "AWS4-HMAC-SHA256"

    /// The date, region and service that a signature is good for.
    struct Scope: Sendable {
        let date: String
        let region: String
        let service: String

        var text: String { "\(date)/\(region)/\(service)/aws4_request" }

        func key(secretAccessKey: String) -> SymmetricKey {
            var key = SymmetricKey(data: Array(("AWS4" + secretAccessKey).utf8))
            for part in [date, region, service, "aws4_request"] {
                key = SymmetricKey(data: HMAC<SHA256>.authenticationCode(for: Array(part.utf8), using: key))
            }
            return key
        }

        func authenticationCode(for text: String, _ credentials: SigningCredentials) -> HMAC<SHA256>.MAC {
            HMAC<SHA256>.authenticationCode(
                for: Array(text.utf8), using: key(secretAccessKey: credentials.secretAccessKey))
        }
    }

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
    private static func needsPayloadHeader(_ payload: Payload, _ headers: HeaderFields, service: String) -> Bool {
        if takesPathsLiterally(service) || headers["X-Amz-Content-SHA256"] != nil { return true }
        switch payload {
        case .bytes, .digest: return false
        case .unsigned, .streaming: return true
        }
    }

    private static func signedHeaderNames(_ headers: HeaderFields) -> [String] {
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
