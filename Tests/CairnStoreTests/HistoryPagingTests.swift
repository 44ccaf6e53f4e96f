import CairnModel
import Foundation
import Testing

@testable import CairnStore

/// Random numbers that are the same in every run.
struct Generator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state &* 0x2545_F491_4F6C_DD1D
    }
}

/// History as simple as can be: a list that is filtered and sorted for each question.
struct Model {
    private var events: [TestRecord.Fields]

    init(_ events: [TestRecord.Fields] = []) { self.events = events }

    mutating func append(_ more: [TestRecord.Fields]) { events += more }

    /// The ids of what matches, newest first, without regard to limit and position.
    func matching(_ query: HistoryQuery) -> [String] {
        events.enumerated().filter { _, event in
            event.account == query.account && event.region == query.region && event.category == "Management"
                && Double(event.time) >= query.start ?? 0 && Double(event.time) <= query.end ?? .infinity
                && matches(event, query.filter)
        }
        .sorted { ($0.element.time, $0.offset) > ($1.element.time, $1.offset) }
        .map(\.element.id)
    }

    private func matches(_ event: TestRecord.Fields, _ filter: HistoryQuery.Filter?) -> Bool {
        guard let filter else { return true }
        return switch filter.attribute {
        case .eventID: event.id == filter.value
        case .eventName: event.name == filter.value
        case .readOnly: String(event.readOnly) == filter.value
        case .username: event.user == filter.value
        case .resourceType: filter.value == "AWS::S3::Bucket"
        case .resourceName: event.bucket == filter.value
        case .eventSource: event.source == filter.value
        case .accessKeyID: event.key == filter.value
        }
    }

    /// Events over some six days, many in the same second, of a few users, buckets, accounts and regions.
    static func randomEvents(_ count: Int, _ random: inout Generator, from first: Int = 0) -> [TestRecord.Fields] {
        (first..<first + count).map { number in
            var event = TestRecord.Fields(id: "event-\(number)")
            let spread = Int64.random(in: 0..<20, using: &random) == 0 ? 500_000 : 200
            event.time = Int64(HistoryFixture.now) - Int64.random(in: 0..<Int64(spread), using: &random)
            event.name = ["CreateBucket", "DeleteBucket", "PutBucketPolicy"].randomElement(using: &random) ?? ""
            event.user = "user-\(Int.random(in: 0..<5, using: &random))"
            event.key = "AKIA\(Int.random(in: 0..<9, using: &random))"
            event.bucket = "bucket-\(Int.random(in: 0..<30, using: &random))"
            event.readOnly = Bool.random(using: &random)
            event.region = Int.random(in: 0..<4, using: &random) == 0 ? "us-east-1" : "eu-west-1"
            event.account = Int.random(in: 0..<8, using: &random) == 0 ? "999900001111" : "111122223333"
            event.category = Int.random(in: 0..<10, using: &random) == 0 ? "Data" : "Management"
            return event
        }
    }

    static func randomQuery(_ random: inout Generator) -> HistoryQuery {
        var query = HistoryQuery(account: "111122223333", region: "eu-west-1")
        query.limit = Int.random(in: 1...20, using: &random)
        let filters: [HistoryQuery.Filter?] = [
            nil, .init(.eventName, "DeleteBucket"), .init(.readOnly, "true"), .init(.username, "user-3"),
            .init(.resourceName, "bucket-7"), .init(.accessKeyID, "AKIA4"), .init(.eventSource, "s3.amazonaws.com"),
            .init(.resourceType, "AWS::S3::Bucket"),
            .init(.eventID, "event-\(Int.random(in: 0..<500, using: &random))"),
        ]
        query.filter = filters.randomElement(using: &random) ?? nil
        if Bool.random(using: &random) {
            query.start = HistoryFixture.now - Double.random(in: 0..<300, using: &random)
        }
        if Bool.random(using: &random) {
            query.end = HistoryFixture.now - Double.random(in: 0..<150, using: &random)
        }
        return query
    }
}

@Suite struct HistoryPagingTests {
    private func pages(_ history: HistoryFixture, _ query: HistoryQuery) throws -> [String] {
        var query = query
        var all: [String] = []
        while true {
            let page = try history.index.lookup(query)
            #expect(page.entries.count <= query.limit)
            #expect(page.next == nil || page.entries.count == query.limit, "only the last page may be short")
            all += page.entries.map { LookupProjection(record: $0.record)?.eventID ?? "?" }
            guard let next = page.next else { return all }
            query.after = next
        }
    }

    @Test(arguments: 1...4, StorageKind.allCases)
    func pagesAreWhatTheModelSays(_ seed: Int, _ kind: StorageKind) async throws {
        var random = Generator(seed: UInt64(seed))
        let history = try HistoryFixture(
            folder: try TemporaryFolder(), kind: kind, batchMax: [5, 17, 90, 8192][seed - 1], segmentBytes: 30_000,
            unsavedBytes: [1, 1000, 5000, 4 << 20][seed - 1])
        var model = Model()
        for round in 0..<4 {
            let events = Model.randomEvents(100, &random, from: round * 100)
            model.append(events)
            try await history.append(events)
            for _ in 0..<20 {
                let query = Model.randomQuery(&random)
                #expect(try pages(history, query) == model.matching(query), "\(query)")
            }
        }
        try await history.close()
    }

    @Test func pagesNeitherSkipNorRepeatWhileEventsArrive() async throws {
        var random = Generator(seed: 42)
        let history = try HistoryFixture(folder: try TemporaryFolder(), batchMax: 20, unsavedBytes: 1000)
        let first = Model.randomEvents(300, &random)
        try await history.append(first)
        var query = HistoryQuery(account: "111122223333", region: "eu-west-1", limit: 7)
        let expected = Model(first).matching(query)
        var seen: [String] = []
        var number = 300
        while true {
            let page = try history.index.lookup(query)
            seen += page.entries.map { LookupProjection(record: $0.record)?.eventID ?? "?" }
            guard let next = page.next else { break }
            query.after = next
            try await history.append(Model.randomEvents(9, &random, from: number))
            number += 9
        }
        #expect(Set(seen).count == seen.count, "nothing is shown twice")
        #expect(seen.filter { Set(expected).contains($0) } == expected, "nothing that was there is skipped")
        try await history.close()
    }

    @Test func hiddenEventsAreAsIfTheyHadNeverBeen() async throws {
        var random = Generator(seed: 5)
        let history = try HistoryFixture(folder: try TemporaryFolder(), batchMax: 30)
        try await history.append(Model.randomEvents(120, &random))
        let later = Model.randomEvents(80, &random, from: 120)
        var query = HistoryQuery(account: "111122223333", region: "eu-west-1", limit: 7)
        query.hiddenUpTo = 120
        #expect(try pages(history, query).isEmpty)
        try await history.append(later)
        #expect(try pages(history, query) == Model(later).matching(query))
        try await history.close()
    }

    @Test func aPostingListLongerThanABlockIsReadWhole() async throws {
        let history = try HistoryFixture(folder: try TemporaryFolder(), unsavedBytes: 100_000)
        let time = Int64(HistoryFixture.now)
        let events = (0..<12_000).map { TestRecord.Fields(id: "\($0)", time: time - Int64($0 * 7 % 3000)) }
        for start in stride(from: 0, to: 12_000, by: 3000) {
            try await history.append(Array(events[start..<start + 3000]))
        }
        var query = HistoryQuery(account: "111122223333", region: "eu-west-1", limit: 20_000)
        query.filter = .init(.readOnly, "false")
        #expect(try history.names(query) == Model(events).matching(query))
        try await history.close()
    }
}
