public import CairnPolicy
public import CairnSigning

/// Who makes a request, by a signature that is good.
public struct AuthenticatedCaller: Sendable {
    let credential: AccessConfiguration.Credential
    public let signature: VerifiedSignature

    public var caller: AccessCaller { credential.caller }
    /// What the caller may do.
    public var policies: IdentityPolicies { credential.policies }
}
