public import CairnModel

extension SigV4 {
    /// Checks the signature of a request, in its headers or its query string, of version 4 or 4A.
    ///
    /// The short form of ``SignatureVerifier``, for any service.
    /// - Throws: ``SignatureError``, as ``SignatureVerifier/verify`` does.
    @discardableResult
    public static func verify(
        method: String, target: String, headers: HeaderFields, body: [UInt8]?, secretAccessKey: String, now: Double,
        allowedSkewSeconds: Double = 900
    ) throws(SignatureError) -> RequestSignature {
        try SignatureVerifier(allowedSkewSeconds: allowedSkewSeconds).verify(
            method: method, target: target, headers: headers, body: body, secretAccessKey: secretAccessKey, now: now
        ).signature
    }
}
