import CairnAPI
import CairnLake
import CairnModel
import CairnStore
import Testing

@testable import CairnService

@Suite struct EventDataStoreTests {
    private let rig: LakeRig

    init() throws { rig = try LakeRig() }

    @Test func aNewStoreHasTheDefaults() async throws {
        let created = try await rig.create()
        #expect(created.status == .created)
        let got = try await rig.api().getEventDataStore(
            GetEventDataStoreRequest(eventDataStore: try #require(created.eventDataStoreArn)))
        #expect(got.status == .enabled)
        #expect(got.retentionPeriod == 366)
        #expect(got.multiRegionEnabled == true)
        #expect(got.organizationEnabled == false)
        #expect(got.terminationProtectionEnabled == true)
        #expect(got.billingMode == .extendableRetentionPricing)
        #expect(got.advancedEventSelectors?.first?.name == "Default management events")
        #expect(got.kmsKeyId == nil)
        let byID = try await rig.api().getEventDataStore(GetEventDataStoreRequest(eventDataStore: rig.id(of: created)))
        #expect(byID == got)
    }

    @Test(
        arguments: [
            (BillingMode?.none, Int32?.none, 366), (.fixedRetentionPricing, nil, 2557),
            (.extendableRetentionPricing, 3653, 3653), (.fixedRetentionPricing, 2557, 2557),
            (.fixedRetentionPricing, 2558, nil),
        ] as [(BillingMode?, Int32?, Int32?)])
    func retentionGoesWithTheBillingMode(_ mode: BillingMode?, _ days: Int32?, _ expected: Int32?) async throws {
        let make = {
            try await rig.create { request in
                request.billingMode = mode
                request.retentionPeriod = days
            }
        }
        if let expected {
            #expect(try await make().retentionPeriod == expected)
        } else {
            #expect(await code { _ = try await make() } == .invalidParameter)
        }
    }

    @Test func aStoreWithoutIngestionIsStopped() async throws {
        #expect(try await rig.create { $0.startIngestion = false }.status == .stoppedIngestion)
    }

    @Test(arguments: ["ActivityAuditLog", "Insight", "Evidence"])
    func whatCannotBeStartedIsNotCreatedStopped(_ category: String) async throws {
        func create(starting: Bool?) async throws {
            _ = try await rig.create { request in
                request.advancedEventSelectors = LakeRig.selectors(category)
                request.multiRegionEnabled = false
                request.startIngestion = starting
            }
        }
        let error = await #expect(throws: CloudTrailError.self) { try await create(starting: false) }
        #expect(error?.code == .invalidParameter)
        #expect(error?.message.contains("StartIngestion") == true)
        try await create(starting: true)
    }

    @Test func aNameIsThereOnceInARegion() async throws {
        _ = try await rig.create("one")
        #expect(await code { _ = try await rig.create("one") } == .eventDataStoreAlreadyExists)
        _ = try await rig.api(region: "eu-west-1").createEventDataStore(CreateEventDataStoreRequest(name: "one"))
        _ = try await rig.api(account: "444455556666").createEventDataStore(CreateEventDataStoreRequest(name: "one"))
    }

    @Test func thereAreTenStoresInARegion() async throws {
        for number in 1...10 { _ = try await rig.create("store-\(number)") }
        #expect(await code { _ = try await rig.create("store-11") } == .eventDataStoreMaxLimitExceeded)
    }

    @Test func kindsAreNotMixed() async throws {
        let mixed = LakeRig.selectors("Management") + LakeRig.selectors("Insight")
        #expect(
            await code { _ = try await rig.create { $0.advancedEventSelectors = mixed } } == .invalidEventSelectors)
    }

    @Test func aStoreForIntegrationsIsOfOneRegion() async throws {
        let selectors = LakeRig.selectors("ActivityAuditLog")
        #expect(
            await code { _ = try await rig.create { $0.advancedEventSelectors = selectors } } == .invalidParameter)
        let store = try await rig.create { request in
            request.advancedEventSelectors = selectors
            request.multiRegionEnabled = false
        }
        let stop = StopEventDataStoreIngestionRequest(eventDataStore: rig.id(of: store))
        #expect(
            await code { _ = try await rig.api().stopEventDataStoreIngestion(stop) } == .invalidEventDataStoreCategory)
    }

    @Test func aProtectedStoreIsNotDeleted() async throws {
        let id = rig.id(of: try await rig.create())
        let delete = DeleteEventDataStoreRequest(eventDataStore: id)
        #expect(
            await code { _ = try await rig.api().deleteEventDataStore(delete) } == .eventDataStoreTerminationProtected)
        _ = try await rig.api().updateEventDataStore(
            UpdateEventDataStoreRequest(eventDataStore: id, terminationProtectionEnabled: false))
        _ = try await rig.api().deleteEventDataStore(delete)
        #expect(
            try await rig.api().getEventDataStore(GetEventDataStoreRequest(eventDataStore: id)).status
                == .pendingDeletion)
        #expect(await code { _ = try await rig.api().deleteEventDataStore(delete) } == .inactiveEventDataStore)
        let query = StartQueryRequest(queryStatement: "SELECT eventName FROM \(id)")
        #expect(await code { _ = try await rig.api().startQuery(query) } == .inactiveEventDataStore)
        let restored = try await rig.api().restoreEventDataStore(RestoreEventDataStoreRequest(eventDataStore: id))
        #expect(restored.status == .enabled)
        #expect(
            await code {
                _ = try await rig.api().restoreEventDataStore(RestoreEventDataStoreRequest(eventDataStore: id))
            } == .invalidEventDataStoreStatus)
    }

    @Test func ingestionIsStoppedAndStartedWithTheJournal() async throws {
        let id = rig.id(of: try await rig.create())
        let start = StartEventDataStoreIngestionRequest(eventDataStore: id)
        #expect(
            await code { _ = try await rig.api().startEventDataStoreIngestion(start) } == .invalidEventDataStoreStatus)
        try await rig.journal.append([Array("{\"a\":1}".utf8)])
        _ = try await rig.api().stopEventDataStoreIngestion(StopEventDataStoreIngestionRequest(eventDataStore: id))
        #expect(rig.registry.snapshot[id]?.ingestion.lastSequence == 1)
        try await rig.journal.append([Array("{\"a\":2}".utf8)])
        _ = try await rig.api().startEventDataStoreIngestion(start)
        #expect(rig.registry.snapshot[id]?.ingestion.start.sequence == 2)
        #expect(rig.registry.snapshot[id]?.ingestion.lastSequence == nil)
    }

    @Test func settingsThatCannotBeChangedStay() async throws {
        let id = rig.id(of: try await rig.create { $0.kmsKeyId = "alias/one" })
        func update(_ change: (inout UpdateEventDataStoreRequest) -> Void) async -> CloudTrailError.Code? {
            var request = UpdateEventDataStoreRequest(eventDataStore: id)
            change(&request)
            let final = request
            return await code { _ = try await rig.api().updateEventDataStore(final) }
        }
        #expect(await update { _ in } == .invalidParameter)
        #expect(await update { $0.kmsKeyId = "alias/two" } == .invalidParameter)
        #expect(await update { $0.billingMode = .fixedRetentionPricing } == .invalidParameter)
        #expect(await update { $0.advancedEventSelectors = LakeRig.selectors("Insight") } == .invalidEventSelectors)
        #expect(await update { $0.retentionPeriod = 3000 } == nil)
        #expect(rig.registry.snapshot[id]?.retentionDays == 3000)
    }

    /// Source: CloudTrail API Reference, UpdateEventDataStore: a store of fixed pricing can be given extendable one, not
    /// the other way; CreateEventDataStore: how long each retains at most.
    @Test func aFixedPriceBecomesAnExtendableOneAndNeverBack() async throws {
        let id = rig.id(of: try await rig.create { $0.billingMode = .fixedRetentionPricing })
        func update(_ mode: BillingMode?, _ days: Int32? = nil) async -> CloudTrailError.Code? {
            let request = UpdateEventDataStoreRequest(eventDataStore: id, retentionPeriod: days, billingMode: mode)
            return await code { _ = try await rig.api().updateEventDataStore(request) }
        }
        func shown() async throws -> GetEventDataStoreResponse {
            try await rig.api().getEventDataStore(GetEventDataStoreRequest(eventDataStore: id))
        }
        #expect(await update(nil, 3653) == .invalidParameter)
        #expect(await update(.fixedRetentionPricing) == nil)
        #expect(try await shown().billingMode == .fixedRetentionPricing)
        #expect(await update(.extendableRetentionPricing) == nil)
        #expect(try await shown().billingMode == .extendableRetentionPricing)
        #expect(try await shown().retentionPeriod == 2557)
        #expect(await update(nil, 3653) == nil)
        #expect(await update(.fixedRetentionPricing) == .invalidParameter)
        #expect(await update(.fixedRetentionPricing, 366) == .invalidParameter)
        #expect(try await shown().billingMode == .extendableRetentionPricing)
        #expect(try await shown().retentionPeriod == 3653)
    }

    @Test func aFixedPriceIsChangedTogetherWithALongerRetention() async throws {
        let id = rig.id(of: try await rig.create { $0.billingMode = .fixedRetentionPricing })
        let answer = try await rig.api().updateEventDataStore(
            UpdateEventDataStoreRequest(
                eventDataStore: id, retentionPeriod: 3653, billingMode: .extendableRetentionPricing))
        #expect(answer.billingMode == .extendableRetentionPricing)
        #expect(answer.retentionPeriod == 3653)
    }

    @Test(arguments: [
        ("not-an-id", CloudTrailError.Code.eventDataStoreARNInvalid),
        ("arn:aws:cloudtrail:us-east-1:111122223333:trail/x", .eventDataStoreARNInvalid),
        (
            "arn:aws:cloudtrail:us-east-1:999999999999:eventdatastore/11111111-2222-4333-8444-555555555555",
            .eventDataStoreARNInvalid
        ),
        ("11111111-2222-4333-8444-555555555555", .eventDataStoreNotFound),
    ])
    func storesThatAreNotThere(_ name: String, _ expected: CloudTrailError.Code) async {
        #expect(
            await code {
                _ = try await rig.api().getEventDataStore(GetEventDataStoreRequest(eventDataStore: name))
            } == expected)
    }

    @Test func storesAreListedPageByPage() async throws {
        for name in ["cc-3", "aa-1", "bb-2"] { _ = try await rig.create(name) }
        let first = try await rig.api().listEventDataStores(ListEventDataStoresRequest(maxResults: 2))
        #expect(first.eventDataStores?.map(\.name) == ["aa-1", "bb-2"])
        let second = try await rig.api().listEventDataStores(
            ListEventDataStoresRequest(nextToken: first.nextToken, maxResults: 2))
        #expect(second.eventDataStores?.map(\.name) == ["cc-3"])
        #expect(second.nextToken == nil)
    }
}
