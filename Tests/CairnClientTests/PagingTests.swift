import CairnAPI
import CairnAWSClient
import CairnClient
import CairnModel
import Testing

struct PagingTests {
    private static func page(_ names: [String], token: String?) -> String {
        let events = names.map { #"{"EventName":"\#($0)"}"# }.joined(separator: ",")
        return #"{"Events":[\#(events)]"# + (token.map { #","NextToken":"\#($0)"}"# } ?? "}")
    }

    private static func transport(_ pages: [String]) -> ScriptedTransport {
        ScriptedTransport { number, _ in number < pages.count ? .response(200, pages[number]) : .failure(.unreachable) }
    }

    private static let pages = [
        page(["a", "b"], token: "t1"), page([], token: "t2"), page(["c"], token: nil),
    ]

    @Test func itemsComeFromAllPagesInOrderAndEmptyPagesDoNotEndThem() async throws {
        let transport = Self.transport(Self.pages)
        var names: [String?] = []
        let request = LookupEventsRequest(maxResults: 2)
        for try await event in CloudTrailClient.testing(transport).items(of: request) { names.append(event.eventName) }
        #expect(names == ["a", "b", "c"])
        let bodies = try transport.requests.map { try JSON(parsing: $0.bodyText) }
        #expect(bodies.map { $0["NextToken"]?.stringValue } == [nil, "t1", "t2"])
        #expect(bodies.allSatisfy { $0["MaxResults"]?.intValue == 2 })
    }

    @Test func pagesAreFetchedOnlyWhenTheyAreAskedFor() async throws {
        let transport = Self.transport(Self.pages)
        for try await page in CloudTrailClient.testing(transport).pages(of: LookupEventsRequest()) {
            #expect(page.items.count == 2)
            break
        }
        #expect(transport.requests.count == 1)
    }

    @Test func aTokenThatComesAgainIsAnErrorRatherThanAnEnd() async throws {
        let transport = Self.transport([Self.page(["a"], token: "t1"), Self.page(["b"], token: "t1")])
        var names: [String?] = []
        let error = await #expect(throws: CloudTrailError.self) {
            for try await event in CloudTrailClient.testing(transport).items(of: LookupEventsRequest()) {
                names.append(event.eventName)
            }
        }
        #expect(error?.code == .malformedAnswer && names == ["a"])
    }

    @Test func anErrorEndsTheSequence() async throws {
        var iterator = CloudTrailClient.testing(Self.transport([Self.page(["a"], token: "t1")]))
            .items(of: LookupEventsRequest()).makeAsyncIterator()
        #expect(try await iterator.next()?.eventName == "a")
        do {
            _ = try await iterator.next()
            Issue.record("there is no second page")
        } catch {
            #expect(error.code == .unreachable)
        }
        #expect(try await iterator.next() == nil)
    }

    @Test func everyOperationWithATokenIsASequence() async throws {
        let empty = ScriptedTransport { _, _ in .response(200) }
        let client = CloudTrailClient.testing(empty)
        func count(_ request: some PaginatedRequest) async throws -> Int {
            var count = 0
            for try await page in client.pages(of: request) { count += 1 + page.items.count }
            return count
        }
        let requests: [any PaginatedRequest] = [
            GetQueryResultsRequest(queryId: "q"), ListChannelsRequest(), ListDashboardsRequest(),
            ListEventDataStoresRequest(), ListImportFailuresRequest(importId: "i"), ListImportsRequest(),
            ListInsightsDataRequest(insightSource: "s", dataType: .insightsEvents),
            ListInsightsMetricDataRequest(eventSource: "s", eventName: "e", insightType: .apiCallRateInsight),
            ListPublicKeysRequest(), ListQueriesRequest(eventDataStore: "s"), ListTagsRequest(resourceIdList: []),
            ListTrailsRequest(), LookupEventsRequest(), SearchSampleQueriesRequest(searchPhrase: "p"),
        ]
        for request in requests { #expect(try await count(request) == 1) }
        #expect(empty.requests.count == 14)
    }

    @Test func metricDataIsPaired() async throws {
        let transport = ScriptedTransport([.response(200, #"{"Timestamps":[60,120],"Values":[1.5,2]}"#)])
        let request = ListInsightsMetricDataRequest(
            eventSource: "s", eventName: "e", insightType: .apiCallRateInsight)
        var points: [String] = []
        for try await point in CloudTrailClient.testing(transport).items(of: request) {
            points.append("\(Int(point.timestamp.epochSeconds)) \(point.value)")
        }
        #expect(points == ["60 1.5", "120 2.0"])
    }
}
