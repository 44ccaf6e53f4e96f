import CairnAPI
import CairnModel
import CairnSigning

extension AccessControl {
    /// Finds out who makes a request.
    ///
    /// - Parameter service: what the signature must be for: `cloudtrail` or `cloudtrail-data`.
    /// - Throws: ``CloudTrailError`` `missingAuthenticationToken`, `incompleteSignature`, `unrecognizedClient` for an
    ///   unknown key or another session token, `expiredToken`, `invalidSignature`, or `requestExpired`.
    func authenticate(
        method: String, target: String, headers: HeaderFields, body: [UInt8], service: String, context: RequestContext
    ) throws(CloudTrailError) -> AuthenticatedCall {
        let now = clock.now()
        let parsed = RequestSignature.parse(method: method, target: target, headers: headers)
        let credential = parsed.flatMap { credentials[$0.accessKeyID] }
        if parsed?.kind != .v2, parsed != nil, credential == nil { throw Self.unrecognized }
        let verified: VerifiedSignature
        do {
            // Without a key there is no good signature: what is thrown says what is wrong with it.
            verified = try SignatureVerifier(
                service: service, allowedSkewSeconds: configuration.allowedSkewSeconds
            ).verify(
                method: method, target: target, headers: headers, body: body,
                secretAccessKey: credential?.credentials.secretAccessKey ?? "", now: now)
        } catch {
            throw CloudTrailError(error)
        }
        guard let credential, credential.credentials.sessionToken == verified.signature.sessionToken else {
            throw Self.unrecognized
        }
        if let expiresAt = credential.expiresAt, expiresAt <= now {
            throw CloudTrailError(.expiredToken, "The security token included in the request is expired")
        }
        guard verified.regions.contains(context.region) else {
            throw CloudTrailError(
                .invalidSignature, "Credential should be scoped to a valid region, not '\(verified.regions)'.")
        }
        var context = context
        context.account = credential.caller.account
        return AuthenticatedCall(
            control: self, credential: credential, signature: verified, attempt: Self.attempt(headers),
            context: context)
    }

    private static func attempt(_ headers: HeaderFields) -> String? {
        headers["amz-sdk-invocation-id"].map { $0 + " " + (headers["amz-sdk-request"] ?? "") }
    }

    private static let unrecognized = CloudTrailError(
        .unrecognizedClient, "The security token included in the request is invalid.")
}

extension CloudTrailError.Code {
    /// Parts of the signature are missing or cannot be read.
    static let incompleteSignature = Self(rawValue: "IncompleteSignatureException")
}

extension CloudTrailError {
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
