import CairnAPI
import CairnModel
import CairnService
import Testing

@Suite struct LookupEventsPagingTests {
    private static let time = Int64(TestService.now)

    private static func history(count: Int) -> FakeHistory {
        FakeHistory((0..<count).map { .event(at: time - Int64($0 / 3), sequence: UInt64(1000 - $0)) })
    }

    private static func token(_ test: TestService, _ request: LookupEventsRequest) async throws -> String {
        try #require(try await test.lookup(request).nextToken)
    }

    @Test func pagesHoldEveryEventOnceWhileOthersArrive() async throws {
        let test = TestService(Self.history(count: 120))
        var seen: [String] = []
        var request = LookupEventsRequest(maxResults: 7)
        repeat {
            let page = try await test.lookup(request)
            seen += (page.events ?? []).compactMap(\.eventId)
            request.nextToken = page.nextToken
            test.clock.advance(by: 1)
            test.history.add(.event(at: Int64(test.clock.now()), sequence: 2000 + UInt64(seen.count)))
        } while request.nextToken != nil
        #expect(seen == (0..<120).map { "event-\(1000 - $0)" })
    }

    @Test func lastPageThatIsFullHasNoToken() async throws {
        #expect(try await TestService(Self.history(count: 50)).lookup(LookupEventsRequest()).nextToken == nil)
        #expect(try await TestService(Self.history(count: 51)).lookup(LookupEventsRequest()).nextToken != nil)
    }

    @Test func tokenIsGoodForTheSameRequestOnly() async throws {
        let test = TestService(Self.history(count: 20))
        let request = LookupEventsRequest(startTime: Timestamp(epochSeconds: TestService.now - 900), maxResults: 5)
        let token = try await Self.token(test, request)
        var others = Array(repeating: request, count: 5)
        others[0].maxResults = 6
        others[1].startTime = nil
        others[2].endTime = Timestamp(epochSeconds: TestService.now)
        others[3].eventCategory = .insight
        others[4].lookupAttributes = [LookupAttribute(attributeKey: .username, attributeValue: "dana")]
        for var other in others {
            other.nextToken = token
            await #expect(throws: CloudTrailError(.invalidNextToken, "")) { try await test.lookup(other) }
        }
        var same = request
        same.nextToken = token
        #expect(try await test.lookup(same).events?.first?.eventId == "event-995")
    }

    @Test(arguments: [("222233334444", "us-east-1"), ("555566667777", "eu-west-1")])
    func tokenIsGoodForItsAccountAndRegionOnly(account: String, region: String) async throws {
        var test = TestService(Self.history(count: 20))
        let token = try await Self.token(test, LookupEventsRequest(maxResults: 5))
        test.context.account = account
        test.context.region = region
        await #expect(throws: CloudTrailError(.invalidNextToken, "")) {
            try await test.lookup(LookupEventsRequest(maxResults: 5, nextToken: token))
        }
    }

    @Test func tokenOfAnotherKeyIsForeign() async throws {
        let token = try await Self.token(TestService(Self.history(count: 20)), LookupEventsRequest(maxResults: 5))
        let other = TestService(Self.history(count: 20), tokenKey: .random())
        await #expect(throws: CloudTrailError(.invalidNextToken, "")) {
            try await other.lookup(LookupEventsRequest(maxResults: 5, nextToken: token))
        }
    }

    @Test func tokenOutlivesTheServiceIfTheKeyDoes() async throws {
        let token = try await Self.token(TestService(Self.history(count: 20)), LookupEventsRequest(maxResults: 5))
        let restarted = TestService(Self.history(count: 20))
        let page = try await restarted.lookup(LookupEventsRequest(maxResults: 5, nextToken: token))
        #expect(page.events?.first?.eventId == "event-995")
    }

    @Test func changedTokenIsRefusedWhateverChanged() async throws {
        let test = TestService(Self.history(count: 20))
        let token = Array(try await Self.token(test, LookupEventsRequest(maxResults: 5)).utf8)
        for index in token.indices {
            for replacement in "Az=".utf8 where token[index] != replacement {
                var changed = token
                changed[index] = replacement
                let text = String(decoding: changed, as: UTF8.self)
                await #expect(throws: CloudTrailError(.invalidNextToken, ""), "\(text)") {
                    try await test.lookup(LookupEventsRequest(maxResults: 5, nextToken: text))
                }
            }
        }
        let shorter = String(decoding: token.dropLast(4), as: UTF8.self)
        await #expect(throws: CloudTrailError(.invalidNextToken, "")) {
            try await test.lookup(LookupEventsRequest(maxResults: 5, nextToken: shorter))
        }
    }

    @Test func tokenTellsNothingReadable() async throws {
        let token = try await Self.token(TestService(Self.history(count: 20)), LookupEventsRequest(maxResults: 5))
        #expect(token.utf8.count == 44)
        #expect(!token.contains("2222"))
    }
}
