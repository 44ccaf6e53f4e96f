import CairnBuckets
import CairnGateway
import CairnModel
import CairnPolicy
import CairnService
import CairnSigning

/// Finds out who calls the bucket store, where signatures are checked.
///
/// S3 takes the very same request more than once, and so does this: presigned URLs are made for it, and whoever repeats
/// a put puts the same bytes.
struct BucketAuthentication: Sendable {
    let access: AccessControl
    let callers: CallerScope

    /// Returns the caller with what it may do, and notes what was signed of the body.
    ///
    /// - Throws: ``BucketRefusal`` if the caller is not who the request says.
    func admit(
        _ request: inout BucketRequest, _ call: LocalCall, userAgent: String?
    ) throws(BucketRefusal) -> BucketContext {
        var context = callers.context(of: call, userAgent: userAgent)
        var caller: AuthenticatedCaller?
        if try BucketRefusal.claim(of: request) == .signature {
            let signed = try signedCaller(of: request, region: context.region)
            request.signedBody = signed.signature.body
            context.account = signed.caller.account
            caller = signed
        }
        guard LocalCall.vouch() else { throw .over }
        return BucketContext(
            principal: caller?.caller.principal ?? .anonymous, account: context.account, region: context.region,
            requestID: call.requestID, identityPolicies: caller?.policies ?? IdentityPolicies(),
            partition: context.partition, conditionKeys: conditionKeys(caller, context))
    }

    private func signedCaller(
        of request: BucketRequest, region: String
    ) throws(BucketRefusal) -> AuthenticatedCaller {
        do {
            return try access.identify(
                method: request.method, target: request.target, headers: request.headers, body: nil, service: "s3",
                region: region)
        } catch {
            throw BucketRefusal(error, region: region)
        }
    }

    /// Source: Service Authorization Reference, "Condition keys for Amazon S3".
    private func conditionKeys(_ caller: AuthenticatedCaller?, _ context: RequestContext) -> PolicyContext {
        var keys = access.conditionKeys(of: caller?.caller, context)
        guard let signature = caller?.signature.signature else { return keys }
        keys.set("s3:authType", signature.placement == .header ? "REST-HEADER" : "REST-QUERY-STRING")
        keys.set(
            "s3:signatureversion", signature.kind == .v4a ? "AWS4-ECDSA-P256-SHA256" : "AWS4-HMAC-SHA256")
        if let date = signature.date {
            let age = max(0, min(callers.clock.now() - date, 604_800))
            keys.set("s3:signatureAge", String(Int64(age * 1000)))
        }
        return keys
    }
}

extension BucketRefusal {
    fileprivate init(_ failure: AuthenticationFailure, region: String) {
        let signature = failure.signature
        switch failure.reason {
        case .signature(let error): self.init(error, signature)
        case .unknownKey: self = .invalidAccessKeyID(signature?.accessKeyID ?? "")
        case .wrongSessionToken:
            self =
                signature?.sessionToken == nil ? .invalidAccessKeyID(signature?.accessKeyID ?? "") : .invalidToken
        case .expiredSession: self = .expiredToken
        case .wrongRegion: self = .wrongRegion(expecting: region)
        }
    }
}
