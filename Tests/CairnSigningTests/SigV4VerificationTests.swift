import CairnModel
import Testing

@testable import CairnSigning

@Suite struct SigV4VerificationTests {
    static let now = ISO8601.parse("2026-02-03T04:05:06Z") ?? 0
    static let credentials = SigningCredentials(
        accessKeyID: "AKIDEXAMPLE", secretAccessKey: "secret", sessionToken: "token")
    static let body = Array("{}".utf8)

    static func signed(
        target: String = "/a%20b/c?x=1&y=%2F", service: String = "sqs", payload: SigV4.Payload = .bytes(body)
    ) -> SigV4.SignedRequest {
        SigV4.sign(
            method: "POST", target: target, headers: ["Host": "h:4734", "Content-Type": "text/plain"], payload: payload,
            credentials: credentials, region: "us-east-1", service: service, at: now)
    }

    static func verify(
        _ request: SigV4.SignedRequest, method: String = "POST", body: [UInt8]? = body, secret: String = "secret",
        now: Double = now
    ) throws(SignatureError) -> RequestSignature {
        try SigV4.verify(
            method: method, target: request.target, headers: request.headers, body: body, secretAccessKey: secret,
            now: now)
    }

    @Test(arguments: ["sqs", "s3", "lambda"]) func takesWhatIsSigned(_ service: String) throws {
        let signature = try Self.verify(Self.signed(service: service))
        #expect(signature.accessKeyID == "AKIDEXAMPLE")
        #expect(signature.service == service)
        #expect(signature.sessionToken == "token")
    }

    @Test func takesHeadersThatAProxyHasAdded() throws {
        var request = Self.signed()
        request.headers["Via"] = "1.1 proxy"
        request.headers["X-Forwarded-For"] = "192.0.2.1"
        _ = try Self.verify(request)
    }

    @Test func takesAnUnsignedPayload() throws {
        _ = try Self.verify(Self.signed(service: "s3", payload: .unsigned), body: Array("other".utf8))
    }

    @Test func takesTheStatedDigestWithoutTheBody() throws {
        _ = try Self.verify(Self.signed(service: "s3"), body: nil)
    }

    @Test func needsTheBodyWhereNothingStatesItsDigest() {
        #expect(throws: SignatureError(.bodyNeeded, "")) { try Self.verify(Self.signed(), body: nil) }
    }

    @Test func refusesAnotherSecret() {
        #expect(throws: SignatureError(.mismatch, "")) { try Self.verify(Self.signed(), secret: "other") }
    }

    @Test(arguments: ["sqs", "s3"]) func refusesAnotherBody(_ service: String) {
        #expect(throws: SignatureError(.mismatch, "")) {
            try Self.verify(Self.signed(service: service), body: Array("{ }".utf8))
        }
    }

    @Test func refusesAnotherMethodTargetOrHeader() {
        #expect(throws: SignatureError(.mismatch, "")) { try Self.verify(Self.signed(), method: "PUT") }
        var request = Self.signed()
        request.target += "&z=2"
        #expect(throws: SignatureError(.mismatch, "")) { try Self.verify(request) }
        request = Self.signed()
        request.headers["Content-Type"] = "text/html"
        #expect(throws: SignatureError(.mismatch, "")) { try Self.verify(request) }
    }

    @Test func refusesAnOldAndAFutureRequest() throws {
        _ = try Self.verify(Self.signed(), now: Self.now + 899)
        #expect(throws: SignatureError(.skewed, "")) { try Self.verify(Self.signed(), now: Self.now + 901) }
        #expect(throws: SignatureError(.skewed, "")) { try Self.verify(Self.signed(), now: Self.now - 901) }
    }

    @Test func refusesNoSignature() {
        let request = SigV4.SignedRequest(target: "/", headers: ["Host": "h"])
        #expect(throws: SignatureError(.missing, "")) { try Self.verify(request) }
    }

    @Test(arguments: [
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE, SignedHeaders=host, Signature=00",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260203/us-east-1/sqs/aws4_request, Signature=00",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260203/us-east-1/sqs/aws4_request, SignedHeaders=host",
    ]) func refusesAnIncompleteSignature(_ authorization: String) {
        var request = Self.signed()
        request.headers["Authorization"] = authorization
        #expect(throws: SignatureError(.malformed, "")) { try Self.verify(request) }
    }

    @Test func refusesAScopeOfAnotherDay() {
        var request = Self.signed()
        request.headers["Authorization"] = request.headers["Authorization"]?.replacing("20260203", with: "20250101")
        #expect(throws: SignatureError(.wrongScope, "")) { try Self.verify(request) }
    }

    @Test func refusesVersion2() {
        var request = Self.signed()
        request.headers["Authorization"] = "AWS AKIDEXAMPLE:c2ln"
        #expect(throws: SignatureError(.unsupported, "")) { try Self.verify(request) }
    }

    @Test func takesAPresignedURLAsLongAsItIsValid() throws {
        let target = SigV4.presign(
            method: "GET", target: "/k%20k?versionId=1", host: "h", credentials: Self.credentials, region: "us-east-1",
            service: "s3", at: Self.now, expiresInSeconds: 600)
        let request = SigV4.SignedRequest(target: target, headers: ["Host": "h", "Accept": "*/*"])
        let signature = try Self.verify(request, method: "GET", body: nil, now: Self.now + 600)
        #expect(signature.placement == .query)
        #expect(throws: SignatureError(.expired, "")) {
            try Self.verify(request, method: "GET", body: nil, now: Self.now + 601)
        }
        #expect(throws: SignatureError(.skewed, "")) {
            try Self.verify(request, method: "GET", body: nil, now: Self.now - 1000)
        }
        let changed = SigV4.SignedRequest(
            target: target.replacing("Expires=600", with: "Expires=700"), headers: request.headers)
        #expect(throws: SignatureError(.mismatch, "")) { try Self.verify(changed, method: "GET", body: nil) }
    }
}
