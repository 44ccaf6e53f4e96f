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
    public var date: Double? {
        get { signingDate.seconds }
        set { signingDate = SigningDate(newValue) }
    }
    /// The date in the credential scope, as `yyyyMMdd`; empty for Signature Version 2.
    public var scopeDate: String
    /// The region of the credential scope. For `v4a` the only region of its set, `nil` if there are more or a pattern.
    public var region: String?
    /// The service of the credential scope, such as `s3`; `nil` for Signature Version 2.
    public var service: String?
    public var sessionToken: String?
    /// The names of the headers that are signed, in lower case as they came.
    public var signedHeaders: [String] {
        get { signedHeaderList.names }
        set { signedHeaderList = SignedHeaderList(newValue) }
    }
    /// The signature's text: hexadecimal, for `v2` base 64. Empty if there is none.
    public var signature: String {
        get { String(signatureText) }
        set { signatureText = newValue[...] }
    }
    /// For how many seconds after `date` a presigned URL is valid.
    public var expiresInSeconds: Int?

    // Every call is parsed, and few of them are verified: these are worked out when they are asked for.
    private var signingDate: SigningDate
    private var signedHeaderList: SignedHeaderList
    private var signatureText: Substring

    public init(
        kind: Kind, placement: Placement, accessKeyID: String, date: Double? = nil, scopeDate: String = "",
        region: String? = nil, service: String? = nil, sessionToken: String? = nil, signedHeaders: [String] = [],
        signature: String = "", expiresInSeconds: Int? = nil
    ) {
        self.kind = kind
        self.placement = placement
        self.accessKeyID = accessKeyID
        self.scopeDate = scopeDate
        self.region = region
        self.service = service
        self.sessionToken = sessionToken
        self.expiresInSeconds = expiresInSeconds
        signingDate = SigningDate(date)
        signedHeaderList = SignedHeaderList(signedHeaders)
        signatureText = signature[...]
    }

    private init(
        kind: Kind, placement: Placement, credential: CredentialParts, dateText: String?, signedHeaders: Substring,
        signature: Substring, sessionToken: String?
    ) {
        self.kind = kind
        self.placement = placement
        accessKeyID = credential.accessKeyID
        scopeDate = credential.scopeDate
        region = credential.region
        service = credential.service
        self.sessionToken = sessionToken
        signingDate = SigningDate(text: dateText)
        signedHeaderList = SignedHeaderList(text: signedHeaders)
        signatureText = signature
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
        switch authorization[..<blank] {
        case "AWS4-HMAC-SHA256": return version4(authorization, .v4, headers)
        case "AWS4-ECDSA-P256-SHA256": return version4(authorization, .v4a, headers)
        case "AWS":
            let rest = authorization[authorization.utf8.index(after: blank)...]
            guard let colon = rest.utf8.firstIndex(of: UInt8(ascii: ":")), colon > rest.startIndex else { return nil }
            return RequestSignature(
                kind: .v2, placement: .header, accessKeyID: String(rest[..<colon]), sessionToken: token(headers),
                signature: String(rest[rest.utf8.index(after: colon)...]))
        default: return nil
        }
    }

    private static func token(_ headers: HeaderFields) -> String? {
        headers["X-Amz-Security-Token"] ?? headers["x-amz-s3session-token"]
    }

    private static func version4(_ authorization: String, _ kind: Kind, _ headers: HeaderFields) -> RequestSignature? {
        var text = authorization
        text.makeContiguousUTF8()
        let found = text.utf8.withContiguousStorageIfAvailable { bytes -> (AuthorizationParts, CredentialParts)? in
            // No part begins within the algorithm's name: it has no equals sign.
            let parts = AuthorizationParts(bytes, from: 0)
            guard let credential = parts.credential else { return nil }
            return (
                parts,
                CredentialParts(UnsafeBufferPointer(rebasing: bytes[credential]), hasRegion: kind == .v4)
            )
        }
        guard case .some(.some((let parts, let credential))) = found, !credential.accessKeyID.isEmpty else {
            return nil
        }
        var signature = RequestSignature(
            kind: kind, placement: .header, credential: credential, dateText: headers["X-Amz-Date"],
            signedHeaders: slice(text, parts.signedHeaders), signature: slice(text, parts.signature),
            sessionToken: token(headers))
        if kind == .v4a { signature.takeRegionSet(headers["X-Amz-Region-Set"]) }
        return signature
    }

    private static func slice(_ text: String, _ range: Range<Int>?) -> Substring {
        guard let range else { return "" }
        let start = text.utf8.index(text.startIndex, offsetBy: range.lowerBound)
        return text[start..<text.utf8.index(start, offsetBy: range.count)]
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
        var text = credential
        let parts = text.withUTF8 { CredentialParts($0, hasRegion: !isAsymmetric) }
        guard !parts.accessKeyID.isEmpty else { return nil }
        var signature = RequestSignature(
            kind: isAsymmetric ? .v4a : .v4, placement: .query, credential: parts, dateText: items["X-Amz-Date"],
            signedHeaders: (items["X-Amz-SignedHeaders"] ?? "")[...],
            signature: (items["X-Amz-Signature"] ?? "")[...],
            sessionToken: items["X-Amz-Security-Token"] ?? items["X-Amz-S3session-Token"])
        signature.expiresInSeconds = items["X-Amz-Expires"].flatMap { Int($0) }
        if isAsymmetric { signature.takeRegionSet(items["X-Amz-Region-Set"]) }
        return signature
    }

    private mutating func takeRegionSet(_ text: String?) {
        guard let text else { return }
        let isOne = !text.utf8.contains { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "*") }
        region = isOne ? Self.nonEmpty(text) : nil
    }

    private static func nonEmpty(_ text: String) -> String? { text.isEmpty ? nil : text }
}
