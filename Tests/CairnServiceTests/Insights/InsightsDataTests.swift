import CairnAPI
import CairnModel
import CairnStore
import CairnTrails
import Testing

/// What ListInsightsData shows of a trail.
@Suite struct InsightsDataTests {
    private let now = Int64(TestService.now)

    private func insight(
        _ number: UInt64, _ type: String = "ApiCallRateInsight", category: String? = nil
    ) -> FakeHistory.Item {
        var details: JSONObject = [
            "state": "Start", "eventSource": "ec2.amazonaws.com", "eventName": "RunInstances",
            "insightType": .string(type),
        ]
        details["sourceEventCategory"] = category.map(JSON.string)
        let time = now - 1000 + Int64(number)
        let record: JSON = [
            "eventVersion": "1.08", "eventTime": .string(ISO8601.string(epochSeconds: time)),
            "awsRegion": "eu-west-1", "eventID": .string("id-\(number)"), "eventType": "AwsCloudTrailInsight",
            "recipientAccountId": "222233334444", "insightDetails": .object(details), "eventCategory": "Insight",
        ]
        return FakeHistory.Item(
            position: HistoryPosition(eventTime: time, sequence: number), record: Array(record.description.utf8))
    }

    private func service(
        _ items: [FakeHistory.Item], selectors: [InsightSelector] = [InsightSelector(insightType: .apiCallRateInsight)]
    ) throws -> TestService {
        let trail = Trail(
            name: "audit", homeRegion: "eu-west-1", account: "222233334444", s3BucketName: "box",
            insightSelectors: selectors, createdTime: 0)
        let trails = TrailRegistry()
        try trails.change { trails throws(CloudTrailError) in trails[trail.key] = trail }
        return TestService(FakeHistory(items), trails: trails)
    }

    private let request = ListInsightsDataRequest(insightSource: "audit", dataType: .insightsEvents)

    private func ids(_ service: TestService, _ request: ListInsightsDataRequest) async throws -> [String] {
        try await service.api().listInsightsData(request).events?.compactMap(\.eventId) ?? []
    }

    @Test(
        arguments: [
            ([InsightSelector(insightType: .apiCallRateInsight)], ["id-1"]),
            ([InsightSelector(insightType: .apiCallRateInsight, eventCategories: [.data])], ["id-2"]),
            ([InsightSelector(insightType: .apiErrorRateInsight)], ["id-3"]),
            (
                [InsightSelector(insightType: .apiCallRateInsight, eventCategories: [.management, .data])],
                ["id-2", "id-1"]
            ),
        ])
    func theTrailsSelectorsDecide(_ selectors: [InsightSelector], _ expected: [String]) async throws {
        let items = [insight(1), insight(2, category: "Data"), insight(3, "ApiErrorRateInsight")]
        #expect(try await ids(try service(items, selectors: selectors), request) == expected)
    }

    @Test func pagesSkipWhatIsNotWanted() async throws {
        let items = (1...20).map { insight(UInt64($0), $0 % 3 == 0 ? "ApiCallRateInsight" : "ApiErrorRateInsight") }
        let service = try service(items)
        var (request, found): (ListInsightsDataRequest, [String]) = (request, [])
        request.maxResults = 2
        repeat {
            let page = try await service.api().listInsightsData(request)
            #expect((page.events?.count ?? 0) <= 2)
            found += page.events?.compactMap(\.eventId) ?? []
            request.nextToken = page.nextToken
        } while request.nextToken != nil
        #expect(found == ["id-18", "id-15", "id-12", "id-9", "id-6", "id-3"])
    }

    @Test func theHistoryIsAskedWhatTheRequestAsks() async throws {
        let service = try service([])
        var request = request
        request.dimensions = [.eventName: "RunInstances"]
        request.startTime = Timestamp(epochSeconds: TestService.now - 100)
        request.endTime = Timestamp(epochSeconds: TestService.now - 50)
        _ = try await service.api().listInsightsData(request)
        let asked = try #require(service.history.asked.first)
        #expect(asked.category == .insight)
        #expect(asked.filter?.attribute == .eventName)
        #expect(asked.start == TestService.now - 100)
        #expect(asked.end == TestService.now - 50)
    }

    @Test func whatIsWrongIsRefused() async throws {
        let service = try service([insight(1), insight(2)])
        let wrong: [(inout ListInsightsDataRequest) -> Void] = [
            { $0.insightSource = "nobody" }, { $0.nextToken = "rubbish" },
            { $0.insightSource = "arn:aws:cloudtrail:eu-west-1:222233334444:eventdatastore/x" },
            {
                $0.startTime = Timestamp(epochSeconds: 20)
                $0.endTime = Timestamp(epochSeconds: 10)
            },
        ]
        for change in wrong {
            var request = request
            change(&request)
            let sent = request
            await #expect(throws: CloudTrailError(.invalidParameter, "")) {
                try await service.api().listInsightsData(sent)
            }
        }
    }
}
