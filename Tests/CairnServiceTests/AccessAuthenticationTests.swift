import CairnAPI
import CairnModel
import CairnService
import CairnSigning
import Testing

@Suite struct AccessAuthenticationTests {
    static let everything = AccessTest.policy("*")

    @Test func takesASignedCall() async throws {
        let answer = try await AccessTest(Self.everything).send(AccessTest.call("ListTrails"))
        #expect(answer.status == 200)
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let code: String
        let message: String
        var later = 0.0
        var call = AccessTest.call("StopLogging", #"{"Name":"audit"}"#)
        var change: @Sendable (inout AccessTest.Call) -> Void = { _ in }
    }

    static let mismatch =
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key "
        + "and signing method. Consult the service documentation for details."
    static let invalidToken = "The security token included in the request is invalid."

    static let refusals = [
        Refusal(
            testDescription: "unsigned", code: "MissingAuthenticationTokenException",
            message: "Missing Authentication Token", change: { $0.headers["Authorization"] = nil }),
        Refusal(
            testDescription: "another scheme", code: "IncompleteSignatureException",
            message: "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' "
                + "parameter. Authorization header requires 'SignedHeaders' parameter.",
            change: { $0.headers["Authorization"] = "Bearer abc" }),
        Refusal(
            testDescription: "signature left out", code: "IncompleteSignatureException",
            message: "Authorization header requires 'Signature' parameter.",
            change: { call in
                let parts = call.headers["Authorization"]?.split(separator: ", Signature=")
                call.headers["Authorization"] = parts?.first.map(String.init)
            }),
        Refusal(
            testDescription: "an unknown key", code: "UnrecognizedClientException", message: invalidToken,
            call: AccessTest.call(
                "ListTrails", by: SigningCredentials(accessKeyID: "AKIANOBODY", secretAccessKey: "s"))),
        Refusal(
            testDescription: "another secret", code: "InvalidSignatureException", message: mismatch,
            call: AccessTest.call(
                "ListTrails", by: SigningCredentials(accessKeyID: "AKIADANA", secretAccessKey: "guessed"))),
        Refusal(
            testDescription: "a token where there is none", code: "UnrecognizedClientException", message: invalidToken,
            call: AccessTest.call(
                "ListTrails",
                by: SigningCredentials(
                    accessKeyID: "AKIADANA", secretAccessKey: "dana's secret", sessionToken: "made up"))),
        Refusal(
            testDescription: "another token", code: "UnrecognizedClientException", message: invalidToken,
            call: AccessTest.call(
                "ListTrails",
                by: SigningCredentials(
                    accessKeyID: "ASIAOPS", secretAccessKey: "the session's secret", sessionToken: "other"))),
        Refusal(
            testDescription: "no token", code: "UnrecognizedClientException", message: invalidToken,
            call: AccessTest.call(
                "ListTrails",
                by: SigningCredentials(accessKeyID: "ASIAOPS", secretAccessKey: "the session's secret"))),
        Refusal(
            testDescription: "a session that has ended", code: "ExpiredTokenException",
            message: "The security token included in the request is expired", later: 3600,
            call: AccessTest.call("ListTrails", by: AccessTest.session, at: AccessTest.now + 3600)),
        Refusal(
            testDescription: "too old", code: "InvalidSignatureException",
            message: "Signature expired: 20260301T100502Z is now earlier than 20260301T100503Z "
                + "(20260301T102003Z - 15 min.)", later: 901),
        Refusal(
            testDescription: "of the future", code: "InvalidSignatureException",
            message: "Signature not yet current: 20260301T100502Z is still later than 20260301T100501Z "
                + "(20260301T095001Z + 15 min.)", later: -901),
        Refusal(
            testDescription: "for another service", code: "InvalidSignatureException",
            message: "Credential should be scoped to correct service: 'cloudtrail'.",
            call: AccessTest.call("ListTrails", service: "s3")),
        Refusal(
            testDescription: "another operation", code: "InvalidSignatureException", message: mismatch,
            change: {
                $0.headers["X-Amz-Target"] = "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.DeleteTrail"
            }),
        Refusal(
            testDescription: "another body", code: "InvalidSignatureException", message: mismatch,
            change: { $0.body = Array(#"{"Name":"other"}"#.utf8) }),
        Refusal(
            testDescription: "an unsigned body", code: "InvalidSignatureException", message: mismatch,
            change: {
                $0.headers["X-Amz-Content-SHA256"] = "UNSIGNED-PAYLOAD"
                $0.body = Array(#"{"Name":"other"}"#.utf8)
            }),
        Refusal(
            testDescription: "Dana's key instead of another", code: "InvalidSignatureException", message: mismatch,
            change: {
                $0.headers["Authorization"] = $0.headers["Authorization"]?.replacing("AKIADANA", with: "AKIAROOT")
            }),
    ]

    @Test(arguments: refusals) func refusesAsAWSDoes(_ refusal: Refusal) async throws {
        let test = try AccessTest(Self.everything)
        var call = refusal.call
        refusal.change(&call)
        test.clock.advance(by: refusal.later)
        let answer = await test.send(call)
        let body = try JSON(parsing: answer.body)
        #expect(answer.status == 400)
        #expect(body["__type"]?.stringValue == refusal.code)
        #expect(body["message"]?.stringValue == refusal.message)
        #expect(answer.headers["Content-Type"] == "application/x-amz-json-1.1")
        #expect(answer.headers["x-amzn-RequestId"] == "request-1")
    }

    @Test(arguments: [
        (AccessTest.dana, "cloudtrail", "InvalidSignatureException"),
        (SigningCredentials(accessKeyID: "A", secretAccessKey: "s"), "cloudtrail-data", "UnrecognizedClientException"),
    ]) func refusesAuditEventsInRESTJSON(
        _ credentials: SigningCredentials, _ service: String, _ code: String
    ) async throws {
        let channel = "arn:aws:cloudtrail:eu-west-1:222233334444:channel/abc"
        let test = try AccessTest(Self.everything)
        let answer = await test.send(AccessTest.putAuditEvents(channel: channel, by: credentials, service: service))
        #expect(answer.status == 403)
        #expect(answer.headers["x-amzn-ErrorType"] == code)
        #expect(try JSON(parsing: answer.body)["message"]?.stringValue?.isEmpty == false)
        #expect(answer.operation == .putAuditEvents)
    }

    @Test func takesAPresignedCallUntilItHasExpired() async throws {
        let test = try AccessTest(Self.everything)
        let target = SigV4.presign(
            method: "POST", target: "/", host: "h", credentials: AccessTest.session, region: "eu-west-1",
            service: "cloudtrail", at: AccessTest.now, expiresInSeconds: 60)
        // Only the host is signed, so the operation must not come in a header.
        var call = AccessTest.Call(target: target, headers: ["Host": "h"], body: [])
        #expect(await test.send(call).error?.code == .unknownOperation)
        call.headers["X-Amz-Target"] = "CloudTrail_20131101.ListTrails"
        #expect(await test.send(call).error?.code == .invalidSignature)
        call.headers["X-Amz-Target"] = nil
        test.clock.advance(by: 61)
        let answer = await test.send(call)
        #expect(answer.error?.code == .requestExpired)
        #expect(answer.error?.message == "Request has expired.")
    }

    @Test func takesSignatureVersion4AForItsRegions() async throws {
        let test = try AccessTest(Self.everything)
        for (regions, isGood) in [("*", true), ("us-east-1,eu-*", true), ("us-east-1", false)] {
            let signed = try SigV4A.sign(
                method: "POST", target: "/",
                headers: ["Host": "h", "X-Amz-Target": "CloudTrail_20131101.ListTrails"], payload: .bytes([]),
                credentials: AccessTest.dana, regions: RegionSet(regions), service: "cloudtrail", at: AccessTest.now)
            let answer = await test.send(AccessTest.Call(headers: signed.headers, body: []))
            #expect(answer.error?.code == (isGood ? nil : .invalidSignature))
        }
    }

    @Test func refusesTheSameChangeTwiceButNotTheSameQuestion() async throws {
        let test = try AccessTest(Self.everything)
        let question = AccessTest.call("ListTrails")
        for _ in 0..<2 { #expect(await test.send(question).status == 200) }
        let change = AccessTest.call("StopLogging", #"{"Name":"audit"}"#)
        #expect(await test.send(change).error?.code == .trailNotFound)
        test.clock.advance(by: 1)
        let answer = await test.send(change)
        #expect(answer.error?.code == .invalidSignature)
        #expect(answer.error?.message.hasPrefix("This request was received before.") == true)
        let again = AccessTest.call("StopLogging", #"{"Name":"audit"}"#, at: AccessTest.now + 1)
        #expect(await test.send(again).error?.code == .trailNotFound)
    }

    @Test func takesEqualCallsOfAnSDKWithinASecond() async throws {
        let test = try AccessTest(Self.everything)
        var change = AccessTest.call("StopLogging", #"{"Name":"audit"}"#)
        for (invocation, code) in [
            ("1", CloudTrailError.Code.trailNotFound), ("2", .trailNotFound), ("1", .invalidSignature),
        ] {
            change.headers["amz-sdk-invocation-id"] = invocation
            #expect(await test.send(change).error?.code == code)
        }
        test.clock.advance(by: 6)
        change.headers["amz-sdk-invocation-id"] = "3"
        #expect(await test.send(change).error?.code == .invalidSignature)
    }

    @Test func refusesChangesThatItCannotRemember() async throws {
        let test = try AccessTest(Self.everything, rememberedRequestsMax: 1)
        #expect(await test.send("StopLogging", #"{"Name":"audit"}"#).error?.code == .trailNotFound)
        #expect(await test.send("StopLogging", #"{"Name":"audit"}"#).error?.code == .throttling)
        #expect(await test.send("ListTrails").status == 200)
    }

    @Test func theAccountIsTheCallersWhateverTheContextSays() async throws {
        var test = try AccessTest(Self.everything)
        test.context.account = "999999999999"
        let answer = await test.send("GetTrail", #"{"Name":"audit"}"#)
        #expect(answer.error?.message.contains("222233334444") == true)
        #expect(answer.error?.message.contains("999999999999") == false)
    }
}
