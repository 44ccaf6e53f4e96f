import CairnAPI
import CairnLake

extension EventDataStore {
    private var shownStatus: EventDataStoreStatus { EventDataStoreStatus(rawValue: status.rawValue) }

    private var shownFederation: FederationStatus? { federation.map { FederationStatus(rawValue: $0.rawValue) } }

    var creationAnswer: CreateEventDataStoreResponse {
        CreateEventDataStoreResponse(
            eventDataStoreArn: arn, name: name, status: status == .enabled ? .created : shownStatus,
            advancedEventSelectors: selectors, multiRegionEnabled: isMultiRegion,
            organizationEnabled: isOrganizationStore, retentionPeriod: Int32(clamping: retentionDays),
            terminationProtectionEnabled: isTerminationProtected, tagsList: tags,
            createdTimestamp: Timestamp(epochSeconds: createdTime),
            updatedTimestamp: Timestamp(epochSeconds: updatedTime), kmsKeyId: kmsKeyID, billingMode: billingMode
        )
    }

    var answer: GetEventDataStoreResponse {
        GetEventDataStoreResponse(
            eventDataStoreArn: arn, name: name, status: shownStatus, advancedEventSelectors: selectors,
            multiRegionEnabled: isMultiRegion, organizationEnabled: isOrganizationStore,
            retentionPeriod: Int32(clamping: retentionDays), terminationProtectionEnabled: isTerminationProtected,
            createdTimestamp: Timestamp(epochSeconds: createdTime),
            updatedTimestamp: Timestamp(epochSeconds: updatedTime), kmsKeyId: kmsKeyID, billingMode: billingMode,
            federationStatus: shownFederation, federationRoleArn: federationRoleARN,
            partitionKeys: [PartitionKey(name: "calendarday", type: "string")]
        )
    }

    var updateAnswer: UpdateEventDataStoreResponse {
        UpdateEventDataStoreResponse(
            eventDataStoreArn: arn, name: name, status: shownStatus, advancedEventSelectors: selectors,
            multiRegionEnabled: isMultiRegion, organizationEnabled: isOrganizationStore,
            retentionPeriod: Int32(clamping: retentionDays), terminationProtectionEnabled: isTerminationProtected,
            createdTimestamp: Timestamp(epochSeconds: createdTime),
            updatedTimestamp: Timestamp(epochSeconds: updatedTime), kmsKeyId: kmsKeyID, billingMode: billingMode,
            federationStatus: shownFederation, federationRoleArn: federationRoleARN
        )
    }

    var restoreAnswer: RestoreEventDataStoreResponse {
        RestoreEventDataStoreResponse(
            eventDataStoreArn: arn, name: name, status: shownStatus, advancedEventSelectors: selectors,
            multiRegionEnabled: isMultiRegion, organizationEnabled: isOrganizationStore,
            retentionPeriod: Int32(clamping: retentionDays), terminationProtectionEnabled: isTerminationProtected,
            createdTimestamp: Timestamp(epochSeconds: createdTime),
            updatedTimestamp: Timestamp(epochSeconds: updatedTime), kmsKeyId: kmsKeyID, billingMode: billingMode
        )
    }
}
