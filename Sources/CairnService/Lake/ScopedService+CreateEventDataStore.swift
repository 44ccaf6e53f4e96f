import CairnAPI
import CairnLake
import CairnModel
import CairnSelectors
import CairnStore
import CairnTrails

extension ScopedService {
    /// Creates a store, which takes what is recorded from now on.
    ///
    /// Nothing is stored unless every check passes, in AWS's order: ranges, selectors, tags, quota, name, organization,
    /// key. Source: CloudTrail API Reference, CreateEventDataStore.
    func createEventDataStore(
        _ request: CreateEventDataStoreRequest
    ) async throws(CloudTrailError) -> CreateEventDataStoreResponse {
        let lake = try lake
        var draft = try draft(of: request)
        try lake.registry.snapshot.checkRoom(for: draft)
        if draft.isOrganizationStore {
            try await checkOrganizationTrails(managementOnly: false)
            if let organization = try await service.organizations.organization(of: context.account) {
                draft.account = organization.managementAccount
            }
        }
        if let key = draft.kmsKeyID {
            draft.kmsKeyID = try await service.preconditions.resolveKey(key, of: draft)
        }
        let created = draft
        return try lake.registry.change { stores throws(CloudTrailError) in
            try stores.checkRoom(for: created)
            stores[created.id] = created
            return created.creationAnswer
        }
    }

    private func draft(of request: CreateEventDataStoreRequest) throws(CloudTrailError) -> EventDataStore {
        let billingMode = request.billingMode ?? .extendableRetentionPricing
        let retention = request.retentionPeriod.map(Int.init) ?? EventDataStore.defaultRetentionDays(billingMode)
        try EventDataStoreRules.check(retentionDays: retention, billingMode)
        let (kind, selectors) = try EventDataStoreRules.selectors(request.advancedEventSelectors)
        var store = EventDataStore(
            id: EventDataStoreRules.newID(), name: request.name, account: context.account, region: context.region,
            partition: context.partition, kind: kind, selectors: selectors,
            isMultiRegion: request.multiRegionEnabled ?? true,
            isOrganizationStore: request.organizationEnabled ?? false, retentionDays: retention,
            isTerminationProtected: request.terminationProtectionEnabled ?? true, billingMode: billingMode,
            createdTime: service.clock.now(), ingestion: EventDataStore.Ingestion(start: try lake.journalEnd())
        )
        try EventDataStoreRules.checkRegions(of: store)
        store.tags = try TagRules.adding(request.tagsList ?? [], to: [])
        if let key = request.kmsKeyId { store.kmsKeyID = try KeyReference.checked(key) }
        if request.startIngestion == false {
            guard kind.canStopIngestion else {
                throw EventDataStoreErrors.parameter(
                    "StartIngestion cannot be false: ingestion of "
                        + "\(kind.categories.sorted().joined(separator: ", ")) events is neither started nor stopped.")
            }
            store.status = .stoppedIngestion
            store.ingestion.lastSequence = store.ingestion.start.sequence
        }
        return store
    }
}

extension EventDataStoreSet {
    /// - Throws: ``CloudTrailError`` with `eventDataStoreMaxLimitExceeded` or `eventDataStoreAlreadyExists`.
    func checkRoom(for store: EventDataStore) throws(CloudTrailError) {
        guard entries(account: store.account, region: store.region).count < EventDataStore.storesPerRegionMax else {
            throw CloudTrailError(
                .eventDataStoreMaxLimitExceeded,
                "Account \(store.account) already has \(EventDataStore.storesPerRegionMax) event data stores in "
                    + "\(store.region)."
            )
        }
        try checkName(of: store)
    }

    /// - Throws: ``CloudTrailError`` with `eventDataStoreAlreadyExists`.
    func checkName(of store: EventDataStore) throws(CloudTrailError) {
        guard let other = self.store(named: store.name, account: store.account, region: store.region) else { return }
        guard other.id == store.id else { throw EventDataStoreErrors.alreadyExists(store.name) }
    }
}
