import CairnAPI
import CairnLake
import CairnModel

/// How a request names a store: by its ARN, or by the UUID at the end of it.
struct EventDataStoreReference {
    let id: String
    /// `nil` if the request names the id alone.
    let arn: ARN?

    /// - Throws: ``CloudTrailError`` with `eventDataStoreARNInvalid`.
    init(_ text: String) throws(CloudTrailError) {
        if text.isUUID {
            (id, arn) = (text.lowercased(), nil)
            return
        }
        let prefix = ResourceKind.eventDataStore.prefix
        guard let arn = ARN(text), arn.service == "cloudtrail", arn.accountID != nil, arn.resource.hasPrefix(prefix),
            arn.resource.dropFirst(prefix.count).isUUID
        else { throw EventDataStoreErrors.invalidARN(text) }
        id = arn.resource.dropFirst(prefix.count).lowercased()
        self.arn = arn
    }

    func names(_ store: EventDataStore) -> Bool {
        guard store.id == id else { return false }
        guard let arn else { return true }
        return arn.partition == store.partition && arn.region == store.region && arn.account == store.account
    }
}
