import Testing

@testable import CairnSigning

@Suite struct LastSigningKeyTests {
    @Test func everySecretDateRegionAndServiceHasItsOwnKey() {
        let last = LastSigningKey()
        var scopes = [CredentialScope(date: "20260301", region: "eu-west-1", service: "s3")]
        scopes.append(CredentialScope(date: "20260302", region: "eu-west-1", service: "s3"))
        scopes.append(CredentialScope(date: "20260301", region: "us-east-1", service: "s3"))
        scopes.append(CredentialScope(date: "20260301", region: "eu-west-1", service: "sts"))
        for scope in scopes + scopes.reversed() + [scopes[0], scopes[0]] {
            for secret in ["one", "one", "other"] {
                #expect(last.key(secret, scope) == SigningKey.symmetricKey(secret, scope))
            }
        }
    }
}
