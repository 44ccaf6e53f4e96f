import CairnAPI
import CairnLake
import CairnModel

/// The stores that a statement may name.
struct QueryableStores {
    /// Those that an id alone names.
    let own: [EventDataStore]
    /// Those of other accounts, by their ARNs; an id alone names one of the owner that the request says.
    let shared: [EventDataStore]
    let account: String
    let owner: String?

    var all: [EventDataStore] { own + shared }

    /// - Throws: ``CloudTrailError`` with `eventDataStoreARNInvalid`, `eventDataStoreNotFound` or
    ///   `inactiveEventDataStore`.
    func store(named name: String) throws(CloudTrailError) -> EventDataStore {
        let reference = try EventDataStoreReference(name)
        let found =
            own.first(where: reference.names)
            ?? shared.first { reference.names($0) && (reference.arn != nil || $0.account == owner) }
        guard let store = found else {
            if let other = reference.arn?.account, other != account { throw EventDataStoreErrors.invalidARN(name) }
            throw EventDataStoreErrors.notFound(name)
        }
        guard store.isQueryable else { throw EventDataStoreErrors.inactive(store) }
        return store
    }
}
