import CairnModel
import Testing

@testable import CairnWire

struct RestJSONTests {
    @Test func labelsQueryAndBodyComeTogether() throws {
        let call = try WireFixture.call(
            "lambda", "AddPermission",
            target: "/2015-03-31/functions/arn%3Aaws%3Alambda%3A%2Ff/policy?Qualifier=a+b&x=1")
        let value = try WireFixture.decoded(call, body: #"{"StatementId":"s","Action":"lambda:InvokeFunction"}"#)
        #expect(
            value == [
                "FunctionName": "arn:aws:lambda:/f", "Qualifier": "a b", "StatementId": "s",
                "Action": "lambda:InvokeFunction",
            ])
    }

    @Test func queryListsRepeatAndMapsTakeTheRest() throws {
        let tags = try WireFixture.call(
            "lambda", "UntagResource", target: "/2017-03-31/tags/arn%3Ax?tagKeys=a&tagKeys=b%26")
        #expect(try WireFixture.decoded(tags, method: "DELETE") == ["Resource": "arn:x", "TagKeys": ["a", "b&"]])
        let scrapers = try WireFixture.call(
            "amp", "ListScrapers", target: "/scrapers?status=ACTIVE&maxResults=5&status=CREATING&alias=t&X-Amz-Date=1")
        #expect(
            try WireFixture.decoded(scrapers, method: "GET")
                == ["maxResults": 5, "filters": ["status": ["ACTIVE", "CREATING"], "alias": ["t"]]])
    }

    @Test func jsonHeadersAreDocumentsInBase64() throws {
        let call = try WireFixture.call(
            "lex-runtime", "PostContent", target: "/bot/b/alias/a/user/u/content")
        let headers: HeaderFields = ["x-amz-lex-session-attributes": "eyJhIjoxfQ==", "Content-Type": "text/plain"]
        let request = WireRequest(
            method: "POST", target: call.target, headers: headers, body: WireBody([1, 2], totalByteCount: 2_000))
        let value = try WireCodec.decodeRequest(request, call: call)
        #expect(
            WireFixture.rendered(value) == [
                "botName": "b", "botAlias": "a", "userId": "u", "sessionAttributes": ["$document": ["a": 1]],
                "contentType": "text/plain",
            ])
        #expect(try WireFixture.roundTrip(value, call) == value)
    }

    @Test func blobPayloadsAreTheBody() throws {
        let call = try WireFixture.call("lambda", "Invoke", target: "/2015-03-31/functions/f/invocations")
        let value = try WireFixture.decoded(
            call, headers: ["X-Amz-Invocation-Type": "Event"], body: #"{"k":1}"#)
        #expect(
            value == ["FunctionName": "f", "InvocationType": "Event", "Payload": ["$blob": "eyJrIjoxfQ=="]])
    }

    @Test func structurePayloadsAreOneMember() throws {
        let call = try WireFixture.call("apigatewayv2", "ImportApi", target: "/v2/apis?basepath=prepend")
        let value = try WireFixture.decoded(call, method: "PUT", body: #"{"body":"{}"}"#)
        #expect(value == ["Basepath": "prepend", "Body": "{}"])
        let group = try WireFixture.call("sesv2", "CreateDedicatedIpPool", target: "/v2/email/dedicated-ip-pools")
        #expect(try WireFixture.decoded(group, body: #"{"PoolName":"p"}"#) == ["PoolName": "p"])
    }

    @Test func operationsWithoutBodyMembersDoNotNeedTheBody() throws {
        let call = try WireFixture.call("lambda", "GetFunction", target: "/2015-03-31/functions/f")
        let request = WireRequest(
            method: "GET", target: call.target, headers: [:], body: WireBody([1], totalByteCount: 99))
        #expect(WireFixture.rendered(try WireCodec.decodeRequest(request, call: call)) == ["FunctionName": "f"])
    }

    @Test func pathsAreWrittenWithEncodedLabels() throws {
        let call = try WireFixture.call("lambda", "GetFunction")
        let operation = try #require(call.operation)
        let value = WireValue.structure([
            .init("FunctionName", .string("a b/ü")), .init("Qualifier", .string("$LATEST")),
        ])
        let request = try WireCodec.encodeRequest(
            value, operation: operation, service: call.service, wireProtocol: .restJSON)
        #expect(request.target == "/2015-03-31/functions/a%20b%2F%C3%BC?Qualifier=%24LATEST")
        #expect(request.method == "GET")
        #expect(request.body.bytes.isEmpty)
        #expect(throws: WireError(code: .malformed, message: "")) {
            try WireCodec.encodeRequest(
                .structure([]), operation: operation, service: call.service, wireProtocol: .restJSON)
        }
    }

    @Test func headersCannotBeSplit() throws {
        let call = try WireFixture.call("lambda", "Invoke")
        let operation = try #require(call.operation)
        let value = WireValue.structure([
            .init("FunctionName", .string("f")), .init("ClientContext", .string("a\r\nX-Evil: 1")),
        ])
        #expect(throws: WireError(code: .malformed, message: "")) {
            try WireCodec.encodeRequest(value, operation: operation, service: call.service, wireProtocol: .restJSON)
        }
    }

    @Test func answersHaveStatusHeadersAndBody() throws {
        let call = try WireFixture.call("lambda", "Invoke")
        let answer = WireFixture.response(
            #"{"r":1}"#, status: 202, headers: ["X-Amz-Function-Error": "Unhandled", "X-Amz-Executed-Version": "3"])
        #expect(
            try WireFixture.decodedAnswer(call, answer) == [
                "StatusCode": 202, "FunctionError": "Unhandled", "ExecutedVersion": "3",
                "Payload": ["$blob": "eyJyIjoxfQ=="],
            ])
    }
}
