import CairnAPI
import CairnLake

extension ImportRun {
    private var shownStatus: ImportStatus { ImportStatus(rawValue: status.rawValue) }

    /// A folder of the server's machine is shown as a place without a role.
    private var shownSource: ImportSource {
        switch source {
        case .bucket(let uri, let region, let roleARN):
            ImportSource(
                s3: S3ImportSource(s3LocationUri: uri, s3BucketRegion: region, s3BucketAccessRoleArn: roleARN))
        case .folder:
            ImportSource(
                s3: S3ImportSource(s3LocationUri: source.uri, s3BucketRegion: region, s3BucketAccessRoleArn: ""))
        }
    }

    private var shownStart: Timestamp? { startTime.map { Timestamp(epochSeconds: $0) } }
    private var shownEnd: Timestamp? { endTime.map { Timestamp(epochSeconds: $0) } }
    private var created: Timestamp { Timestamp(epochSeconds: createdTime) }
    private var updated: Timestamp { Timestamp(epochSeconds: updatedTime) }

    private var statistics: ImportStatistics {
        ImportStatistics(
            prefixesFound: progress.prefixesFound, prefixesCompleted: progress.prefixesCompleted,
            filesCompleted: progress.filesCompleted, eventsCompleted: progress.eventsCompleted,
            failedEntries: progress.failedFiles
        )
    }

    var startAnswer: StartImportResponse {
        StartImportResponse(
            importId: id, destinations: [storeARN], importSource: shownSource, startEventTime: shownStart,
            endEventTime: shownEnd, importStatus: shownStatus, createdTimestamp: created, updatedTimestamp: updated
        )
    }

    var answer: GetImportResponse {
        GetImportResponse(
            importId: id, destinations: [storeARN], importSource: shownSource, startEventTime: shownStart,
            endEventTime: shownEnd, importStatus: shownStatus, createdTimestamp: created, updatedTimestamp: updated,
            importStatistics: statistics
        )
    }

    var stopAnswer: StopImportResponse {
        StopImportResponse(
            importId: id, importSource: shownSource, destinations: [storeARN], importStatus: shownStatus,
            createdTimestamp: created, updatedTimestamp: updated, startEventTime: shownStart, endEventTime: shownEnd,
            importStatistics: statistics
        )
    }

    var item: ImportsListItem {
        ImportsListItem(
            importId: id, importStatus: shownStatus, destinations: [storeARN], createdTimestamp: created,
            updatedTimestamp: updated
        )
    }
}

extension ImportFailure {
    var item: ImportFailureListItem {
        ImportFailureListItem(
            location: location, status: ImportFailureStatus(rawValue: status.rawValue), errorType: type,
            errorMessage: message, lastUpdatedTime: Timestamp(epochSeconds: updatedTime)
        )
    }
}
