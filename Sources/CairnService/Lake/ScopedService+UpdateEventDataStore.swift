import CairnAPI
import CairnLake
import CairnModel
import CairnStore
import Logging

extension ScopedService {
    /// Changes the settings that the request has; the others stay as they are.
    ///
    /// Source: CloudTrail API Reference, UpdateEventDataStore.
    func updateEventDataStore(
        _ request: UpdateEventDataStoreRequest
    ) async throws(CloudTrailError) -> UpdateEventDataStoreResponse {
        guard request.changesSomething else {
            throw EventDataStoreErrors.parameter("The request names no setting to change.")
        }
        let current = try await changeableStore(request.eventDataStore)
        guard current.isQueryable else { throw EventDataStoreErrors.inactive(current) }
        if let organization = request.organizationEnabled, organization != current.isOrganizationStore {
            try await checkOrganizationTrails(managementOnly: true)
        }
        let imports = try lake.imports
        var checked = request
        if let key = request.kmsKeyId {
            checked.kmsKeyId = try await service.preconditions.resolveKey(try KeyReference.checked(key), of: current)
        }
        let settings = checked
        if let days = request.retentionPeriod, days > current.retentionDays {
            // What is refused below has forgotten nothing.
            var tried = current
            guard !imports.isRunning(intoStore: tried.id) else { throw ImportErrors.ongoing(tried) }
            try settings.apply(to: &tried)
            try lake.registry.snapshot.checkName(of: tried)
            try await forgetWhatIsOver(try lake.registry.snapshot[current.id] ?? current)
        }
        let store = try await changeStore(request.eventDataStore) { store, stores throws(CloudTrailError) in
            guard store.isQueryable else { throw EventDataStoreErrors.inactive(store) }
            guard !imports.isRunning(intoStore: store.id) else { throw ImportErrors.ongoing(store) }
            try settings.apply(to: &store)
            try stores.checkName(of: store)
        }
        return store.updateAnswer
    }

    /// What a store does not keep any more is gone before it begins to keep events for longer.
    private func forgetWhatIsOver(_ store: EventDataStore) async throws(CloudTrailError) {
        let lake = try lake
        do throws(LakeError) {
            try await lake.forget(store, now: service.clock.now())
        } catch {
            service.logger.error(
                "The retention period of an event data store cannot be changed",
                metadata: ["eventDataStore": "\(store.arn)", "error": "\(error)"])
            throw CloudTrailError(
                .serviceUnavailable, "The change could not be stored, and nothing was changed. Try again.")
        }
    }
}

extension UpdateEventDataStoreRequest {
    fileprivate var changesSomething: Bool {
        name != nil || advancedEventSelectors != nil || multiRegionEnabled != nil || organizationEnabled != nil
            || retentionPeriod != nil || terminationProtectionEnabled != nil || kmsKeyId != nil || billingMode != nil
    }

    fileprivate func apply(to store: inout EventDataStore) throws(CloudTrailError) {
        store.name = name ?? store.name
        try applyRetention(to: &store)
        if let advancedEventSelectors { try apply(advancedEventSelectors, to: &store) }
        store.isMultiRegion = multiRegionEnabled ?? store.isMultiRegion
        store.isOrganizationStore = organizationEnabled ?? store.isOrganizationStore
        try EventDataStoreRules.checkRegions(of: store)
        store.isTerminationProtected = terminationProtectionEnabled ?? store.isTerminationProtected
        if let kmsKeyId { try apply(key: kmsKeyId, to: &store) }
    }

    private func applyRetention(to store: inout EventDataStore) throws(CloudTrailError) {
        if billingMode == .fixedRetentionPricing, store.billingMode == .extendableRetentionPricing {
            throw EventDataStoreErrors.parameter(
                "BillingMode cannot be changed from EXTENDABLE_RETENTION_PRICING to FIXED_RETENTION_PRICING."
            )
        }
        store.billingMode = billingMode ?? store.billingMode
        store.retentionDays = retentionPeriod.map(Int.init) ?? store.retentionDays
        try EventDataStoreRules.check(retentionDays: store.retentionDays, store.billingMode)
    }

    private func apply(
        _ given: [AdvancedEventSelector], to store: inout EventDataStore
    ) throws(CloudTrailError) {
        let (kind, selectors) = try EventDataStoreRules.selectors(given)
        guard kind == store.kind else {
            throw CloudTrailError(
                .invalidEventSelectors, "The kind of events of event data store \(store.arn) cannot be changed."
            )
        }
        store.selectors = selectors
        try InsightRules.checkPrerequisites(store.insightTypes.map { InsightType(rawValue: $0) }, of: store)
    }

    private func apply(key: String, to store: inout EventDataStore) throws(CloudTrailError) {
        guard store.kmsKeyID == nil || store.kmsKeyID == key else {
            throw EventDataStoreErrors.parameter(
                "Event data store \(store.arn) is encrypted with \(store.kmsKeyID ?? ""), which cannot be changed."
            )
        }
        store.kmsKeyID = key
    }
}
