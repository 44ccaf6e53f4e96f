import CairnAPI
import CairnLake
import CairnModel
import CairnStore
import CairnTrails

extension ScopedService {
    /// - Throws: ``CloudTrailError`` with `unsupportedOperation` if this server has no Lake.
    var lake: Lake {
        get throws(CloudTrailError) {
            guard let lake = service.lake else {
                throw CloudTrailError(.unsupportedOperation, "This server has no event data stores.")
            }
            return lake
        }
    }

    /// The accounts whose stores the caller may use: its own, and for a delegated administrator the management account,
    /// with its stores of the organization.
    private func ownerAccounts() async throws(CloudTrailError) -> (own: String, management: String?) {
        guard
            try lake.registry.snapshot.all.contains(where: { $0.isOrganizationStore && $0.account != context.account })
        else { return (context.account, nil) }
        guard let organization = try await service.organizations.organization(of: context.account),
            service.trails.snapshot.isDelegatedAdministrator(context.account, of: organization)
        else { return (context.account, nil) }
        return (context.account, organization.managementAccount)
    }

    /// The stores of the caller's account and region, the oldest first.
    func visibleStores() async throws(CloudTrailError) -> [EventDataStore] {
        let accounts = try await ownerAccounts()
        return try lake.registry.snapshot.all.filter { store in
            store.region == context.region && store.partition == context.partition
                && (store.account == accounts.own || store.isOrganizationStore && store.account == accounts.management)
        }
    }

    /// Returns the store that a request names.
    /// - Parameters:
    ///   - operation: what another account's store would have to allow; `nil` if only the caller's own will do.
    ///   - owner: whose store an id alone names, if the request says so.
    /// - Throws: ``CloudTrailError`` with `eventDataStoreARNInvalid` or `eventDataStoreNotFound`.
    func readStore(
        _ text: String, for operation: APIOperation? = nil, owner: String? = nil
    ) async throws(CloudTrailError) -> EventDataStore {
        let reference = try EventDataStoreReference(text)
        let stores = try await visibleStores()
        if let store = stores.first(where: reference.names) { return store }
        if let operation, let store = try await sharedStore(reference, for: operation, owner: owner) { return store }
        if let account = reference.arn?.account, account != context.account {
            throw EventDataStoreErrors.invalidARN(text)
        }
        throw EventDataStoreErrors.notFound(text)
    }

    /// Returns the store that a request names, if its deletion is not pending.
    func readActiveStore(
        _ text: String, for operation: APIOperation? = nil, owner: String? = nil
    ) async throws(CloudTrailError) -> EventDataStore {
        let store = try await readStore(text, for: operation, owner: owner)
        guard store.isQueryable else { throw EventDataStoreErrors.inactive(store) }
        return store
    }

    /// Changes the store that a request names, in one transaction, and returns it as it is then.
    func changeStore(
        _ text: String, _ body: (inout EventDataStore, EventDataStoreSet) throws(CloudTrailError) -> Void
    ) async throws(CloudTrailError) -> EventDataStore {
        let id = try await readStore(text).id
        let now = service.clock.now()
        return try lake.registry.change { stores throws(CloudTrailError) in
            guard var store = stores[id] else { throw EventDataStoreErrors.notFound(text) }
            let before = store
            try body(&store, stores)
            if store != before { store.updatedTime = max(now, store.createdTime) }
            stores[id] = store
            return store
        }
    }
}
