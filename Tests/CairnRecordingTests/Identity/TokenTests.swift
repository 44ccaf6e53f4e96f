import CairnModel
import Testing

@testable import CairnRecording

@Suite struct WebIdentityTokenTests {
    @Test func claimsAreRead() {
        let token = WebIdentityToken(WebIdentityFixture.google)
        #expect(token == WebIdentityToken(issuer: "https://accounts.google.com", audience: "app-9", subject: "u-41"))
    }

    @Test(arguments: ["", "a.b", "a.b.c", "a.!!.c", "..", "a.e30", "Atza|IwEBIJedGXjDqsU_vMxykqOMg"])
    func otherTokensAreNotRead(text: String) {
        #expect(WebIdentityToken(text) == nil)
    }

    @Test func hugeTokenIsNotRead() {
        #expect(WebIdentityToken("a." + String(repeating: "A", count: 30_000) + ".c") == nil)
    }

    @Test func tokenWithoutClaimsNamesNobody() {
        #expect(WebIdentityToken("e30.e30.e30") == WebIdentityToken())
    }
}

@Suite struct SAMLAssertionTests {
    @Test func subjectAndIssuerAreRead() {
        // <p:Response><a:Issuer>https://idp</a:Issuer><a:Subject><a:NameID F="x">dana</a:NameID>…
        let text =
            "PHA6UmVzcG9uc2U+PGE6SXNzdWVyPmh0dHBzOi8vaWRwPC9hOklzc3Vlcj48YTpTdWJqZWN0PjxhOk5hbWVJRCBGPSJ4Ij5kYW5hPC9h"
            + "Ok5hbWVJRD48L2E6U3ViamVjdD48L3A6UmVzcG9uc2U+"
        let assertion = SAMLAssertion(text)
        #expect(assertion?.subject == "dana")
        #expect(assertion?.issuer == "https://idp")
    }

    @Test(arguments: ["", "PA==", "PGE6TmFtZUlE", "PE5hbWVJRC8+"])
    func brokenAssertionNamesNobody(text: String) {
        #expect(SAMLAssertion(text)?.subject == nil)
    }

    @Test func whatIsNotBase64IsNoAssertion() {
        #expect(SAMLAssertion("<xml>") == nil)
    }
}

@Suite struct TolerantBase64Tests {
    @Test(arguments: [
        ("", ""), ("Zg==", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), ("Zm9vYg", "foob"), ("Zm9v\nYmFy", "foobar"),
        ("-_-_", "\u{fb}\u{ff}\u{bf}"),
    ])
    func textIsDecoded(text: String, expected: String) {
        let bytes = expected.unicodeScalars.map { UInt8($0.value) }
        #expect(Base64.tolerantBytes(text[...]) == bytes)
    }

    @Test func otherCharactersAreRefused() {
        #expect(Base64.tolerantBytes("Zm9*") == nil)
    }
}

@Suite struct ARNTests {
    @Test func partsAreToldApart() {
        let arn = ARN("arn:aws-cn:iam::222233334444:role/a:b/c")
        #expect(arn?.partition == "aws-cn")
        #expect(arn?.service == "iam")
        #expect(arn?.region == "")
        #expect(arn?.accountID == "222233334444")
        #expect(arn?.resource == "role/a:b/c")
    }

    @Test(arguments: ["", "arn", "arn:aws:s3", "arn:aws:s3:::", "urn:aws:s3:::b", "x arn:aws:s3:::b"])
    func otherTextsAreNoARN(text: String) {
        #expect(ARN(text) == nil)
    }

    @Test(arguments: ["arn:aws:iam::aws:policy/P", "arn:aws:s3:::b", "arn:aws:iam::22223333444:role/x"])
    func noAccountIsNil(text: String) throws {
        #expect(try #require(ARN(text)).accountID == nil)
    }
}
