public import CairnModel
import Crypto

/// AWS Signature Version 4A (`AWS4-ECDSA-P256-SHA256`): signs for several regions at once.
///
/// No two signatures of one request are alike; ``SignatureVerifier`` checks them.
/// Source: AWS IAM User Guide, "AWS Signature Version 4A".
public enum SigV4A {
    /// Signs a request with an `Authorization` header and `X-Amz-Region-Set`; all else as in ``SigV4/sign``.
    /// - Throws: ``SignatureError`` `unsupported` if no key can be derived from the secret.
    public static func sign(
        method: String, target: String, headers: HeaderFields, payload: SigV4.Payload, credentials: SigningCredentials,
        regions: RegionSet, service: String, at seconds: Double
    ) throws(SignatureError) -> SigV4.SignedRequest {
        try signer(credentials, regions, service: service, at: seconds)
            .sign(method: method, target: target, headers: headers, payload: payload)
    }

    /// Returns the target with a signature in its query string; only the host is signed of the headers.
    /// - Throws: ``SignatureError`` `unsupported` if no key can be derived from the secret.
    public static func presign(
        method: String, target: String, host: String, credentials: SigningCredentials, regions: RegionSet,
        service: String, at seconds: Double, expiresInSeconds: Int
    ) throws(SignatureError) -> String {
        try signer(credentials, regions, service: service, at: seconds)
            .presign(method: method, target: target, host: host, expiresInSeconds: expiresInSeconds)
    }

    private static func signer(
        _ credentials: SigningCredentials, _ regions: RegionSet, service: String, at seconds: Double
    ) throws(SignatureError) -> RequestSigner<SignatureError> {
        let date = ISO8601.compactString(epochSeconds: SigV4.wholeSeconds(seconds))
        let key = try SigV4AKey(credentials)
        return RequestSigner(
            algorithm: .ecdsa, credentials: credentials,
            scope: CredentialScope(date: String(date.prefix(8)), region: nil, service: service), date: date,
            regionSet: regions.description,
            signature: { (text) throws(SignatureError) in try signature(of: text, key) })
    }

    private static func signature(of text: String, _ key: SigV4AKey) throws(SignatureError) -> String {
        do {
            return Hexadecimal.text(try key.privateKey.signature(for: Array(text.utf8)).derRepresentation)
        } catch {
            throw SignatureError(.unsupported, "The request cannot be signed: \(error)")
        }
    }
}
