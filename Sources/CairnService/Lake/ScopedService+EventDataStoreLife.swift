import CairnAPI
import CairnLake
import CairnModel
import CairnStore

/// The life of a store after its creation.
///
/// Source: CloudTrail User Guide, "Manage event data store lifecycles".
extension ScopedService {
    /// Returns a store with its settings, also while its deletion is pending.
    func getEventDataStore(
        _ request: GetEventDataStoreRequest
    ) async throws(CloudTrailError) -> GetEventDataStoreResponse {
        try await readStore(request.eventDataStore, for: .getEventDataStore).answer
    }

    /// Returns the stores of the account in the region, the oldest first.
    func listEventDataStores(
        _ request: ListEventDataStoresRequest
    ) async throws(CloudTrailError) -> ListEventDataStoresResponse {
        var parameters = request
        parameters.nextToken = nil
        let tokens = ListTokenCoder(
            service: service, operation: .listEventDataStores, context: context, parameters: parameters.jsonText
        )
        let last = try request.nextToken.map { token throws(CloudTrailError) in try tokens.place(of: token) }
        let stores = try await visibleStores().sorted { $0.place.precedes($1.place) }
        let rest = stores.filter { store in last.map { $0.precedes(store.place) } ?? true }
        let page = rest.prefix(request.maxResults.map(Int.init) ?? 1000)
        return ListEventDataStoresResponse(
            eventDataStores: page.map { CairnAPI.EventDataStore(eventDataStoreArn: $0.arn, name: $0.name) },
            nextToken: page.count < rest.count ? page.last.map { tokens.token(for: $0.place) } : nil
        )
    }

    /// Begins the seven days after which a store goes with everything in it.
    func deleteEventDataStore(
        _ request: DeleteEventDataStoreRequest
    ) async throws(CloudTrailError) -> DeleteEventDataStoreResponse {
        let (now, end, imports) = (service.clock.now(), try lake.journalEnd(), try lake.imports)
        let channels = try lake.channels.registry
        _ = try await changeStore(request.eventDataStore) { store, _ throws(CloudTrailError) in
            guard store.isQueryable else { throw EventDataStoreErrors.inactive(store) }
            guard !store.isTerminationProtected else {
                throw CloudTrailError(
                    .eventDataStoreTerminationProtected,
                    "Event data store \(store.arn) is protected; turn TerminationProtectionEnabled off first."
                )
            }
            guard store.federation == nil || store.federation == .disabled else {
                throw CloudTrailError(
                    .eventDataStoreFederationEnabled, "Event data store \(store.arn) is federated; disable that first."
                )
            }
            if let channel = channels.snapshot.channel(into: store.id) {
                throw CloudTrailError(
                    .channelExistsForEDS,
                    "Channel \(channel.arn) brings events into event data store \(store.arn); delete it first."
                )
            }
            guard !imports.isRunning(intoStore: store.id) else { throw ImportErrors.ongoing(store) }
            store.status = .pendingDeletion
            store.deletionTime = now + EventDataStore.pendingDeletionSeconds
            store.ingestion.lastSequence = store.ingestion.lastSequence ?? end.sequence
        }
        return DeleteEventDataStoreResponse()
    }

    /// Takes a deletion back. What was recorded meanwhile is not in the store.
    func restoreEventDataStore(
        _ request: RestoreEventDataStoreRequest
    ) async throws(CloudTrailError) -> RestoreEventDataStoreResponse {
        let end = try lake.journalEnd()
        try await checkOrganization(of: try await changeableStore(request.eventDataStore))
        let store = try await changeStore(request.eventDataStore) { store, _ throws(CloudTrailError) in
            guard store.status == .pendingDeletion else {
                throw EventDataStoreErrors.status(store, needed: .pendingDeletion)
            }
            store.status = .enabled
            store.deletionTime = nil
            store.ingestion = EventDataStore.Ingestion(start: end)
        }
        return store.restoreAnswer
    }

    /// Lets a store take what is recorded from now on.
    func startEventDataStoreIngestion(
        _ request: StartEventDataStoreIngestionRequest
    ) async throws(CloudTrailError) -> StartEventDataStoreIngestionResponse {
        let end = try lake.journalEnd()
        _ = try await changeStore(request.eventDataStore) { store, _ throws(CloudTrailError) in
            try Self.checkIngestionCanChange(store, from: .stoppedIngestion)
            store.status = .enabled
            store.ingestion = EventDataStore.Ingestion(start: end)
        }
        return StartEventDataStoreIngestionResponse()
    }

    /// Ends what a store takes with what is recorded by now.
    func stopEventDataStoreIngestion(
        _ request: StopEventDataStoreIngestionRequest
    ) async throws(CloudTrailError) -> StopEventDataStoreIngestionResponse {
        let end = try lake.journalEnd()
        _ = try await changeStore(request.eventDataStore) { store, _ throws(CloudTrailError) in
            try Self.checkIngestionCanChange(store, from: .enabled)
            store.status = .stoppedIngestion
            store.ingestion.lastSequence = end.sequence
        }
        return StopEventDataStoreIngestionResponse()
    }

    private static func checkIngestionCanChange(
        _ store: EventDataStore, from status: EventDataStore.Status
    ) throws(CloudTrailError) {
        guard store.kind.canStopIngestion else {
            throw CloudTrailError(
                .invalidEventDataStoreCategory,
                "Ingestion can be started and stopped for event data stores of CloudTrail events and configuration "
                    + "items."
            )
        }
        guard store.status == status else { throw EventDataStoreErrors.status(store, needed: status) }
    }
}

extension EventDataStore {
    fileprivate var place: ListPlace { ListPlace([account, region, name, id]) }
}
