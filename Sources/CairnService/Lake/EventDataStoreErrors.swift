import CairnAPI
import CairnLake

/// What is said when a store cannot be found, or is not in the state for what is asked.
enum EventDataStoreErrors {
    static func notFound(_ text: String) -> CloudTrailError {
        CloudTrailError(.eventDataStoreNotFound, "There is no event data store \(CloudTrailError.excerpt(text)).")
    }

    static func invalidARN(_ text: String) -> CloudTrailError {
        CloudTrailError(
            .eventDataStoreARNInvalid,
            "\(CloudTrailError.excerpt(text)) is neither the id nor the ARN of an event data store of this account; "
                + "ARNs look like arn:aws:cloudtrail:us-east-1:123456789012:eventdatastore/UUID."
        )
    }

    static func inactive(_ store: EventDataStore) -> CloudTrailError {
        CloudTrailError(
            .inactiveEventDataStore, "The deletion of event data store \(store.arn) is pending; restore it first."
        )
    }

    static func status(_ store: EventDataStore, needed: EventDataStore.Status) -> CloudTrailError {
        CloudTrailError(
            .invalidEventDataStoreStatus,
            "Event data store \(store.arn) is in status \(store.status.rawValue); this needs \(needed.rawValue)."
        )
    }

    static func alreadyExists(_ name: String) -> CloudTrailError {
        CloudTrailError(.eventDataStoreAlreadyExists, "An event data store named \(name) already exists.")
    }

    static func notOwner(of store: EventDataStore, _ account: String) -> CloudTrailError {
        CloudTrailError(
            .notOrganizationMasterAccount,
            "Event data store \(store.arn) is one of the organization: account \(account) must be the management account "
                + "or a delegated administrator to change it."
        )
    }

    static func notAllowed(
        _ operation: APIOperation, on store: EventDataStore, _ account: String
    ) -> CloudTrailError {
        CloudTrailError(
            .accessDenied,
            "Account \(account) is not authorized to perform: cloudtrail:\(operation.name) on resource: \(store.arn) "
                + "because no resource-based policy allows the cloudtrail:\(operation.name) action"
        )
    }

    static func parameter(_ message: String) -> CloudTrailError { CloudTrailError(.invalidParameter, message) }
}
