public import CairnModel
import Crypto

extension SigV4 {
    /// Checks the signature of a request, in its headers or its query string.
    ///
    /// - Parameters:
    ///   - body: the whole body, `nil` if it is not at hand: then the digest that the request states is taken as true.
    ///   - secretAccessKey: the secret of the access key that `RequestSignature.parse` gives.
    ///   - now: seconds since the epoch.
    ///   - allowedSkewSeconds: how far the time of signing may be from `now`; AWS allows 15 minutes at most.
    /// - Returns: the signature that was found good.
    /// - Throws: ``SignatureError`` `missing` if there is none, `malformed` if it is incomplete, `unsupported` if it is not
    ///   Signature Version 4, `skewed` or `expired` by its time, `bodyNeeded` if only the body tells, else `mismatch`.
    @discardableResult
    public static func verify(
        method: String, target: String, headers: HeaderFields, body: [UInt8]?, secretAccessKey: String, now: Double,
        allowedSkewSeconds: Double = 900
    ) throws(SignatureError) -> RequestSignature {
        guard let signature = RequestSignature.parse(method: method, target: target, headers: headers) else {
            throw SignatureError(.missing, "the request has no signature")
        }
        let (scope, date, code) = try parts(of: signature)
        try checkTime(signature, date, now: now, allowedSkewSeconds: allowedSkewSeconds)
        let dateText = ISO8601.compactString(epochSeconds: wholeSeconds(date))
        guard dateText.hasPrefix(scope.date) else {
            throw SignatureError(.malformed, "the date of the credential scope is not that of X-Amz-Date")
        }
        let hash = try payloadHash(signature, headers: headers, body: body, service: scope.service)
        let request = CanonicalRequest(
            method: method, target: target, headers: headers, signedHeaders: signature.signedHeaders,
            payloadHash: hash, service: scope.service)
        let text = Array(request.stringToSign(date: dateText, scope: scope.text).utf8)
        let key = scope.key(secretAccessKey: secretAccessKey)
        // Compares in constant time.
        guard HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: text, using: key) else {
            throw SignatureError(.mismatch, "the signature is not the one of this request with the secret of its key")
        }
        return signature
    }

    private static func parts(
        of signature: RequestSignature
    ) throws(SignatureError) -> (scope: Scope, date: Double, code: [UInt8]) {
        guard signature.kind == .v4 else {
            throw SignatureError(.unsupported, "only AWS Signature Version 4 with HMAC-SHA256 is checked")
        }
        guard let region = signature.region, let service = signature.service, !signature.scopeDate.isEmpty else {
            throw SignatureError(.malformed, "the credential is not KEY/DATE/REGION/SERVICE/aws4_request")
        }
        guard let date = signature.date else {
            throw SignatureError(.malformed, "X-Amz-Date is missing or not of the form yyyyMMddTHHmmssZ")
        }
        guard signature.signedHeaders.contains("host") else {
            throw SignatureError(.malformed, "SignedHeaders does not have host")
        }
        guard let code = Hexadecimal.bytes(signature.signature), code.count == SHA256.byteCount else {
            throw SignatureError(.malformed, "the signature is not 64 hexadecimal digits")
        }
        return (Scope(date: signature.scopeDate, region: region, service: service), date, code)
    }

    private static func checkTime(
        _ signature: RequestSignature, _ date: Double, now: Double, allowedSkewSeconds: Double
    ) throws(SignatureError) {
        guard signature.placement == .query else {
            guard abs(now - date) <= allowedSkewSeconds else {
                let seconds = Int64(exactly: (now - date).rounded()) ?? 0
                throw SignatureError(.skewed, "the request was signed \(seconds) s before now")
            }
            return
        }
        guard let lifetime = signature.expiresInSeconds, (1...604_800).contains(lifetime) else {
            throw SignatureError(.malformed, "X-Amz-Expires is missing or not between 1 and 604800")
        }
        guard date <= now + allowedSkewSeconds else {
            throw SignatureError(.skewed, "the URL was signed in the future")
        }
        guard now <= date + Double(lifetime) else { throw SignatureError(.expired, "the URL has expired") }
    }

    /// The last line of the canonical request, after a look whether the body is the one that it states.
    private static func payloadHash(
        _ signature: RequestSignature, headers: HeaderFields, body: [UInt8]?, service: String
    ) throws(SignatureError) -> String {
        if let stated = headers["X-Amz-Content-SHA256"] {
            if let body, stated.utf8.count == 2 * SHA256.byteCount, stated != Payload.bytes(body).hash {
                throw SignatureError(.mismatch, "the body is not the one that X-Amz-Content-SHA256 states")
            }
            return stated
        }
        if signature.placement == .query, takesPathsLiterally(service) { return Payload.unsigned.hash }
        guard let body else { throw SignatureError(.bodyNeeded, "the body is signed, and it is not whole") }
        return Payload.bytes(body).hash
    }
}
