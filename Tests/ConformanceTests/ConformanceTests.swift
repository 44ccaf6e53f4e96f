import CairnAPI
import CairnClient
import CairnServer
import Testing

/// One suite for every way to the CloudTrail API: the same calls give the same results and the same errors.
struct ConformanceTests {
    private static func outcomes(
        _ calls: [(operation: String, request: String)], through door: Door
    ) async throws -> [Outcome] {
        try await Door.with(door) { api in
            var outcomes: [Outcome] = []
            for call in calls { outcomes.append(await Outcome.of(call.operation, call.request, on: api)) }
            return outcomes
        }
    }

    private static func compare(_ calls: [(operation: String, request: String)]) async throws {
        let direct = try await outcomes(calls, through: .inProcess)
        let wired = try await outcomes(calls, through: .http)
        #expect(direct.count == calls.count)
        for (direct, wired) in zip(direct, wired) { #expect(direct == wired) }
    }

    @Test func theLifeOfTrailsIsTheSame() async throws { try await Self.compare(TrailScript.calls) }

    @Test func theLifeOfTheLakeIsTheSame() async throws {
        let direct = try await Door.with(.inProcess) { await ScriptStep.outcomes(of: LakeScript.steps, on: $0) }
        let wired = try await Door.with(.http) { await ScriptStep.outcomes(of: LakeScript.steps, on: $0) }
        #expect(direct.count == LakeScript.steps.count)
        for (direct, wired) in zip(direct, wired) { #expect(direct == wired) }
        // Most of it must succeed: errors alone would be alike too easily.
        #expect(direct.count { $0.isSuccess } > 30)
    }

    @Test(.enabled(if: DataScript.isPossible, "DuckDB is not installed"), .timeLimit(.minutes(3)))
    func whatTheLakeHasInItIsTheSame() async throws {
        let direct = try await DataScript.outcomes(through: .inProcess)
        let wired = try await DataScript.outcomes(through: .http)
        #expect(direct.count == DataScript.steps.count)
        for (direct, wired) in zip(direct, wired) { #expect(direct == wired) }
        let refused = Set(direct.filter { !$0.isSuccess }.map(\.operation))
        #expect(refused == DataScript.refused, "all else succeeds: \(direct.filter { !$0.isSuccess })")
        DataScript.check(direct)
    }

    /// Suites of errors alone would agree too easily: each operation succeeds in one of the scripts.
    @Test(.enabled(if: DataScript.isPossible, "DuckDB is not installed"), .timeLimit(.minutes(3)))
    func everyOperationSucceedsInAScript() async throws {
        var outcomes = try await Self.outcomes(TrailScript.calls, through: .inProcess)
        outcomes += try await Door.with(.inProcess) { await ScriptStep.outcomes(of: LakeScript.steps, on: $0) }
        outcomes += try await DataScript.outcomes(through: .inProcess)
        let succeeded = Set(outcomes.filter(\.isSuccess).map(\.operation))
        let operations = Set(APIOperation.all.filter { $0.service == .cloudTrail }.map(\.name))
        #expect(operations.count == 60)
        #expect(operations.subtracting(succeeded).isEmpty)
    }

    @Test(arguments: Door.allCases)
    func eventsFromOutsideGoThroughAChannel(door: Door) async throws {
        try await Door.with(door) { api in
            let selector = AdvancedEventSelector(
                fieldSelectors: [AdvancedFieldSelector(field: "eventCategory", equals: ["ActivityAuditLog"])])
            let store = try await api.createEventDataStore(
                CreateEventDataStoreRequest(
                    name: "outside", advancedEventSelectors: [selector], multiRegionEnabled: false))
            let channel = try await api.createChannel(
                CreateChannelRequest(
                    name: "partner", source: "Custom",
                    destinations: [Destination(type: .eventDataStore, location: store.eventDataStoreArn ?? "")]))
            let data = """
                {"version":"1","userIdentity":{"type":"User","principalId":"u"},"eventSource":"app.example",\
                "eventName":"LogIn","eventTime":"2026-03-01T10:15:02Z","UID":"1","recipientAccountId":"\(Door.account)"}
                """
            let answer = try await api.putAuditEvents(
                PutAuditEventsRequest(
                    auditEvents: [AuditEvent(eventData: data, id: "1"), AuditEvent(eventData: "no", id: "2")],
                    channelArn: channel.channelArn ?? ""))
            #expect(answer.successful.map(\.id) == ["1"])
            #expect(answer.failed.map(\.errorCode) == ["InvalidData"])
            let error = await #expect(throws: CloudTrailError.self) {
                _ = try await api.putAuditEvents(
                    PutAuditEventsRequest(
                        auditEvents: [AuditEvent(eventData: data, id: "1")],
                        channelArn: "arn:aws:cloudtrail:eu-west-1:222233334444:channel/"
                            + "11111111-2222-4333-8444-555555555555"))
            }
            #expect(error?.code.rawValue == "ChannelNotFound")
        }
    }

    @Test func everyOperationAnswersTheSameToRequestsOfAllMembersAndToBadOnes() async throws {
        #expect(OperationFixtures.calls.count > 400)
        try await Self.compare(OperationFixtures.calls)
    }

    /// Not only equal, but as CloudTrail answers.
    @Test(arguments: Door.allCases)
    func errorsAreCloudTrailsOwn(door: Door) async throws {
        try await Door.with(door) { api in
            func code(_ operation: String, _ request: String) async -> String {
                do {
                    _ = try await CloudTrailDispatch.call(operation, body: Array(request.utf8), on: api)
                    return "none"
                } catch {
                    return error.code.rawValue
                }
            }
            #expect(await code("GetTrail", #"{"Name":"audit"}"#) == "TrailNotFoundException")
            #expect(await code("CreateTrail", #"{"Name":"audit","S3BucketName":"box"}"#) == "none")
            #expect(
                await code("CreateTrail", #"{"Name":"audit","S3BucketName":"box"}"#) == "TrailAlreadyExistsException")
            #expect(await code("LookupEvents", #"{"MaxResults":51}"#) == "InvalidMaxResultsException")
            #expect(await code("ListTrails", #"{"NextToken":"x"}"#) == "InvalidNextTokenException")
        }
    }

    @Test(arguments: Door.allCases)
    func callsAreFoundInTheHistoryPageByPage(door: Door) async throws {
        try await Door.with(door) { api in
            for index in 0..<7 {
                _ = try await api.createTrail(CreateTrailRequest(name: "trail-\(index % 3)", s3BucketName: "box"))
                _ = try await api.deleteTrail(DeleteTrailRequest(name: "trail-\(index % 3)"))
            }
            let attribute = LookupAttribute(attributeKey: .eventName, attributeValue: "DeleteTrail")
            let request = LookupEventsRequest(lookupAttributes: [attribute], maxResults: 3)
            var pages: [Int] = []
            for try await page in api.pages(of: request) { pages.append(page.items.count) }
            #expect(pages == [3, 3, 1])
            var ids: Set<String> = []
            for try await event in api.items(of: request) { ids.insert(event.eventId ?? "") }
            #expect(ids.count == 7)
        }
    }

    @Test(arguments: Door.allCases)
    func anErrorFromOutsideTheModelIsKept(door: Door) async throws {
        var environment = ServerEnvironment()
        environment.admit = { operation throws(CloudTrailError) in
            if operation == .listTrails {
                throw CloudTrailError(CloudTrailError.Code(rawValue: "BrandNewException"), "not now")
            }
        }
        try await Door.with(door, environment: environment) { api in
            let error = await #expect(throws: CloudTrailError.self) {
                _ = try await api.listTrails(ListTrailsRequest())
            }
            #expect(error?.code.rawValue == "BrandNewException" && error?.message == "not now")
            #expect(error?.httpStatus == 400)
        }
    }
}
