import CairnAPI
import CairnSelectors
import CairnTrails

/// What the API shows of a trail; members without a value are left out.
extension Trail {
    var shown: CairnAPI.Trail {
        CairnAPI.Trail(
            name: name, s3BucketName: s3BucketName, s3KeyPrefix: s3KeyPrefix, snsTopicName: snsTopicName,
            snsTopicARN: snsTopicARN, includeGlobalServiceEvents: includeGlobalServiceEvents,
            isMultiRegionTrail: isMultiRegion, homeRegion: homeRegion, trailARN: arn,
            logFileValidationEnabled: logFileValidationEnabled, cloudWatchLogsLogGroupArn: cloudWatchLogsLogGroupARN,
            cloudWatchLogsRoleArn: cloudWatchLogsRoleARN, kmsKeyId: kmsKeyID,
            hasCustomEventSelectors: !eventSelectors.isStandard, hasInsightSelectors: !insightSelectors.isEmpty,
            isOrganizationTrail: isOrganizationTrail
        )
    }

    var creationAnswer: CreateTrailResponse {
        CreateTrailResponse(
            name: name, s3BucketName: s3BucketName, s3KeyPrefix: s3KeyPrefix, snsTopicName: snsTopicName,
            snsTopicARN: snsTopicARN, includeGlobalServiceEvents: includeGlobalServiceEvents,
            isMultiRegionTrail: isMultiRegion, trailARN: arn, logFileValidationEnabled: logFileValidationEnabled,
            cloudWatchLogsLogGroupArn: cloudWatchLogsLogGroupARN, cloudWatchLogsRoleArn: cloudWatchLogsRoleARN,
            kmsKeyId: kmsKeyID, isOrganizationTrail: isOrganizationTrail
        )
    }

    var updateAnswer: UpdateTrailResponse {
        UpdateTrailResponse(
            name: name, s3BucketName: s3BucketName, s3KeyPrefix: s3KeyPrefix, snsTopicName: snsTopicName,
            snsTopicARN: snsTopicARN, includeGlobalServiceEvents: includeGlobalServiceEvents,
            isMultiRegionTrail: isMultiRegion, trailARN: arn, logFileValidationEnabled: logFileValidationEnabled,
            cloudWatchLogsLogGroupArn: cloudWatchLogsLogGroupARN, cloudWatchLogsRoleArn: cloudWatchLogsRoleARN,
            kmsKeyId: kmsKeyID, isOrganizationTrail: isOrganizationTrail
        )
    }
}
