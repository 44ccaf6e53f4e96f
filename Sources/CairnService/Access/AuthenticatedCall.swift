import CairnSigning

/// A call whose signature is good: who makes it, and what it may still be refused for.
struct AuthenticatedCall: Sendable {
    let control: AccessControl
    let credential: AccessConfiguration.Credential
    let signature: VerifiedSignature
    /// What an SDK says of this attempt, to tell it from another with the same signature.
    let attempt: String?
    /// The context with the account of the caller.
    let context: RequestContext
    let witness: any CallWitness
}
