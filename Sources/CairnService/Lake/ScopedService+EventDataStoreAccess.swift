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

    /// The management account of the organization that the caller administers by delegation; `nil` if it does not, or
    /// no organization has a store here.
    ///
    /// An organization that may not be read is none: nobody loses sight of stores of its own by that.
    private func administeredAccount() async throws(CloudTrailError) -> String? {
        guard try storesHere.contains(where: { $0.isOrganizationStore && $0.account != context.account }) else {
            return nil
        }
        do {
            guard let organization = try await service.organizations.organization(of: context.account),
                service.trails.snapshot.isDelegatedAdministrator(context.account, of: organization)
            else { return nil }
            return organization.managementAccount
        } catch {
            guard error.code == .insufficientDependencyServiceAccessPermission else { throw error }
            return nil
        }
    }

    /// All stores of the region, whoever owns them.
    private var storesHere: [EventDataStore] {
        get throws(CloudTrailError) {
            try lake.registry.snapshot.all.filter { $0.region == context.region && $0.partition == context.partition }
        }
    }

    /// The stores of the caller's account and region, the oldest first; for a delegated administrator with those of the
    /// organization.
    func visibleStores() async throws(CloudTrailError) -> [EventDataStore] {
        let administered = try await administeredAccount()
        return try storesHere.filter { store in
            store.account == context.account || store.isOrganizationStore && store.account == administered
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

    /// Returns the store that a request names, if the caller may change it: one of its own, or one of the organization
    /// that it administers by delegation.
    ///
    /// - Throws: ``CloudTrailError`` as ``readStore(_:for:owner:)``, and for a store of the caller's organization with
    ///   `notOrganizationMasterAccount`, `noManagementAccountSLRExists` or
    ///   `insufficientDependencyServiceAccessPermission`.
    func changeableStore(_ text: String) async throws(CloudTrailError) -> EventDataStore {
        let reference = try EventDataStoreReference(text)
        let named = try storesHere.filter(reference.names)
        if let own = named.first(where: { $0.account == context.account }) { return own }
        if let store = try await administeredStore(of: named) { return store }
        return try await readStore(text)
    }

    /// Checks that the caller may change a store, if it is another account's in the caller's organization.
    /// - Throws: ``CloudTrailError`` as ``changeableStore(_:)``, but for stores that are not there.
    func checkAdministration(ofStore text: String) async throws(CloudTrailError) {
        guard let reference = try? EventDataStoreReference(text) else { return }
        let named = try storesHere.filter(reference.names)
        guard !named.contains(where: { $0.account == context.account }) else { return }
        _ = try await administeredStore(of: named)
    }

    /// The store of the organization that the caller administers by delegation; `nil` if there is none of its organization.
    private func administeredStore(of named: [EventDataStore]) async throws(CloudTrailError) -> EventDataStore? {
        guard let store = named.first(where: \.isOrganizationStore),
            let organization = try await service.organizations.organization(of: context.account),
            organization.managementAccount == store.account
        else { return nil }
        guard service.trails.snapshot.isDelegatedAdministrator(context.account, of: organization) else {
            throw EventDataStoreErrors.notOwner(of: store, context.account)
        }
        guard organization.hasServiceLinkedRole || service.configuration.isLenient else {
            throw TrailErrors.noServiceLinkedRole(organization.managementAccount)
        }
        return store
    }

    /// Checks that CloudTrail can still read and write what a store's key encrypts. The operations have one exception for
    /// keys that cannot be used, for whatever reason.
    /// - Throws: ``CloudTrailError`` with `insufficientEncryptionPolicy`.
    func checkKey(ofStore id: String) async throws(CloudTrailError) {
        guard let store = try lake.registry.snapshot[id], let key = store.kmsKeyID else { return }
        do {
            _ = try await service.preconditions.resolveKey(key, of: store)
        } catch {
            guard [.kmsKeyNotFound, .kms].contains(error.code) else { throw error }
            throw CloudTrailError(.insufficientEncryptionPolicy, error.message)
        }
    }

    /// Checks that a store of an organization still may be one. The caller's account may change it.
    /// - Throws: ``CloudTrailError`` as ``checkOrganizationTrails(managementOnly:)``.
    func checkOrganization(of store: EventDataStore) async throws(CloudTrailError) {
        guard store.isOrganizationStore else { return }
        try await checkOrganizationTrails(managementOnly: false)
    }

    /// Changes the store that a request names, in one transaction, and returns it as it is then.
    func changeStore(
        _ text: String, _ body: (inout EventDataStore, EventDataStoreSet) throws(CloudTrailError) -> Void
    ) async throws(CloudTrailError) -> EventDataStore {
        let id = try await changeableStore(text).id
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
