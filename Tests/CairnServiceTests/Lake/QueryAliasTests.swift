import CairnAPI
import CairnLake
import CairnModel
import CairnStore
import Testing

@testable import CairnService

@Suite struct QueryAliasTests {
    private let rig: LakeRig

    init() throws { rig = try LakeRig() }

    private func register(_ statement: String, parameters: [String] = []) throws {
        try rig.aliases.register(
            alias: "widget", statement: statement, parameters: parameters, account: LakeRig.account,
            region: "us-east-1", at: rig.clock.now())
    }

    @Test func anAliasIsStartedAndDescribed() async throws {
        let store = rig.id(of: try await rig.create())
        try register("SELECT x FROM \(store)")
        let request = DescribeQueryRequest(queryAlias: "widget")
        await #expect(throws: CloudTrailError(.queryIdNotFound, "")) { try await rig.api().describeQuery(request) }
        let first = try await rig.api().startQuery(StartQueryRequest(queryAlias: "widget"))
        rig.clock.advance(by: 1)
        let second = try await rig.api().startQuery(StartQueryRequest(queryAlias: "widget"))
        let described = try await rig.api().describeQuery(request)
        #expect(described.queryId == second.queryId)
        #expect(first.queryId != second.queryId)
        #expect(described.queryString == "SELECT x FROM \(store)")
    }

    @Test func aRunIsFoundByItsRefresh() async throws {
        let store = rig.id(of: try await rig.create())
        try register("SELECT ? FROM \(store)", parameters: ["1"])
        let alias = try #require(rig.aliases.alias("widget", account: LakeRig.account, region: "us-east-1"))
        let context = RequestContext(account: LakeRig.account, region: "us-east-1", requestID: "request")
        let service = ScopedService(service: rig.service, context: context)
        let early = try await service.start(.init(alias, parameters: ["2"], refreshID: "1000000001"))
        rig.clock.advance(by: 1)
        _ = try await service.start(.init(alias, refreshID: "1000000002"))
        let found = try await rig.api().describeQuery(
            DescribeQueryRequest(queryAlias: "widget", refreshId: "1000000001"))
        #expect(found.queryId == early.id)
        #expect(early.parameters == ["2"])
    }

    @Test func aStatementOrAnAliasIsNeeded() async throws {
        try register("SELECT x FROM y")
        for request in [
            StartQueryRequest(), StartQueryRequest(queryStatement: "SELECT 1", queryAlias: "widget"),
            StartQueryRequest(queryAlias: "another"),
        ] {
            await #expect(throws: CloudTrailError(.invalidParameter, "")) { try await rig.api().startQuery(request) }
        }
    }

    @Test func generatedAliasesAreBoundedAndOthersStay() throws {
        try register("SELECT 1")
        for number in 0...QueryAliases.generatedMax {
            try rig.aliases.register(
                alias: "generated-\(number)", statement: "SELECT 1", prompt: "one", account: LakeRig.account,
                region: "us-east-1", at: Double(number))
        }
        func isKnown(_ name: String) -> Bool {
            rig.aliases.alias(name, account: LakeRig.account, region: "us-east-1") != nil
        }
        #expect(!isKnown("generated-0"))
        #expect(isKnown("generated-1"))
        #expect(isKnown("generated-\(QueryAliases.generatedMax)"))
        #expect(isKnown("widget"))
    }

    @Test func aliasesOutliveTheProcess() throws {
        let database = try StateDatabase.inMemory()
        try QueryAliases(database: database).register(
            alias: "widget", statement: "SELECT ?", parameters: ["1"], store: "id", prompt: "one", account: "1",
            region: "r", at: 5)
        let found = try QueryAliases(database: database).alias("widget", account: "1", region: "r")
        #expect(
            found
                == QueryAlias(
                    name: "widget", account: "1", region: "r", statement: "SELECT ?", parameters: ["1"], storeID: "id",
                    prompt: "one", createdTime: 5))
        #expect(try QueryAliases(database: database).alias("widget", account: "2", region: "r") == nil)
    }
}
