import CairnModel
import Foundation
import Testing

@testable import CairnStore

/// A journal and its history together, with a clock that stands still.
final class HistoryFixture: Sendable {
    let folder: TemporaryFolder
    let journal: Journal
    let index: HistoryIndex
    private let running: Task<Void, any Error>

    static let now = 1_770_000_000.0

    init(
        folder: TemporaryFolder, kind: StorageKind = .disk, batchMax: Int = 8192, segmentBytes: UInt64 = 64 << 20,
        unsavedBytes: Int = 4 << 20, clock: any WallClock = ManualClock(HistoryFixture.now)
    ) throws {
        self.folder = folder
        var configuration = JournalConfiguration()
        configuration.durability = .never
        configuration.segmentBytesMax = segmentBytes
        journal = try Journal(storage: try kind.make(folder), configuration: configuration, clock: clock, logger: quiet)
        var indexing = HistoryIndex.Configuration()
        indexing.batchMax = batchMax
        indexing.gathering = .milliseconds(5)
        indexing.unsavedBytesMax = unsavedBytes
        let index = try HistoryIndex(
            folder: kind == .disk ? folder.path + "/history" : nil, journal: journal, configuration: indexing,
            clock: clock, logger: quiet)
        self.index = index
        running = Task { try await index.run() }
    }

    func append(_ fields: [TestRecord.Fields]) async throws {
        try await journal.append(fields.map(TestRecord.event))
        #expect(await index.catchUp(to: journal.end.sequence, within: .seconds(120)))
    }

    func names(_ query: HistoryQuery) throws -> [String] {
        try index.lookup(query).entries.map { LookupProjection(record: $0.record)?.eventID ?? "?" }
    }

    func day(containing time: Int64) -> HistoryDay? {
        let day = HistoryFile.day(containing: time)
        return index.days.days(day...day).first
    }

    /// The files of runs.
    func runFiles() throws -> [String] { try folder.names(in: "history").filter { $0.hasSuffix(".run") } }

    func close() async throws {
        journal.close()
        try await running.value
    }
}

@Suite struct HistoryIndexTests {
    private let scope = HistoryQuery(account: "111122223333", region: "eu-west-1")

    private func query(_ attribute: LookupAttribute, _ value: String) -> HistoryQuery {
        var query = scope
        query.filter = HistoryQuery.Filter(attribute, value)
        return query
    }

    @Test(arguments: StorageKind.allCases)
    func eachAttributeFindsItsEventsAndNoOthers(_ kind: StorageKind) async throws {
        let history = try HistoryFixture(folder: try TemporaryFolder(), kind: kind)
        let base = Int64(HistoryFixture.now) - 1000
        var wanted = TestRecord.Fields(id: "wanted", time: base)
        wanted.name = "PutBucketPolicy"
        wanted.source = "s3express.amazonaws.com"
        wanted.user = "kim"
        wanted.key = "AKIAEXAMPLE000000009"
        wanted.readOnly = true
        wanted.bucket = "cellar"
        var elsewhere = wanted
        elsewhere.id = "elsewhere"
        elsewhere.region = "us-east-1"
        var other = wanted
        other.id = "other account"
        other.account = "999900001111"
        let rest = (0..<20).map { TestRecord.Fields(id: "rest \($0)", time: base + Int64($0)) }
        try await history.append(rest + [wanted, elsewhere, other])
        for (attribute, value) in [
            (LookupAttribute.eventID, "wanted"), (.eventName, "PutBucketPolicy"), (.readOnly, "true"),
            (.username, "kim"), (.resourceName, "cellar"), (.eventSource, "s3express.amazonaws.com"),
            (.accessKeyID, "AKIAEXAMPLE000000009"),
        ] {
            #expect(try history.names(query(attribute, value)) == ["wanted"], "\(attribute)")
            #expect(try history.names(query(attribute, value + "x")).isEmpty)
            #expect(try history.names(query(attribute, String(value.dropLast()))).isEmpty)
        }
        #expect(try history.names(query(.resourceType, "AWS::S3::Bucket")).count == 21)
        #expect(try history.names(query(.readOnly, "false")).count == 20)
        #expect(try history.names(scope).count == 21)
        try await history.close()
    }

    @Test func onlyManagementAndInsightEventsAreFound() async throws {
        let history = try HistoryFixture(folder: try TemporaryFolder())
        let time = Int64(HistoryFixture.now) - 5
        try await history.append(
            ["Management", "Data", "NetworkActivity", "Insight", "Aggregated"].map {
                TestRecord.Fields(id: $0, time: time, category: $0)
            })
        #expect(try history.names(scope) == ["Management"])
        var insights = scope
        insights.category = .insight
        #expect(try history.names(insights) == ["Insight"])
        try await history.close()
    }

    @Test func timesAreInclusiveAndNewestComesFirst() async throws {
        let history = try HistoryFixture(folder: try TemporaryFolder())
        let base = Int64(HistoryFixture.now) - 86_400 * 3
        let days = (0..<5).map { TestRecord.Fields(id: "\($0)", time: base + Int64($0) * 50_000) }
        try await history.append(days.shuffled())
        #expect(try history.names(scope) == ["4", "3", "2", "1", "0"])
        var bounded = scope
        bounded.start = Double(base + 50_000)
        bounded.end = Double(base + 150_000)
        #expect(try history.names(bounded) == ["3", "2", "1"])
        bounded.start = Double(base) + 50_000.5
        bounded.end = Double(base) + 149_999.5
        #expect(try history.names(bounded) == ["2"])
        try await history.close()
    }

    @Test func eventsOfOneSecondComeInReverseOrderOfArrival() async throws {
        let history = try HistoryFixture(folder: try TemporaryFolder())
        for number in 0..<5 {
            try await history.append([TestRecord.Fields(id: "\(number)", time: Int64(HistoryFixture.now))])
        }
        #expect(try history.names(scope) == ["4", "3", "2", "1", "0"])
        try await history.close()
    }

    @Test func whatIsOlderThanNinetyDaysIsNotFound() async throws {
        let clock = ManualClock(HistoryFixture.now)
        let history = try HistoryFixture(folder: try TemporaryFolder(), clock: clock)
        let ninety = Int64(HistoryFixture.now) - 90 * 86_400
        try await history.append([
            TestRecord.Fields(id: "too old", time: ninety - 1), TestRecord.Fields(id: "just", time: ninety + 10),
            TestRecord.Fields(id: "new", time: Int64(HistoryFixture.now)),
        ])
        #expect(try history.names(scope) == ["new", "just"])
        clock.advance(by: 20)
        #expect(try history.names(scope) == ["new"])
        try await history.close()
    }

    @Test func anIndexThatWasDeletedIsBuiltAgainAsItWas() async throws {
        let folder = try TemporaryFolder()
        var random = Generator(seed: 7)
        let events = Model.randomEvents(400, &random)
        var history = try HistoryFixture(folder: folder, batchMax: 16)
        for chunk in stride(from: 0, to: 400, by: 40) { try await history.append(Array(events[chunk..<chunk + 40])) }
        let before = try history.names(all)
        try await history.close()
        let days = try history.runFiles()
        #expect(days.count > 3)
        for loss in [0...days.count, 1...1, 0...0, days.count...days.count].map({ Array($0) }) {
            let loss = try loss.map { (try history.runFiles() + ["manifest.json"])[$0] }
            for name in loss { try FileManager.default.removeItem(atPath: folder.path + "/history/" + name) }
            history = try HistoryFixture(folder: folder, batchMax: 64)
            #expect(await history.index.catchUp(to: 400, within: .seconds(120)))
            #expect(try history.names(all) == before, "\(loss) was removed")
            try await history.close()
        }
    }

    private var all: HistoryQuery {
        var query = scope
        query.limit = 1000
        return query
    }

    @Test func aFileThatIsNoRunIsBuiltAgain() async throws {
        let folder = try TemporaryFolder()
        var history = try HistoryFixture(folder: folder)
        let time = Int64(HistoryFixture.now)
        try await history.append((0..<10).map { TestRecord.Fields(id: "\($0)", time: time - $0 * 20_000) })
        let before = try history.names(all)
        try await history.close()
        let name = try #require(try history.runFiles().first)
        try folder.write(Array("garbage".utf8), to: "history/" + name)
        history = try HistoryFixture(folder: folder)
        #expect(await history.index.catchUp(to: 10, within: .seconds(120)))
        #expect(try history.names(all) == before)
        try await history.close()
    }

    @Test func damageInsideADayIsFoundReportedAndBuiltAgain() async throws {
        let folder = try TemporaryFolder()
        var history = try HistoryFixture(folder: folder)
        let time = Int64(HistoryFixture.now)
        try await history.append((0..<500).map { TestRecord.Fields(id: "\($0)", time: time - $0 % 50) })
        let before = try history.names(all)
        try await history.close()
        let name = "history/" + (try #require(try history.runFiles().first))
        try folder.write([UInt8](repeating: 0xA5, count: try folder.contents(name).count), to: name)
        history = try HistoryFixture(folder: folder)
        #expect(throws: StoreError(.damaged, "")) { try history.names(all) }
        try await history.append([TestRecord.Fields(id: "one more", time: time + 1)])
        #expect(try history.names(all) == ["one more"] + before)
        try await history.close()
    }

    /// Days that are not damaged hold events that come again when another day is built again.
    @Test func aDayThatIsBuiltAgainDoesNotRepeatTheEventsOfOthers() async throws {
        let folder = try TemporaryFolder()
        var random = Generator(seed: 3)
        let events = Model.randomEvents(200, &random)
        var history = try HistoryFixture(folder: folder, batchMax: 16)
        try await history.append(Array(events[..<150]))
        try await history.close()
        let name = "history/" + (try #require(try history.runFiles().last))
        try folder.flipBit(in: name, at: 3)
        history = try HistoryFixture(folder: folder, batchMax: 16, unsavedBytes: 1000)
        #expect(throws: StoreError(.damaged, "")) { try history.names(all) }
        try await history.append(Array(events[150...]))
        #expect(try history.names(all) == Model(events).matching(all))
        try await history.close()
        history = try HistoryFixture(folder: folder)
        #expect(try history.names(all) == Model(events).matching(all))
        try await history.close()
    }

    @Test func aRestartInTheMiddleNeitherLosesNorRepeats() async throws {
        let folder = try TemporaryFolder()
        var random = Generator(seed: 11)
        let events = Model.randomEvents(300, &random)
        for start in stride(from: 0, to: 300, by: 60) {
            let history = try HistoryFixture(folder: folder, batchMax: 8, segmentBytes: 10_000, unsavedBytes: 500)
            try await history.append(Array(events[start..<start + 60]))
            try await history.close()
            // As after a crash: the index knows more than its manifest says.
            let manifest = folder.path + "/history/manifest.json"
            let text = try String(contentsOfFile: manifest, encoding: .utf8)
            let older = text.replacing(/"sequence":\d+/) { _ in "\"sequence\":\(start / 2)" }
            try older.write(toFile: manifest, atomically: true, encoding: .utf8)
        }
        let history = try HistoryFixture(folder: folder)
        #expect(await history.index.catchUp(to: 300, within: .seconds(120)))
        #expect(try history.names(all) == Model(events).matching(all))
        try await history.close()
    }

    @Test func eventsThatAreDroppedFromMemoryLeaveTheIndexToo() async throws {
        let history = try HistoryFixture(folder: try TemporaryFolder(), kind: .memory, batchMax: 10)
        let time = Int64(HistoryFixture.now)
        for number in 0..<5 { try await history.append([TestRecord.Fields(id: "\(number)", time: time)]) }
        let day = try #require(history.day(containing: time))
        let runs = day.runCount
        history.index.days.forget(before: 4)
        #expect(day.runCount < runs)
        #expect(try history.names(scope) == ["4", "3"])
        try await history.close()
    }

    @Test(arguments: [4 << 20, 1])
    func smallRunsAreMerged(_ unsavedBytes: Int) async throws {
        let history = try HistoryFixture(folder: try TemporaryFolder(), batchMax: 2, unsavedBytes: unsavedBytes)
        let time = Int64(HistoryFixture.now)
        for number in 0..<150 {
            try await history.append([TestRecord.Fields(id: "\(number)", time: time - Int64(number * 37 % 101))])
        }
        let day = try #require(history.day(containing: time))
        #expect(day.runCount < 24)
        #expect(try history.runFiles().count < 24, "files of merged runs are removed")
        #expect(try history.names(all).count == 150)
        #expect(try history.names(query(.eventID, "123")) == ["123"])
        try await history.close()
        #expect(try history.runFiles().count == day.saved.runs.count)
    }
}
