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

    private static let requests: [any PaginatedRequest.Type] = [
        GetQueryResultsRequest.self, ListChannelsRequest.self, ListDashboardsRequest.self,
        ListEventDataStoresRequest.self, ListImportFailuresRequest.self, ListImportsRequest.self,
        ListInsightsDataRequest.self, ListInsightsMetricDataRequest.self, ListPublicKeysRequest.self,
        ListQueriesRequest.self, ListTagsRequest.self, ListTrailsRequest.self, LookupEventsRequest.self,
        SearchSampleQueriesRequest.self,
    ]

    /// Operations whose model has a token in the request and in the answer.
    private static let paginated = OperationFixture.cloudTrail.filter { fixture in
        fixture.request["NextToken"] != nil && fixture.response["NextToken"] != nil
    }

    @Test func everyOperationWithATokenIsASequence() {
        let known = Set(Self.requests.map { $0.operation.name })
        #expect(known == Set(Self.paginated.map(\.operation)) && known.count == Self.requests.count)
    }

    /// The answers of the model's own shape, every member of which is filled in: two pages of each operation.
    @Test(arguments: paginated) func pagesAndItemsHaveWhatIsAnswered(fixture: OperationFixture) async throws {
        let request = try #require(Self.requests.first { $0.operation.name == fixture.operation })
        let lists = (fixture.response.objectValue?.members ?? []).compactMap(\.value.arrayValue)
        let count = try #require(lists.map(\.count).max())
        #expect(count > 0 && Set(lists.map(\.count)).count == 1)
        let (pages, items, tokens) = try await Self.read(request, fixture)
        #expect(pages == [count, count] && items == 2 * count)
        #expect(tokens == [nil, "more", nil, "more"], "once for the pages, once for the items")
    }

    private static func read<Request: PaginatedRequest>(
        _ type: Request.Type, _ fixture: OperationFixture
    ) async throws -> (pages: [Int], items: Int, tokens: [String?]) {
        let last = fixture.response.setting("NextToken", to: nil)
        let first = fixture.response.setting("NextToken", to: "more")
        let transport = ScriptedTransport { number, _ in
            .response(200, (number.isMultiple(of: 2) ? first : last).description)
        }
        let client = CloudTrailClient.testing(transport)
        let request = try Request(
            jsonText: Array(fixture.request.setting("NextToken", to: nil).description.utf8))
        var pages: [Int] = []
        for try await page in client.pages(of: request) { pages.append(page.items.count) }
        var items = 0
        for try await _ in client.items(of: request) { items += 1 }
        let tokens = try transport.requests.map { try JSON(parsing: $0.bodyText)["NextToken"]?.stringValue }
        return (pages, items, tokens)
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

extension JSON {
    fileprivate func setting(_ name: String, to value: String?) -> JSON {
        var members = (objectValue?.members ?? []).filter { $0.key != name }
        if let value { members.append(JSONObject.Member(key: name, value: .string(value))) }
        return .object(JSONObject(members: members))
    }
}
