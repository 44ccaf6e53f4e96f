import CairnAPI
import CairnAWSClient
import CairnClient
import CairnModel
import Synchronization
import Testing

struct CloudTrailClientTests {
    @Test func thereIsAFixtureForEachOperation() {
        #expect(OperationFixture.cloudTrail.count == APIOperation.all.count { $0.service == .cloudTrail })
        #expect(OperationFixture.cloudTrailData.count == 1)
    }

    @Test(arguments: OperationFixture.cloudTrail)
    func everyOperationIsSentAndReadWhole(fixture: OperationFixture) async throws {
        let transport = ScriptedTransport([.response(200, fixture.response.description)])
        let client = CloudTrailClient.testing(transport)
        let answer = try await CloudTrailDispatch.call(
            fixture.operation, body: Array(fixture.request.description.utf8), on: client)
        #expect(try Self.sorted(JSON(parsing: answer)) == Self.sorted(fixture.response))
        let request = try #require(transport.requests.first)
        #expect(request.method == "POST" && request.url == "https://cloudtrail.eu-west-1.amazonaws.com/")
        #expect(
            request.headers["X-Amz-Target"]
                == "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.\(fixture.operation)")
        #expect(request.headers["Content-Type"] == "application/x-amz-json-1.1")
        #expect(request.headers["Authorization"]?.contains("/eu-west-1/cloudtrail/aws4_request") == true)
        #expect(try Self.sorted(JSON(parsing: request.bodyText)) == Self.sorted(fixture.request))
    }

    @Test func auditEventsGoToTheirOwnServiceWithTheChannelInTheQuery() async throws {
        let fixture = try #require(OperationFixture.cloudTrailData.first)
        let transport = ScriptedTransport([.response(200, fixture.response.description)])
        let request = PutAuditEventsRequest(
            auditEvents: [AuditEvent(eventData: "{}", id: "a")],
            channelArn: "arn:aws:cloudtrail:eu-west-1:222233334444:channel/1", externalId: "a/b c=ü")
        let answer = try await CloudTrailClient.testing(transport).putAuditEvents(request)
        #expect(try Self.sorted(JSON(parsing: answer.jsonText)) == Self.sorted(fixture.response))
        let sent = try #require(transport.requests.first)
        #expect(
            sent.url == "https://cloudtrail-data.eu-west-1.amazonaws.com/PutAuditEvents"
                + "?channelArn=arn%3Aaws%3Acloudtrail%3Aeu-west-1%3A222233334444%3Achannel%2F1"
                + "&externalId=a%2Fb%20c%3D%C3%BC")
        #expect(sent.bodyText == #"{"auditEvents":[{"eventData":"{}","id":"a"}]}"#)
        #expect(sent.headers["Authorization"]?.contains("/eu-west-1/cloudtrail-data/aws4_request") == true)
    }

    @Test func modelledErrorsAreTypedAndUnknownOnesAreKept() async {
        for (type, code) in [
            ("TrailNotFoundException", CloudTrailError.Code.trailNotFound),
            ("com.amazonaws.cloudtrail#ConflictException", .conflict),
            ("BrandNewException", CloudTrailError.Code(rawValue: "BrandNewException")),
        ] {
            let transport = ScriptedTransport([
                .response(400, #"{"__type":"\#(type)","message":"why"}"#, headers: ["x-amzn-RequestId": "r-1"])
            ])
            let error = await #expect(throws: CloudTrailError.self) {
                _ = try await CloudTrailClient.testing(transport).getTrail(GetTrailRequest(name: "audit"))
            }
            #expect(error?.code == code && error?.message == "why" && error?.httpStatus == 400)
            #expect(error?.requestID == "r-1" && error?.code.isOfClient == false && transport.requests.count == 1)
        }
    }

    @Test func errorsOfRESTJSONHaveTheirCodeInAHeader() async {
        let transport = ScriptedTransport([
            .response(404, #"{"message":"gone"}"#, headers: ["x-amzn-ErrorType": "ChannelNotFound:http://x"])
        ])
        let error = await #expect(throws: CloudTrailError.self) {
            _ = try await CloudTrailClient.testing(transport).putAuditEvents(
                PutAuditEventsRequest(auditEvents: [], channelArn: "arn"))
        }
        #expect(error?.code == .channelNotFoundInData && error?.httpStatus == 404 && error?.message == "gone")
    }

    @Test(arguments: [
        (AWSClientError.Code.unreachable, CloudTrailError.Code.unreachable), (.timedOut, .timedOut),
        (.interrupted, .interrupted), (.cancelled, .cancelled),
    ])
    func whatTheServiceNeverSaidIsAnErrorOfTheClient(code: AWSClientError.Code, expected: CloudTrailError.Code) async {
        let transport = ScriptedTransport { _, _ in .failure(code) }
        let error = await #expect(throws: CloudTrailError.self) {
            _ = try await CloudTrailClient.testing(transport).listTrails(ListTrailsRequest())
        }
        #expect(error?.code == expected && error?.code.isOfClient == true && error?.httpStatus == 0)
    }

    @Test(arguments: [#"{"Trails":7}"#, "<html>", "[]"])
    func anAnswerThatIsNoneIsNamed(body: String) async {
        let transport = ScriptedTransport([.response(200, body, headers: ["x-amzn-RequestId": "r-9"])])
        let error = await #expect(throws: CloudTrailError.self) {
            _ = try await CloudTrailClient.testing(transport).listTrails(ListTrailsRequest())
        }
        #expect(error?.code == .malformedAnswer && error?.requestID == "r-9")
    }

    @Test func aClientForAnotherRegionGoesThere() async throws {
        let transport = ScriptedTransport([.response(200)])
        _ = try await CloudTrailClient.testing(transport).inRegion("us-gov-west-1").listTrails(ListTrailsRequest())
        #expect(transport.requests.first?.url == "https://cloudtrail.us-gov-west-1.amazonaws.com/")
    }

    @Test func everyTryIsReportedWithoutSecrets() async throws {
        let transport = ScriptedTransport([
            .failure(.interrupted), .response(400, #"{"__type":"ThrottlingException","message":"Rate exceeded"}"#),
            .response(200, "{}", headers: ["x-amzn-RequestId": "r-3"]),
        ])
        let attempts = Mutex<[AWSAttempt]>([])
        let client = CloudTrailClient.testing(
            transport, onAttempt: { attempt in attempts.withLock { $0.append(attempt) } })
        _ = try await client.listTrails(ListTrailsRequest())
        let seen = attempts.withLock { $0 }
        #expect(seen.map(\.number) == [1, 2, 3] && seen.allSatisfy { $0.operation == "ListTrails" })
        #expect(
            seen.map(\.outcome) == [
                .failed(.interrupted), .refused(status: 400, code: "ThrottlingException"), .answered(status: 200),
            ])
        #expect(seen.map { $0.retryDelaySeconds != nil } == [true, true, false] && seen.last?.requestID == "r-3")
        #expect(!"\(seen)".contains("hidden") && !"\(seen)".contains("Signature"))
    }

    /// Members in the order of their names: a structure is written in the order of the model.
    private static func sorted(_ json: JSON) -> JSON {
        if let elements = json.arrayValue { return .array(elements.map(sorted)) }
        guard let object = json.objectValue else { return json }
        let members = object.members.sorted { $0.key < $1.key }
        return .object(JSONObject(members: members.map { JSONObject.Member(key: $0.key, value: sorted($0.value)) }))
    }
}
