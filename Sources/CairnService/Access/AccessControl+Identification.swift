public import CairnModel
public import CairnPolicy
import CairnSigning

extension AccessControl {
    /// Finds out who signed a request.
    ///
    /// - Parameters:
    ///   - body: the whole body, `nil` if it is still to come: see ``CairnSigning/VerifiedSignature/body``.
    ///   - service: what the signature must be for, such as `s3`.
    ///   - region: the region that the request is for.
    public func identify(
        method: String, target: String, headers: HeaderFields, body: [UInt8]?, service: String, region: String
    ) throws(AuthenticationFailure) -> AuthenticatedCaller {
        let now = clock.now()
        let parsed = RequestSignature.parse(method: method, target: target, headers: headers)
        func failure(_ reason: AuthenticationFailure.Reason) -> AuthenticationFailure {
            AuthenticationFailure(reason: reason, signature: parsed)
        }
        let credential = parsed.flatMap { credentials[$0.accessKeyID] }
        if parsed?.kind != .v2, parsed != nil, credential == nil { throw failure(.unknownKey) }
        let verified: VerifiedSignature
        do {
            // Without a key there is no good signature: what is thrown says what is wrong with it.
            verified = try SignatureVerifier(
                service: service, allowedSkewSeconds: configuration.allowedSkewSeconds
            ).verify(
                method: method, target: target, headers: headers, body: body,
                secretAccessKey: credential?.credentials.secretAccessKey ?? "", now: now)
        } catch {
            throw failure(.signature(error))
        }
        guard let credential, credential.credentials.sessionToken == verified.signature.sessionToken else {
            throw failure(.wrongSessionToken)
        }
        if let expiresAt = credential.expiresAt, expiresAt <= now { throw failure(.expiredSession) }
        guard verified.regions.contains(region) else { throw failure(.wrongRegion(verified.regions)) }
        return AuthenticatedCaller(credential: credential, signature: verified)
    }

    /// The condition keys of a request without tags: those of its caller, `nil` for one without a name, and the global
    /// ones.
    public func conditionKeys(of caller: AccessCaller?, _ context: RequestContext) -> PolicyContext {
        AccessContext(
            caller: caller, context: context,
            organizationID: caller.flatMap { configuration.organizationIDs[$0.account] }, now: clock.now()
        ).keys(requestTags: [], resourceTags: [:])
    }
}
