import CairnModel
import Testing

@testable import CairnSigning

/// Calls of CloudTrail signed by botocore (1.44.5), and what becomes of them on the way.
@Suite struct SignatureVerifierTests {
    struct Call: Sendable, Hashable {
        var method = "POST"
        var target = "/"
        var headers: HeaderFields
        var body: [UInt8]
    }

    static let now = ISO8601.parse("2026-02-03T04:05:06Z") ?? 0

    static let startLogging = made(
        scope: "cloudtrail", signed: "content-type;host;x-amz-date;x-amz-target",
        signature: "267caae50cc469d177d6b530c01ec820926e9ac0ccaedadedede16853d280d2c")
    static let withToken: Call = {
        var call = made(
            scope: "cloudtrail", signed: "content-type;host;x-amz-date;x-amz-security-token;x-amz-target",
            signature: "8b98c1c098e74f2b4bf2e9ea3182ca8eaeeee9217f87d368c2f73eedfd93a30c")
        call.headers["X-Amz-Security-Token"] = SigV4Tests.token
        return call
    }()
    static let putAuditEvents: Call = {
        var call = made(
            scope: "cloudtrail-data", signed: "content-type;host;x-amz-date",
            signature: "814501956f32a8444650b0d7111541d4aa909e7d58e1eb3e4197970e233b653a")
        call.target =
            "/PutAuditEvents?channelArn=arn%3Aaws%3Acloudtrail%3Aus-east-1%3A123456789012%3Achannel%2Fabc&externalId=ab"
        call.headers["X-Amz-Target"] = nil
        call.headers["Host"] = "cloudtrail-data.us-east-1.amazonaws.com"
        call.headers["Content-Type"] = "application/json"
        call.body = Array("{}".utf8)
        return call
    }()
    static let presigned = Call(
        method: "GET",
        target: SigV4.presign(
            method: "GET", target: "/?Action=x", host: "h", credentials: SigV4Tests.credentials, region: "us-east-1",
            service: "cloudtrail", at: now, expiresInSeconds: 600),
        headers: ["Host": "h"], body: [])

    static func made(scope: String, signed: String, signature: String) -> Call {
        Call(
            headers: [
                "Host": "cloudtrail.us-east-1.amazonaws.com", "Content-Type": "application/x-amz-json-1.1",
                "X-Amz-Target": "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.StartLogging",
                "X-Amz-Date": "20260203T040506Z",
                "Authorization": "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260203/us-east-1/\(scope)/aws4_request, "
                    + "SignedHeaders=\(signed), Signature=\(signature)",
            ], body: Array(#"{"Name":"audit"}"#.utf8))
    }

    static func verify(
        _ call: Call, service: String? = nil, secret: String = SigV4Tests.secret, now: Double = now
    ) throws(SignatureError) -> VerifiedSignature {
        try SignatureVerifier(service: service).verify(
            method: call.method, target: call.target, headers: call.headers, body: call.body, secretAccessKey: secret,
            now: now)
    }

    @Test(arguments: [(startLogging, "cloudtrail"), (withToken, "cloudtrail"), (putAuditEvents, "cloudtrail-data")])
    func takesWhatBotocoreSigned(_ call: Call, _ service: String) throws {
        let verified = try Self.verify(call, service: service)
        #expect(verified.signature.accessKeyID == "AKIDEXAMPLE")
        #expect(verified.regions == RegionSet("us-east-1"))
        #expect(verified.validUntil == Self.now + 900)
    }

    struct Tampering: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var call = startLogging
        let change: @Sendable (inout Call) -> Void
    }

    static let tamperings = [
        Tampering(testDescription: "method") { $0.method = "PUT" },
        Tampering(testDescription: "path") { $0.target = "/other" },
        Tampering(testDescription: "query added") { $0.target = "/?Name=other" },
        Tampering(testDescription: "query changed", call: putAuditEvents) {
            $0.target = $0.target.replacing("channel%2Fabc", with: "channel%2Fabd")
        },
        Tampering(testDescription: "query item removed", call: putAuditEvents) {
            $0.target = $0.target.replacing("&externalId=ab", with: "")
        },
        Tampering(testDescription: "query item repeated", call: putAuditEvents) {
            $0.target = $0.target.replacing("?channelArn", with: "?channelArn=other&channelArn")
        },
        Tampering(testDescription: "a signature in the query beside the header") { $0.target = "/?X-Amz-Signature=00" },
        Tampering(testDescription: "operation") {
            $0.headers["X-Amz-Target"] = "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.StopLogging"
        },
        Tampering(testDescription: "host") { $0.headers["Host"] = "cloudtrail.eu-west-1.amazonaws.com" },
        Tampering(testDescription: "signed header removed") { $0.headers["Content-Type"] = nil },
        Tampering(testDescription: "signed header twice") { $0.headers.append("Content-Type", "text/plain") },
        Tampering(testDescription: "x-amz header added") { $0.headers["X-Amz-Other"] = "1" },
        Tampering(testDescription: "token removed", call: withToken) { $0.headers["X-Amz-Security-Token"] = nil },
        Tampering(testDescription: "token changed", call: withToken) { $0.headers["X-Amz-Security-Token"] = "other" },
        Tampering(testDescription: "body") { $0.body = Array(#"{"Name":"other"}"#.utf8) },
        Tampering(testDescription: "body declared unsigned") {
            $0.headers["X-Amz-Content-SHA256"] = "UNSIGNED-PAYLOAD"
            $0.body = Array(#"{"Name":"other"}"#.utf8)
        },
        Tampering(testDescription: "body with its own digest") {
            $0.body = Array(#"{"Name":"other"}"#.utf8)
            $0.headers["X-Amz-Content-SHA256"] = SigV4.Payload.bytes($0.body).hash
        },
        Tampering(testDescription: "time") { $0.headers["X-Amz-Date"] = "20260203T040507Z" },
        Tampering(testDescription: "time by minutes") { $0.headers["X-Amz-Date"] = "20260203T040006Z" },
        Tampering(testDescription: "region of the scope") { $0.rewrite("us-east-1", "eu-west-1") },
        Tampering(testDescription: "service of the scope") { $0.rewrite("/cloudtrail/", "/s3/") },
        Tampering(testDescription: "key") { $0.rewrite("AKIDEXAMPLE", "AKIDOTHER") },
        Tampering(testDescription: "a header less among the signed") { $0.rewrite("content-type;", "") },
        Tampering(testDescription: "the operation not signed") { $0.rewrite(";x-amz-target", "") },
        Tampering(testDescription: "host not signed") { $0.rewrite("host;", "") },
        Tampering(testDescription: "one digit of the signature") { $0.rewrite("267caae5", "267caae6") },
        Tampering(testDescription: "signature cut") { $0.rewrite("280d2c", "") },
        Tampering(testDescription: "presigned: lifetime", call: presigned) {
            $0.target = $0.target.replacing("Expires=600", with: "Expires=601")
        },
        Tampering(testDescription: "presigned: item added", call: presigned) { $0.target += "&x=1" },
        Tampering(testDescription: "presigned: body", call: presigned) { $0.body = [1] },
    ]

    @Test(arguments: tamperings) func refusesWhatWasChanged(_ tampering: Tampering) throws {
        var call = tampering.call
        _ = try Self.verify(call)
        tampering.change(&call)
        // For another key, another secret is looked up.
        let secret = tampering.testDescription == "key" ? "of the other key" : SigV4Tests.secret
        #expect(throws: SignatureError(.mismatch, "")) { try Self.verify(call, secret: secret) }
    }

    @Test func takesOnlyItsOwnService() {
        let error = #expect(throws: SignatureError.self) { try Self.verify(Self.startLogging, service: "s3") }
        #expect(error?.code == .wrongScope)
        #expect(error?.message == "Credential should be scoped to correct service: 's3'.")
    }

    @Test func saysAsAWSWhenARequestIsTooOldOrTooNew() {
        let old = #expect(throws: SignatureError.self) { try Self.verify(Self.startLogging, now: Self.now + 901) }
        #expect(
            old?.message
                == "Signature expired: 20260203T040506Z is now earlier than 20260203T040507Z "
                + "(20260203T042007Z - 15 min.)")
        let new = #expect(throws: SignatureError.self) { try Self.verify(Self.startLogging, now: Self.now - 901) }
        #expect(
            new?.message
                == "Signature not yet current: 20260203T040506Z is still later than 20260203T040505Z "
                + "(20260203T035005Z + 15 min.)")
    }

    @Test(arguments: [
        ("SignedHeaders=host, Signature=00", "'Credential'"),
        ("Credential=A/20260203/us-east-1/cloudtrail/aws4_request, SignedHeaders=host", "'Signature'"),
        ("Credential=A/20260203/us-east-1/cloudtrail/aws4_request, Signature=00", "'SignedHeaders'"),
        ("Credential=A/20260203/cloudtrail, SignedHeaders=host, Signature=00", "slash-delimited"),
    ]) func saysWhatIsMissing(_ parts: String, _ word: String) {
        var call = Self.startLogging
        call.headers["Authorization"] = "AWS4-HMAC-SHA256 " + parts
        let error = #expect(throws: SignatureError.self) { try Self.verify(call) }
        #expect(error?.code == .malformed)
        #expect(error?.message.contains(word) == true)
    }

    @Test func takesABodyThatS3IsToldNotToCheck() throws {
        let signed = SigV4.sign(
            method: "PUT", target: "/b/k", headers: ["Host": "h"], payload: .unsigned,
            credentials: SigV4Tests.credentials, region: "us-east-1", service: "s3", at: Self.now)
        let call = Call(method: "PUT", target: signed.target, headers: signed.headers, body: [1, 2, 3])
        guard case .unsigned = try Self.verify(call).body else {
            Issue.record("the body counts as signed")
            return
        }
    }
}

extension SignatureVerifierTests.Call {
    mutating func rewrite(_ old: String, _ new: String) {
        headers["Authorization"] = headers["Authorization"]?.replacing(old, with: new)
    }
}
