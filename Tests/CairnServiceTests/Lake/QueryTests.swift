import CairnAPI
import CairnLake
import CairnModel
import CairnStore
import Testing

@testable import CairnService

@Suite struct QueryTests {
    private let rig: LakeRig

    init() throws { rig = try LakeRig() }

    private func start() async throws -> (store: String, query: String) {
        let id: String
        if let store = rig.registry.snapshot.all.first {
            id = store.id
        } else {
            id = rig.id(of: try await rig.create())
        }
        let answer = try await rig.api().startQuery(StartQueryRequest(queryStatement: "SELECT x FROM \(id)"))
        return (id, try #require(answer.queryId))
    }

    /// The rows of an answer, each value behind the name of its column.
    private static func texts(_ answer: GetQueryResultsResponse) -> [[String]] {
        (answer.queryResultRows ?? []).map { row in row.map { "\($0.name)=\($0.value ?? "nil")" } }
    }

    @Test func aQueryRunsAndItsRowsAreReadPageByPage() async throws {
        let (_, query) = try await start()
        let request = GetQueryResultsRequest(queryId: query, maxQueryResults: 2)
        let early = try await rig.api().getQueryResults(request)
        #expect(early.queryStatus == .running)
        #expect(early.queryResultRows == [])
        rig.engine.end(query, .finished, rows: [["A", "1"], ["B", nil], ["C", "3"]])
        let first = try await rig.api().getQueryResults(request)
        #expect(first.queryStatus == .finished)
        #expect(Self.texts(first) == [["eventName=A", "_col1=1"], ["eventName=B", "_col1=nil"]])
        #expect(first.queryStatistics?.resultsCount == 2)
        #expect(first.queryStatistics?.totalResultsCount == 3)
        var next = request
        next.nextToken = first.nextToken
        let second = try await rig.api().getQueryResults(next)
        #expect(Self.texts(second) == [["eventName=C", "_col1=3"]])
        #expect(second.nextToken == nil)
        let (_, other) = try await start()
        next.queryId = other
        let foreign = next
        #expect(await code { _ = try await rig.api().getQueryResults(foreign) } == .invalidNextToken)
    }

    @Test func aStatementThatIsNoneIsRefusedAtOnce() async throws {
        #expect(
            await code { _ = try await rig.api().startQuery(StartQueryRequest(queryStatement: "DROP TABLE x")) }
                == .invalidQueryStatement)
        #expect(await code { _ = try await rig.api().startQuery(StartQueryRequest()) } == .invalidParameter)
        let absent = StartQueryRequest(queryStatement: "SELECT x FROM 11111111-2222-4333-8444-555555555555")
        #expect(await code { _ = try await rig.api().startQuery(absent) } == .eventDataStoreNotFound)
    }

    @Test func theEleventhQueryIsRefused() async throws {
        for _ in 1...10 { _ = try await start() }
        #expect(await code { _ = try await start() } == .maxConcurrentQueries)
    }

    @Test func aQueryThatHasEndedIsNotCancelled() async throws {
        let (store, query) = try await start()
        let cancel = CancelQueryRequest(queryId: query)
        #expect(try await rig.api().cancelQuery(cancel).queryStatus == .cancelled)
        #expect(await code { _ = try await rig.api().cancelQuery(cancel) } == .inactiveQuery)
        let described = try await rig.api().describeQuery(DescribeQueryRequest(queryId: query))
        #expect(described.queryStatus == .cancelled)
        #expect(described.queryString == "SELECT x FROM \(store)")
    }

    @Test func aQueryThatFailedSaysWhy() async throws {
        let (_, query) = try await start()
        rig.engine.end(query, .failed(LakeError(.outOfMemory, "The query needs more memory")))
        let described = try await rig.api().describeQuery(DescribeQueryRequest(queryId: query))
        #expect(described.queryStatus == .failed)
        #expect(described.errorMessage == "The query needs more memory")
    }

    @Test func queriesAreNobodyElses() async throws {
        let (_, query) = try await start()
        let request = DescribeQueryRequest(queryId: query)
        #expect(
            await code { _ = try await rig.api(account: "444455556666").describeQuery(request) } == .queryIdNotFound)
        #expect(await code { _ = try await rig.api().describeQuery(DescribeQueryRequest()) } == .invalidParameter)
    }

    @Test func queriesOfAStoreAreListedTheNewestFirst() async throws {
        let (store, first) = try await start()
        rig.clock.advance(by: 10)
        let (_, second) = try await start()
        rig.engine.end(first, .finished)
        let all = try await rig.api().listQueries(ListQueriesRequest(eventDataStore: store))
        #expect(all.queries?.map(\.queryId) == [second, first])
        let finished = try await rig.api().listQueries(
            ListQueriesRequest(eventDataStore: store, queryStatus: .finished))
        #expect(finished.queries?.map(\.queryId) == [first])
        let page = try await rig.api().listQueries(ListQueriesRequest(eventDataStore: store, maxResults: 1))
        let rest = try await rig.api().listQueries(
            ListQueriesRequest(eventDataStore: store, nextToken: page.nextToken, maxResults: 1))
        #expect(rest.queries?.map(\.queryId) == [first])
    }

    @Test func aQueryIsKnownForSevenDays() async throws {
        let (_, query) = try await start()
        rig.engine.end(query, .finished)
        rig.clock.advance(by: 8 * 86_400)
        #expect(
            await code { _ = try await rig.api().describeQuery(DescribeQueryRequest(queryId: query)) }
                == .queryIdNotFound)
    }
}
