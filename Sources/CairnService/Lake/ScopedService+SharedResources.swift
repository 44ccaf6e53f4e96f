import CairnAPI
import CairnLake
import CairnModel
import CairnStore

/// Resources of the Lake by their ARNs, and those that other accounts let the caller use.
extension ScopedService {
    /// The store, channel or dashboard of that ARN that the caller owns, or administers for its organization; `nil` if
    /// there is none in this region.
    func lakeResource(_ reference: ResourceReference) async throws(CloudTrailError) -> (any LakeResource)? {
        guard let resource = service.lake?.holder(of: reference.kind)?.resource(reference.text),
            resource.region == context.region, resource.partition == context.partition
        else { return nil }
        if resource.account == context.account { return resource }
        guard resource is EventDataStore else { return nil }
        return try await visibleStores().first { $0.arn == resource.arn }
    }

    /// Another account's store, if its policy allows the caller the operation.
    ///
    /// - Parameter owner: whose store it is, if the request names the id alone.
    func sharedStore(
        _ reference: EventDataStoreReference, for operation: APIOperation, owner: String?
    ) async throws(CloudTrailError) -> EventDataStore? {
        guard let account = reference.arn?.accountID ?? owner, account != context.account,
            let store = try lake.registry.snapshot[reference.id], store.account == account, reference.names(store)
        else { return nil }
        return try await allows(operation, on: store) ? store : nil
    }

    /// The stores of other accounts whose policies allow the caller the operation.
    func sharedStores(for operation: APIOperation) async throws(CloudTrailError) -> [EventDataStore] {
        let lake = try lake
        let stores = lake.registry.snapshot.all
        let policies = lake.policies.snapshot.ids
        var shared: [EventDataStore] = []
        for store in stores where store.account != context.account && policies.contains(store.arn) {
            if try await allows(operation, on: store) { shared.append(store) }
        }
        return shared
    }

    /// Whether another account's store allows the caller an operation, in this region.
    func allows(_ operation: APIOperation, on store: EventDataStore) async throws(CloudTrailError) -> Bool {
        guard store.region == context.region, store.partition == context.partition else { return false }
        let access = ResourceAccess(service: service, context: context)
        return try await access.allows("cloudtrail:" + operation.name, on: store)
    }
}
