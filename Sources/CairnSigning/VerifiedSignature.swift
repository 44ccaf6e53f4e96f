/// What is known of a request whose signature was found good.
public struct VerifiedSignature: Sendable {
    /// What of the body the signature vouches for.
    public enum Body: Sendable {
        /// All of it: its digest is signed, and was compared if the body was given.
        case signed
        /// Nothing.
        case unsigned
        /// Its parts carry signatures or checksums of their own, which this decoder checks.
        case chunked(SignedChunkDecoder)
    }

    public let signature: RequestSignature
    /// The regions that the signature is good for; one region unless it is of Signature Version 4A.
    public let regions: RegionSet
    public let body: Body
    /// Until when the signature is taken: seconds since the epoch, inclusive.
    public let validUntil: Double
    /// The SHA-256 of what was signed, with the key: the same for the same request, however its signature is written.
    public let digest: [UInt8]
}
