import CairnAPI
import CairnLake
import CairnStore

extension Channel {
    /// Where the events go, as ARNs of the stores.
    func destinations(in stores: EventDataStoreSet) -> [Destination] {
        if let serviceLink { return [Destination(type: .awsService, location: serviceLink.service)] }
        return storeIDs.map { id in
            Destination(type: .eventDataStore, location: stores[id]?.arn ?? storeARN(id))
        }
    }

    private func storeARN(_ id: String) -> String {
        "arn:\(partition):cloudtrail:\(region):\(account):" + ResourceKind.eventDataStore.prefix + id
    }

    var shownSourceConfig: SourceConfig? {
        serviceLink.map {
            SourceConfig(applyToAllRegions: $0.appliesToAllRegions, advancedEventSelectors: $0.selectors)
        }
    }
}

extension ChannelIngestion {
    var shown: IngestionStatus {
        IngestionStatus(
            latestIngestionSuccessTime: successTime.map { Timestamp(epochSeconds: $0) },
            latestIngestionSuccessEventID: successEventID, latestIngestionErrorCode: errorCode,
            latestIngestionAttemptTime: Timestamp(epochSeconds: attemptTime),
            latestIngestionAttemptEventID: attemptEventID
        )
    }
}
