import CairnAPI
import CairnModel
import CairnService
import CairnStore
import Logging
import Testing

@Suite struct LookupEventsOverJournalTests {
    /// Runs a body with a service over a journal and an index in memory.
    private static func withService(
        _ body: (CairnService, Journal) async throws -> Void
    ) async throws {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let clock = ManualClock(TestService.now)
        let journal = try Journal(storage: MemorySegmentStorage(), clock: clock, logger: logger)
        let index = try HistoryIndex(folder: nil, journal: journal, clock: clock, logger: logger)
        let history = FreshHistory(index: index, journal: journal, patience: .seconds(10))
        let service = CairnService(history: history, clock: clock, logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await index.run() }
            try await body(service, journal)
            journal.close()
            try await group.waitForAll()
        }
    }

    private static let context = RequestContext(
        account: "222233334444", region: "eu-west-1", accessKeyID: "AKIAEXAMPLE000000001", requestID: "request-1"
    )

    private static func record(_ number: Int) -> [UInt8] {
        FakeHistory.Item.event(at: Int64(TestService.now) - Int64(number / 3), sequence: UInt64(number)).record
    }

    @Test func whatWasRecordedIsFoundAtOnce() async throws {
        try await Self.withService { service, journal in
            for number in 0..<5 {
                try await journal.append([Self.record(number)])
                let answer = try await service.scoped(to: Self.context).lookupEvents(
                    LookupEventsRequest(
                        lookupAttributes: [.init(attributeKey: .eventId, attributeValue: "event-\(number)")]
                    )
                )
                #expect(answer.events?.map(\.eventId) == ["event-\(number)"])
                #expect(answer.events?.first?.username == "dana")
            }
        }
    }

    @Test func pagesHoldEveryEventOnceWhileOthersArrive() async throws {
        try await Self.withService { service, journal in
            try await journal.append((0..<100).map(Self.record))
            var request = LookupEventsRequest(maxResults: 9)
            var seen: [String] = []
            repeat {
                let page = try await service.scoped(to: Self.context).lookupEvents(request)
                seen += (page.events ?? []).compactMap(\.eventId)
                request.nextToken = page.nextToken
                try await journal.append([FakeHistory.Item.event(at: Int64(TestService.now), sequence: 5000).record])
            } while request.nextToken != nil
            #expect(seen.count == 100)
            #expect(Set(seen).count == 100)
        }
    }

    @Test func otherAccountsAndRegionsSeeNothing() async throws {
        try await Self.withService { service, journal in
            try await journal.append((0..<10).map(Self.record))
            for (account, region) in [("222233334444", "us-east-1"), ("555566667777", "eu-west-1")] {
                var context = Self.context
                context.account = account
                context.region = region
                let answer = try await service.scoped(to: context).lookupEvents(LookupEventsRequest())
                #expect(answer.events == [])
            }
        }
    }
}
