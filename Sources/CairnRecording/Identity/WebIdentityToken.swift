import CairnModel

/// What an identity token says about its bearer. The signature is not checked: the answer tells whether it held.
///
/// Source: RFC 7519, sections 4.1.1 to 4.1.3.
struct WebIdentityToken: Sendable, Hashable {
    /// The longest token that is read, as STS has it.
    static let byteCountMax = 20_000
    static let claimByteCountMax = 255

    var issuer: String?
    var audience: String?
    var subject: String?

    init(issuer: String? = nil, audience: String? = nil, subject: String? = nil) {
        self.issuer = issuer
        self.audience = audience
        self.subject = subject
    }

    /// Reads the claims of a JSON Web Token; `nil` for anything else, such as an OAuth access token.
    init?(_ token: String) {
        guard token.utf8.count <= Self.byteCountMax else { return nil }
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let payload = Base64.tolerantBytes(parts[1]), let claims = try? JSON(parsing: payload)
        else { return nil }
        self.init(
            issuer: Self.claim(claims["iss"]), audience: Self.claim(claims["aud"]), subject: Self.claim(claims["sub"]))
    }

    private static func claim(_ value: JSON?) -> String? {
        (value?.stringValue ?? value?[0]?.stringValue)?.truncated(toUTF8Count: claimByteCountMax)
    }
}
