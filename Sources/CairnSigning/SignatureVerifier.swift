public import CairnModel
import Crypto

/// Checks signatures of Signature Version 4 and 4A, in headers and in presigned URLs.
///
/// What a signature does not cover must not matter: every `x-amz-` header of the request has to be signed.
/// Source: AWS IAM User Guide, "Elements of an AWS API request signature" and "Troubleshoot signed requests for AWS APIs".
public struct SignatureVerifier: Sendable {
    /// How far the time of signing may be from now; AWS allows 15 minutes, the default.
    public var allowedSkewSeconds: Double
    /// The service that the credential scope must name; `nil` takes any.
    public var service: String?

    public init(service: String? = nil, allowedSkewSeconds: Double = 900) {
        self.service = service
        self.allowedSkewSeconds = allowedSkewSeconds
    }

    /// Checks the signature of one request.
    ///
    /// - Parameters:
    ///   - body: the whole body, `nil` if it is not at hand: then the digest that the request states is taken as true.
    ///     Only S3 takes bodies that are not signed, or chunked; for other services the digest is that of the body.
    ///   - secretAccessKey: the secret of the access key that `RequestSignature.parse` gives.
    ///   - now: seconds since the epoch.
    /// - Throws: ``SignatureError`` `missing` if there is none, `malformed` if it is incomplete, `unsupported` if it is
    ///   neither version 4 nor 4A, `skewed` or `expired` by its time, `wrongScope` if it is for another service,
    ///   `bodyNeeded` if only the body tells, else `mismatch`.
    public func verify(
        method: String, target: String, headers: HeaderFields, body: [UInt8]?, secretAccessKey: String, now: Double
    ) throws(SignatureError) -> VerifiedSignature {
        let signature = try Self.signature(method: method, target: target, headers: headers)
        let request = Request(method: method, target: target, headers: headers, body: body)
        let parts = try Parts(signature, request)
        try checkScope(parts)
        let validUntil = try checkTime(signature, parts, now: now)
        let payload = try request.payload(signature, service: parts.scope.service)
        let canonical = CanonicalRequest(
            method: method, target: target, headers: headers, signedHeaders: signature.signedHeaders,
            payloadHash: payload.hash, service: parts.scope.service, isPresigned: signature.placement == .query)
        let text = canonical.stringToSign(parts.algorithm, date: parts.dateText, scope: parts.scope.text)
        let key = try SigningKey(
            parts.algorithm,
            SigningCredentials(accessKeyID: signature.accessKeyID, secretAccessKey: secretAccessKey), parts.scope)
        guard let bytes = key.bytes(of: signature.signature), key.isSignature(bytes, of: text) else {
            throw SignatureError.mismatch
        }
        let digest = SHA256.hash(data: Array((signature.accessKeyID + "\n" + text).utf8))
        return VerifiedSignature(
            signature: signature, regions: parts.regions,
            body: payload.verified(key, scope: parts.scope, date: parts.dateText, seed: signature.signature),
            validUntil: validUntil, digest: Array(digest))
    }

    /// - Throws: ``SignatureError`` `missing`, or `malformed` for one without an access key.
    private static func signature(
        method: String, target: String, headers: HeaderFields
    ) throws(SignatureError) -> RequestSignature {
        if let signature = RequestSignature.parse(method: method, target: target, headers: headers) { return signature }
        guard headers["Authorization"] == nil else {
            throw SignatureError(
                .malformed,
                "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' "
                    + "parameter. Authorization header requires 'SignedHeaders' parameter.")
        }
        throw SignatureError(.missing, "Missing Authentication Token")
    }

    private func checkScope(_ parts: Parts) throws(SignatureError) {
        guard parts.dateText.hasPrefix(parts.scope.date) else {
            throw SignatureError(
                .wrongScope,
                "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: "
                    + "'\(parts.scope.date)' != '\(parts.dateText.prefix(8))', from '\(parts.dateText)'.")
        }
        guard service == nil || service == parts.scope.service else {
            throw SignatureError(.wrongScope, "Credential should be scoped to correct service: '\(service ?? "")'.")
        }
    }

    /// Returns until when the signature is good.
    private func checkTime(
        _ signature: RequestSignature, _ parts: Parts, now: Double
    ) throws(SignatureError) -> Double {
        let latest = now + allowedSkewSeconds
        guard parts.date <= latest else {
            throw SignatureError(
                .skewed,
                "Signature not yet current: \(parts.dateText) is still later than \(Self.text(latest)) "
                    + "(\(Self.text(now)) + \(Int(allowedSkewSeconds / 60)) min.)")
        }
        guard signature.placement == .query else {
            let earliest = now - allowedSkewSeconds
            guard parts.date >= earliest else {
                throw SignatureError(
                    .skewed,
                    "Signature expired: \(parts.dateText) is now earlier than \(Self.text(earliest)) "
                        + "(\(Self.text(now)) - \(Int(allowedSkewSeconds / 60)) min.)")
            }
            return parts.date + allowedSkewSeconds
        }
        guard let lifetime = signature.expiresInSeconds, (1...604_800).contains(lifetime) else {
            throw SignatureError(.malformed, "X-Amz-Expires must be a number from 1 to 604800 (a week in seconds).")
        }
        guard now <= parts.date + Double(lifetime) else { throw SignatureError(.expired, "Request has expired.") }
        return parts.date + Double(lifetime)
    }

    private static func text(_ seconds: Double) -> String {
        ISO8601.compactString(epochSeconds: SigV4.wholeSeconds(seconds))
    }
}
