public import CairnSigning

/// Why nobody can be named as the caller of a request.
public struct AuthenticationFailure: Error, Sendable {
    public enum Reason: Sendable {
        case signature(SignatureError)
        /// The access key belongs to nobody.
        case unknownKey
        /// The session token is missing, or is not that of the key.
        case wrongSessionToken
        /// The temporary credentials have ended.
        case expiredSession
        /// The signature is good, but only for these regions.
        case wrongRegion(RegionSet)
    }

    public let reason: Reason
    /// What the request says of its signature, as far as it can be read.
    public let signature: RequestSignature?
}
