public import CairnModel

/// What a request's signature says about its caller; nothing here is checked yet.
///
/// Source: AWS IAM User Guide, "AWS Signature Version 4 for API requests"; Amazon S3 Developer Guide, "Signing and
/// authenticating REST requests" (Signature Version 2).
public struct RequestSignature: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
        /// `AWS4-HMAC-SHA256`
        case v4
        /// `AWS4-ECDSA-P256-SHA256`, valid in a set of regions
        case v4a
        /// `AWS AKID:signature`, and `AWSAccessKeyId` in a query string
        case v2
    }

    public enum Placement: Sendable, Hashable {
        case header
        /// A presigned URL.
        case query
    }

    public var kind: Kind
    public var placement: Placement
    public var accessKeyID: String
    /// When the request was signed: seconds since the epoch, `nil` if that is not there or no date of this kind.
    public var date: Double?
    /// The date in the credential scope, as `yyyyMMdd`; empty for Signature Version 2.
    public var scopeDate: String
    /// The region of the credential scope. For `v4a` the only region of its set, `nil` if there are more or a pattern.
    public var region: String?
    /// The service of the credential scope, such as `s3`; `nil` for Signature Version 2.
    public var service: String?
    public var sessionToken: String?
    /// The names of the headers that are signed, in lower case as they came.
    public var signedHeaders: [String]
    /// The signature's text: hexadecimal, for `v2` base 64. Empty if there is none.
    public var signature: String
    /// For how many seconds after `date` a presigned URL is valid.
    public var expiresInSeconds: Int?

    public init(
        kind: Kind, placement: Placement, accessKeyID: String, date: Double? = nil, scopeDate: String = "",
        region: String? = nil, service: String? = nil, sessionToken: String? = nil, signedHeaders: [String] = [],
        signature: String = "", expiresInSeconds: Int? = nil
    ) {
        self.kind = kind
        self.placement = placement
        self.accessKeyID = accessKeyID
        self.date = date
        self.scopeDate = scopeDate
        self.region = region
        self.service = service
        self.sessionToken = sessionToken
        self.signedHeaders = signedHeaders
        self.signature = signature
        self.expiresInSeconds = expiresInSeconds
    }

    /// Reads the signature in the `Authorization` header, else the one in the query string.
    ///
    /// `nil` if there is none, or not even an access key can be read; a signature with parts missing is given as far as
    /// it goes, since records name callers whose calls were refused too.
    public static func parse(method: String, target: String, headers: HeaderFields) -> RequestSignature? {
        if let authorization = headers["Authorization"] {
            if let signature = header(authorization, headers) { return signature }
        }
        guard let mark = target.utf8.firstIndex(of: UInt8(ascii: "?")) else { return nil }
        return query(target[target.utf8.index(after: mark)...], headers)
    }
}

extension RequestSignature {
    private static func header(_ authorization: String, _ headers: HeaderFields) -> RequestSignature? {
        guard let blank = authorization.utf8.firstIndex(of: UInt8(ascii: " ")) else { return nil }
        let rest = authorization[authorization.utf8.index(after: blank)...]
        let token = headers["X-Amz-Security-Token"] ?? headers["x-amz-s3session-token"]
        switch authorization[..<blank] {
        case "AWS4-HMAC-SHA256": return version4(rest, .v4, headers, token)
        case "AWS4-ECDSA-P256-SHA256": return version4(rest, .v4a, headers, token)
        case "AWS":
            guard let colon = rest.utf8.firstIndex(of: UInt8(ascii: ":")), colon > rest.startIndex else { return nil }
            return RequestSignature(
                kind: .v2, placement: .header, accessKeyID: String(rest[..<colon]), sessionToken: token,
                signature: String(rest[rest.utf8.index(after: colon)...]))
        default: return nil
        }
    }

    /// `Credential=…, SignedHeaders=…, Signature=…` in any order, with or without blanks.
    private static func version4(
        _ text: Substring, _ kind: Kind, _ headers: HeaderFields, _ token: String?
    ) -> RequestSignature? {
        var signature = RequestSignature(kind: kind, placement: .header, accessKeyID: "", sessionToken: token)
        for part in text.utf8.split(whereSeparator: { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: " ") }) {
            guard let equals = part.firstIndex(of: UInt8(ascii: "=")) else { continue }
            let value = Substring(part[part.index(after: equals)...])
            switch Substring(part[..<equals]) {
            case "Credential": signature.takeCredential(value)
            case "SignedHeaders": signature.takeSignedHeaders(value)
            case "Signature": signature.signature = String(value)
            default: break
            }
        }
        guard !signature.accessKeyID.isEmpty else { return nil }
        signature.date = headers["X-Amz-Date"].flatMap(ISO8601.parse)
        if kind == .v4a { signature.takeRegionSet(headers["X-Amz-Region-Set"]) }
        return signature
    }

    private static func query(_ query: Substring, _ headers: HeaderFields) -> RequestSignature? {
        let items = QueryItems(query)
        if let credential = items["X-Amz-Credential"] { return presigned(items, credential) }
        guard let accessKeyID = items["AWSAccessKeyId"], !accessKeyID.isEmpty, let value = items["Signature"] else {
            return nil
        }
        return RequestSignature(
            kind: .v2, placement: .query, accessKeyID: accessKeyID,
            sessionToken: items["x-amz-security-token"] ?? items["SecurityToken"], signature: value)
    }

    private static func presigned(_ items: QueryItems, _ credential: String) -> RequestSignature? {
        let isAsymmetric = items["X-Amz-Algorithm"] == "AWS4-ECDSA-P256-SHA256"
        var signature = RequestSignature(kind: isAsymmetric ? .v4a : .v4, placement: .query, accessKeyID: "")
        signature.takeCredential(credential[...])
        guard !signature.accessKeyID.isEmpty else { return nil }
        signature.date = items["X-Amz-Date"].flatMap(ISO8601.parse)
        signature.sessionToken = items["X-Amz-Security-Token"] ?? items["X-Amz-S3session-Token"]
        signature.takeSignedHeaders((items["X-Amz-SignedHeaders"] ?? "")[...])
        signature.signature = items["X-Amz-Signature"] ?? ""
        signature.expiresInSeconds = items["X-Amz-Expires"].flatMap { Int($0) }
        if isAsymmetric { signature.takeRegionSet(items["X-Amz-Region-Set"]) }
        return signature
    }

    /// `AKID/20150830/us-east-1/iam/aws4_request`, for `v4a` without the region.
    private mutating func takeCredential(_ text: Substring) {
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            .map { Substring($0) }
        let scopeCount = kind == .v4a ? 3 : 4
        guard parts.count > scopeCount else {
            accessKeyID = parts.first.map { String($0) } ?? ""
            return
        }
        let scope = parts.suffix(scopeCount).map { String($0) }
        accessKeyID = String(text[..<parts[parts.count - scopeCount - 1].endIndex])
        scopeDate = scope[0]
        service = Self.nonEmpty(scope[scopeCount - 2])
        region = kind == .v4a ? nil : Self.nonEmpty(scope[1])
    }

    private mutating func takeSignedHeaders(_ text: Substring) {
        signedHeaders = text.utf8.split(separator: UInt8(ascii: ";")).map { String(Substring($0)) }
    }

    private mutating func takeRegionSet(_ text: String?) {
        guard let text else { return }
        let isOne = !text.utf8.contains { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "*") }
        region = isOne ? Self.nonEmpty(text) : nil
    }

    private static func nonEmpty(_ text: String) -> String? { text.isEmpty ? nil : text }
}
