import CairnAPI
import CairnLake
import CairnModel
import CairnPolicy
import CairnStore
import CairnTrails
import Testing

@testable import CairnService

/// What access control learns from the Lake.
@Suite struct LakeResourceTests {
    private let rig: LakeRig
    private let lake: Lake
    private let directory: LakeResourceDirectory

    init() throws {
        rig = try LakeRig()
        lake = try #require(rig.service.lake)
        directory = LakeResourceDirectory(trails: TrailRegistry(), lake: lake)
    }

    private func policy(_ principal: String, on arn: String) -> String {
        #"""
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"\#(principal)"},
         "Action":"cloudtrail:GetEventDataStore","Resource":"\#(arn)"}]}
        """#
    }

    @Test func tagsOfStoresAreKnown() async throws {
        let store = try await rig.create { $0.tagsList = [Tag(key: "team", value: "audit"), Tag(key: "empty")] }
        #expect(await directory.tags(of: try #require(store.eventDataStoreArn)) == ["team": "audit", "empty": ""])
        #expect(await directory.tags(of: "arn:aws:cloudtrail:us-east-1:111122223333:trail/none").isEmpty)
        #expect(await directory.tags(of: "*").isEmpty)
    }

    @Test func aQueryIsKnownByAllItsStoresToItsOwnAccount() async throws {
        let (one, two) = (try await rig.create("one"), try await rig.create("two"))
        let run = QueryRun(
            id: "0a1b2c3d-0000-4000-8000-00000000000a", account: LakeRig.account, region: "us-east-1",
            statement: "SELECT", storeIDs: [rig.id(of: one), rig.id(of: two)], creationTime: rig.clock.now())
        try lake.queries.start(run, EngineQuery(id: run.id, sql: "SELECT", storeIDs: run.storeIDs))
        let found = await directory.eventDataStoreARNs(ofQuery: run.id, account: LakeRig.account, region: "us-east-1")
        #expect(found == [one.eventDataStoreArn, two.eventDataStoreArn])
        #expect(
            await directory.eventDataStoreARNs(ofQuery: run.id, account: "999999999999", region: "us-east-1").isEmpty)
        #expect(
            await directory.eventDataStoreARNs(ofQuery: run.id, account: LakeRig.account, region: "eu-west-1").isEmpty)
    }

    @Test func policiesGoWithTheirChannel() async throws {
        let store = try await rig.create {
            $0.advancedEventSelectors = LakeRig.selectors("ActivityAuditLog")
            $0.multiRegionEnabled = false
        }
        let destination = Destination(type: .eventDataStore, location: try #require(store.eventDataStoreArn))
        let channel = try await rig.api().createChannel(
            CreateChannelRequest(name: "doors", source: "Custom", destinations: [destination]))
        let arn = try #require(channel.channelArn)
        let text = policy("999999999999", on: arn).replacing(
            "cloudtrail:GetEventDataStore", with: "cloudtrail-data:PutAuditEvents")
        _ = try await rig.api().putResourcePolicy(PutResourcePolicyRequest(resourceArn: arn, resourcePolicy: text))
        #expect(lake.policies.snapshot.ids == [arn])
        _ = try await rig.api().deleteChannel(DeleteChannelRequest(channel: arn))
        #expect(lake.policies.snapshot.ids.isEmpty)
    }

    @Test func delegatedAdministratorsHaveAPolicyOfTheirOwn() async throws {
        let trails = TrailRegistry()
        let organization = Organization(
            id: "o-example", managementAccount: LakeRig.account, memberAccounts: ["222233334444", "333344445555"])
        try trails.change { trails throws(CloudTrailError) in
            trails.registerDelegatedAdministrator("222233334444", of: LakeRig.account)
        }
        let policies = LakeResourcePolicies(
            lake: lake, trails: trails, organizations: StaticOrganizationDirectory(organization))
        let store = EventDataStore(
            id: "0a1b2c3d-0000-4000-8000-00000000000a", name: "all", account: LakeRig.account, region: "us-east-1",
            isOrganizationStore: true, createdTime: 1)
        try lake.registry.change { $0[store.id] = store }
        let text = try #require(try await policies.delegatedPolicy(of: store.arn))
        let statement = try #require(try JSON(parsing: text)["Statement"]?[0])
        #expect(statement["Principal"]?["AWS"] == ["arn:aws:iam::222233334444:root"])
        try lake.policies.change {
            $0[store.arn] = ResourcePolicy(of: store, text: policy("999999999999", on: store.arn), createdTime: 1)
        }
        let document = try await policies.resourcePolicy(of: store.arn)
        #expect(document?.statements.count == 2)
        var own = store
        own.isOrganizationStore = false
        try lake.registry.change { $0[store.id] = own }
        #expect(try await policies.resourcePolicy(of: store.arn)?.statements.count == 1)
    }

    @Test func storesAreNamedInStatementsByTheirARNs() {
        let arn = "arn:aws:cloudtrail:us-east-1:999999999999:eventdatastore/0a1b2c3d-0000-4000-8000-00000000000a"
        #expect(StatementStores.names(in: #"SELECT 1 FROM "\#(arn)" WHERE a = '\#(arn)'"#) == [arn])
        #expect(StatementStores.names(in: #"SELECT "arn:x" FROM t"#).isEmpty)
    }
}
