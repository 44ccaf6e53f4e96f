import CairnAPI
import CairnLake
import CairnModel

/// Stores as tables of other engines.
///
/// AWS registers a table with Glue and Lake Formation; here statements that make the table are kept with the store.
/// Source: CloudTrail API Reference, EnableFederation and DisableFederation; User Guide, "Federate an event data store".
extension ScopedService {
    /// Begins to describe a store as a table; it is `ENABLED` as soon as that is done.
    ///
    /// The role is one of the caller's account: for a store of an organization that may be an administrator's.
    func enableFederation(
        _ request: EnableFederationRequest
    ) async throws(CloudTrailError) -> EnableFederationResponse {
        let role = try Self.role(request.federationRoleArn)
        try await checkOrganization(of: try await changeableStore(request.eventDataStore))
        let store = try await changeStore(request.eventDataStore) { store, _ throws(CloudTrailError) in
            try Self.checkCanChangeFederation(store)
            guard store.federation != .enabled else {
                throw CloudTrailError(
                    .eventDataStoreFederationEnabled, "Event data store \(store.arn) is federated already.")
            }
            guard role.accountID == context.account else {
                throw EventDataStoreErrors.parameter(
                    "FederationRoleArn must be a role of your account \(context.account), not "
                        + "\(CloudTrailError.excerpt(request.federationRoleArn)).")
            }
            store.federation = .enabling
            store.federationRoleARN = request.federationRoleArn
        }
        return EnableFederationResponse(
            eventDataStoreArn: store.arn, federationStatus: .enabling, federationRoleArn: store.federationRoleARN
        )
    }

    /// Begins to remove the description of a store; it is `DISABLED` as soon as that is done.
    func disableFederation(
        _ request: DisableFederationRequest
    ) async throws(CloudTrailError) -> DisableFederationResponse {
        try await checkOrganization(of: try await changeableStore(request.eventDataStore))
        let store = try await changeStore(request.eventDataStore) { store, _ throws(CloudTrailError) in
            try Self.checkCanChangeFederation(store)
            guard store.federation == .enabled else {
                throw EventDataStoreErrors.parameter("Event data store \(store.arn) is not federated.")
            }
            store.federation = .disabling
            store.federationRoleARN = nil
        }
        return DisableFederationResponse(eventDataStoreArn: store.arn, federationStatus: .disabling)
    }

    private static func checkCanChangeFederation(_ store: EventDataStore) throws(CloudTrailError) {
        guard store.isQueryable else { throw EventDataStoreErrors.inactive(store) }
        guard store.federation != .enabling, store.federation != .disabling else {
            throw CloudTrailError(
                .concurrentModification, "The federation of event data store \(store.arn) is being changed.")
        }
    }

    private static func role(_ text: String) throws(CloudTrailError) -> ARN {
        guard let arn = ARN(text), arn.service == "iam", arn.accountID != nil, arn.resource.hasPrefix("role/"),
            arn.resource.utf8.count > "role/".utf8.count
        else {
            throw EventDataStoreErrors.parameter(
                "FederationRoleArn must be the ARN of a role, such as arn:aws:iam::123456789012:role/federation, not "
                    + "\(CloudTrailError.excerpt(text)).")
        }
        return arn
    }
}
