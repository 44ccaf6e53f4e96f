import CairnAPI
import CairnModel
import CairnSigning

extension AccessControl {
    /// Finds out who makes a request of CloudTrail.
    ///
    /// - Parameters:
    ///   - service: what the signature must be for: `cloudtrail` or `cloudtrail-data`.
    ///   - witness: is told when the caller is known, before anything happens.
    /// - Throws: ``CloudTrailError`` `missingAuthenticationToken`, `incompleteSignature`, `unrecognizedClient` for an
    ///   unknown key or another session token, `expiredToken`, `invalidSignature`, or `requestExpired`;
    ///   `internalFailure` if the call is over.
    func authenticate(
        method: String, target: String, headers: HeaderFields, body: [UInt8], service: String, context: RequestContext,
        witness: any CallWitness = NoWitness()
    ) throws(CloudTrailError) -> AuthenticatedCall {
        let identified: AuthenticatedCaller
        do {
            identified = try identify(
                method: method, target: target, headers: headers, body: body, service: service, region: context.region)
        } catch {
            throw CloudTrailError(error)
        }
        guard witness.vouch() else { throw CloudTrailError(.internalFailure, "The call ended before it began.") }
        var context = context
        context.account = identified.caller.account
        context.principal = identified.caller.principal
        context.identityPolicies = identified.policies
        return AuthenticatedCall(
            control: self, credential: identified.credential, signature: identified.signature,
            attempt: Self.attempt(headers), context: context, witness: witness)
    }

    private static func attempt(_ headers: HeaderFields) -> String? {
        headers["amz-sdk-invocation-id"].map { $0 + " " + (headers["amz-sdk-request"] ?? "") }
    }
}

extension CloudTrailError.Code {
    /// Parts of the signature are missing or cannot be read.
    static let incompleteSignature = Self(rawValue: "IncompleteSignatureException")
}

extension CloudTrailError {
    fileprivate init(_ failure: AuthenticationFailure) {
        switch failure.reason {
        case .signature(let error): self.init(error)
        case .unknownKey, .wrongSessionToken:
            self.init(.unrecognizedClient, "The security token included in the request is invalid.")
        case .expiredSession: self.init(.expiredToken, "The security token included in the request is expired")
        case .wrongRegion(let regions):
            self.init(.invalidSignature, "Credential should be scoped to a valid region, not '\(regions)'.")
        }
    }

    /// The answer to a request whose signature does not hold.
    init(_ error: SignatureError) {
        let code: Code =
            switch error.code {
            case .missing: .missingAuthenticationToken
            case .malformed, .unsupported, .bodyNeeded: .incompleteSignature
            case .expired: .requestExpired
            case .overloaded: .throttling
            default: .invalidSignature
            }
        self.init(code, error.message)
    }

    /// The same error as REST JSON has it: there, refusals are 403.
    var asRESTJSON: CloudTrailError {
        let refusals: [Code] = [
            .missingAuthenticationToken, .incompleteSignature, .invalidSignature, .unrecognizedClient, .expiredToken,
            .requestExpired, .accessDenied,
        ]
        return refusals.contains(code) ? CloudTrailError(code, message, httpStatus: 403, requestID: requestID) : self
    }
}
