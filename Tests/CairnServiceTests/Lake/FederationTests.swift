import CairnAPI
import CairnLake
import CairnStore
import Testing

@testable import CairnService

@Suite struct FederationTests {
    private let rig: LakeRig
    private static let role = "arn:aws:iam::111122223333:role/federation"

    init() throws { rig = try LakeRig() }

    private func enable(_ store: String, _ role: String = role) async throws -> EnableFederationResponse {
        try await rig.api().enableFederation(EnableFederationRequest(eventDataStore: store, federationRoleArn: role))
    }

    private func disable(_ store: String) async throws -> DisableFederationResponse {
        try await rig.api().disableFederation(DisableFederationRequest(eventDataStore: store))
    }

    /// What the Lake does while a server runs.
    private func settle(_ id: String, _ federation: CairnLake.EventDataStore.Federation) throws {
        try rig.registry.change { stores throws(CloudTrailError) in stores[id]?.federation = federation }
    }

    @Test func federationGoesFromStateToState() async throws {
        let id = rig.id(of: try await rig.create { $0.terminationProtectionEnabled = false })
        let shown = { try await rig.api().getEventDataStore(GetEventDataStoreRequest(eventDataStore: id)) }
        #expect(try await shown().federationStatus == nil)
        #expect(await code { _ = try await disable(id) } == .invalidParameter)
        #expect(try await enable(id).federationStatus == .enabling)
        #expect(await code { _ = try await enable(id) } == .concurrentModification)
        #expect(await code { _ = try await disable(id) } == .concurrentModification)
        try settle(id, .enabled)
        #expect(try await shown().federationStatus == .enabled)
        #expect(try await shown().federationRoleArn == Self.role)
        #expect(await code { _ = try await enable(id) } == .eventDataStoreFederationEnabled)
        let delete = DeleteEventDataStoreRequest(eventDataStore: id)
        #expect(await code { _ = try await rig.api().deleteEventDataStore(delete) } == .eventDataStoreFederationEnabled)
        #expect(try await disable(id).federationStatus == .disabling)
        try settle(id, .disabled)
        #expect(try await shown().federationStatus == .disabled)
        #expect(try await shown().federationRoleArn == nil)
        _ = try await rig.api().deleteEventDataStore(delete)
        #expect(await code { _ = try await enable(id) } == .inactiveEventDataStore)
        #expect(await code { _ = try await disable(id) } == .inactiveEventDataStore)
    }

    @Test(arguments: ["arn:aws:iam::111122223333:user/dana", "arn:aws:iam::x:role/y", "role", "arn:aws:iam::1:role/"])
    func onlyRolesFederate(_ role: String) async throws {
        let id = rig.id(of: try await rig.create())
        #expect(await code { _ = try await enable(id, role) } == .invalidParameter)
    }

    @Test func theRoleIsOfTheCallersAccount() async throws {
        let id = rig.id(of: try await rig.create())
        let error = await #expect(throws: CloudTrailError.self) {
            try await enable(id, "arn:aws:iam::444455556666:role/federation")
        }
        #expect(error?.code == .invalidParameter)
        #expect(error?.message.contains("111122223333") == true)
    }

    @Test func storesMustBeThere() async throws {
        let nobody = "11111111-2222-4333-8444-555555555555"
        #expect(await code { _ = try await enable(nobody) } == .eventDataStoreNotFound)
        #expect(await code { _ = try await disable("abc") } == .eventDataStoreARNInvalid)
    }
}
