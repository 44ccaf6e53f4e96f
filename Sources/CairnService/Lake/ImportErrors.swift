import CairnAPI
import CairnLake

/// What is said when an import cannot be found, or not be begun.
enum ImportErrors {
    static func notFound(_ id: String) -> CloudTrailError {
        CloudTrailError(.importNotFound, "There is no import \(CloudTrailError.excerpt(id)).")
    }

    static func source(_ message: String) -> CloudTrailError { CloudTrailError(.invalidImportSource, message) }

    static func ongoing(_ store: EventDataStore) -> CloudTrailError {
        CloudTrailError(
            .eventDataStoreHasOngoingImport,
            "An import into event data store \(store.arn) is in progress; wait for it, or stop it."
        )
    }
}
