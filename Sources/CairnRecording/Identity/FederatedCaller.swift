import CairnModel
import CairnWire

/// Who makes the calls of STS that nobody signs: the bearer of the token in the request.
///
/// The answer's own words are taken where it has them, since STS has checked the token by then.
enum FederatedCaller {
    /// Providers that web identities name without an ARN.
    private static let builtInProviders: Set<String> = [
        "accounts.google.com", "graph.facebook.com", "www.amazon.com", "cognito-identity.amazonaws.com",
    ]

    /// The bearer in a call of `AssumeRoleWithWebIdentity`.
    static func webIdentity(input: WireValue?, output: WireValue?) -> CallerIdentity {
        let token = webToken(input: input, output: output)
        let provider = provider(issuer: token.issuer, roleARN: input?["RoleArn"]?.stringValue)
        let parts = [provider, token.audience, token.subject].compactMap(\.self)
        return CallerIdentity(
            kind: .webIdentityUser, principalID: parts.isEmpty ? nil : parts.joined(separator: ":"),
            userName: token.subject, identityProvider: provider)
    }

    /// The claims of the token, the answer's first.
    static func webToken(input: WireValue?, output: WireValue?) -> WebIdentityToken {
        var token = input?["WebIdentityToken"]?.stringValue.flatMap(WebIdentityToken.init) ?? WebIdentityToken()
        token.issuer = bounded(output?["Provider"]) ?? token.issuer ?? bounded(input?["ProviderId"])
        token.audience = bounded(output?["Audience"]) ?? token.audience
        token.subject = bounded(output?["SubjectFromWebIdentityToken"]) ?? token.subject
        return token
    }

    /// The provider as records name it: Google, Facebook, Amazon and Cognito by host, others by the ARN that IAM gave
    /// them in the role's account.
    static func provider(issuer: String?, roleARN: String?) -> String? {
        guard let issuer, !issuer.isEmpty else { return nil }
        if issuer.hasPrefix("arn:") { return issuer }
        let host = issuer.hasPrefix("https://") ? String(issuer.dropFirst(8)) : issuer
        guard !builtInProviders.contains(host), let role = roleARN.flatMap(ARN.init), let account = role.accountID
        else { return host }
        return "arn:\(role.partition):iam::\(account):oidc-provider/\(host)"
    }

    static func isBuiltIn(provider: String) -> Bool { builtInProviders.contains(provider) }

    /// The bearer in a call of `AssumeRoleWithSAML`.
    static func saml(input: WireValue?, output: WireValue?) -> CallerIdentity {
        let assertion = input?["SAMLAssertion"]?.stringValue.flatMap(SAMLAssertion.init)
        let subject = bounded(output?["Subject"]) ?? assertion?.subject
        let qualifier = bounded(output?["NameQualifier"]) ?? assertion?.issuer
        let parts = [qualifier, subject].compactMap(\.self)
        return CallerIdentity(
            kind: .samlUser, principalID: parts.isEmpty ? nil : parts.joined(separator: ":"), userName: subject,
            identityProvider: qualifier)
    }

    private static func bounded(_ value: WireValue?) -> String? {
        guard let text = value?.stringValue, !text.isEmpty else { return nil }
        return text.truncated(toUTF8Count: WebIdentityToken.claimByteCountMax)
    }
}
