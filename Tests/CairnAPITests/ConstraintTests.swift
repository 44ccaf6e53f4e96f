import CairnAPI
import CairnModel
import Testing

@Suite struct ConstraintTests {
    private static func check(
        _ operation: String, _ body: [UInt8], answer: JSON = .object([:])
    ) async throws(CloudTrailError) {
        let api = CheckedCloudTrailAPI(EchoAPI(answer: answer))
        _ = try await CloudTrailDispatch.call(operation, body: body, on: api)
    }

    @Test(arguments: OperationFixture.cloudTrail)
    func valuesAtTheEdgeAreAccepted(fixture: OperationFixture) async throws {
        try await Self.check(fixture.operation, Array(fixture.request.description.utf8), answer: fixture.response)
        for change in fixture.accepted {
            try await Self.check(fixture.operation, fixture.request(with: change), answer: fixture.response)
        }
    }

    @Test(arguments: OperationFixture.cloudTrail)
    func valuesBeyondTheEdgeAreRefusedByNameAndRule(fixture: OperationFixture) async throws {
        for change in fixture.rejected {
            let error = await #expect(throws: CloudTrailError.self, "\(change.path)") {
                try await Self.check(fixture.operation, fixture.request(with: change), answer: fixture.response)
            }
            let message = error?.message ?? ""
            let rule = try #require(change.rule)
            let place = violationPath(change.path)
            #expect(
                message.contains("at '\(place)' failed to satisfy constraint: \(rule)")
                    || message.contains("at '\(place).key' failed to satisfy constraint: \(rule)"),
                "\(message) should name \(place): \(rule)"
            )
            #expect(error?.httpStatus == 400)
        }
    }

    @Test func fixturesHoldManyConstraints() {
        #expect(OperationFixture.cloudTrail.flatMap(\.rejected).count > 300)
        #expect(OperationFixture.cloudTrail.flatMap(\.accepted).count > 300)
    }

    @Test(arguments: [
        ("LookupEvents", #"{"MaxResults":51}"#, "InvalidMaxResultsException"),
        ("LookupEvents", #"{"EventCategory":"Insight"}"#, "InvalidEventCategoryException"),
        (
            "LookupEvents", #"{"LookupAttributes":[{"AttributeKey":"User","AttributeValue":"x"}]}"#,
            "InvalidLookupAttributesException"
        ),
        ("ListEventDataStores", #"{"NextToken":"a"}"#, "InvalidNextTokenException"),
        ("GetEventDataStore", #"{"EventDataStore":"a b c"}"#, "EventDataStoreARNInvalidException"),
        ("GetChannel", #"{"Channel":"a b c"}"#, "ChannelARNInvalidException"),
        ("GetImport", #"{"ImportId":"x"}"#, "InvalidParameterException"),
        ("ListChannels", #"{"MaxResults":0}"#, "ValidationException"),
        ("GetResourcePolicy", #"{"ResourceArn":"a b c"}"#, "ResourceARNNotValidException"),
        ("AddTags", #"{"ResourceId":"x","TagsList":[{"Key":""}]}"#, "InvalidTagParameterException"),
        ("ListQueries", #"{"EventDataStore":"abc","QueryStatus":"DONE"}"#, "InvalidQueryStatusException"),
        ("GetDashboard", #"{"DashboardId":"a b"}"#, "ValidationException"),
    ])
    func operationsOwnExceptionReplacesTheGeneralOne(operation: String, body: String, code: String) async {
        await #expect(throws: CloudTrailError(.init(rawValue: code), "")) {
            try await Self.check(operation, Array(body.utf8))
        }
    }

    @Test func everyViolationIsToldInOneMessage() async {
        let body = #"{"Name":"a!","Source":"","Destinations":[]}"#
        let error = await #expect(throws: CloudTrailError.self) {
            try await Self.check("CreateChannel", Array(body.utf8))
        }
        #expect(error?.message.hasPrefix("3 validation errors detected: Value 'a!' at 'name' failed") == true)
        #expect(error?.message.contains("; Value '' at 'source' failed") == true)
        #expect(error?.message.contains("; Value '[0 elements]' at 'destinations' failed") == true)
    }

    @Test func moreTagsThanTheModelAllowsIsTheLimitsException() async {
        let tags = JSON.array(Array(repeating: ["Key": "k"], count: 201))
        let body = JSON.object(["ResourceId": "x", "TagsList": tags]).description
        await #expect(throws: CloudTrailError(.tagsLimitExceeded, "")) {
            try await Self.check("AddTags", Array(body.utf8))
        }
    }

    @Test func longValueIsShortenedInTheMessage() async throws {
        let body = JSON.object(["ImportId": .string(String(repeating: "a", count: 100_000))]).description
        let error = await #expect(throws: CloudTrailError.self) {
            try await Self.check("GetImport", Array(body.utf8))
        }
        #expect(try #require(error).message.utf8.count < 500)
    }

    @Test func callIsAdmittedBeforeItIsLookedAt() async {
        let api = CheckedCloudTrailAPI(EchoAPI()) { operation throws(CloudTrailError) in
            throw CloudTrailError(.throttling, "Rate exceeded by \(operation)")
        }
        await #expect(throws: CloudTrailError(.throttling, "")) {
            try await api.lookupEvents(LookupEventsRequest(maxResults: 51))
        }
    }
}
