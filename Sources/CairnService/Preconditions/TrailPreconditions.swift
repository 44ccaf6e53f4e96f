public import CairnAPI
public import CairnLake
public import CairnTrails

/// What a trail needs of the world outside CloudTrail, checked before its settings are stored.
///
/// Each check throws the exception that CreateTrail and UpdateTrail declare for it, with what is missing in its message.
/// Source: CloudTrail User Guide, the pages on Amazon S3 bucket, Amazon SNS topic and AWS KMS key policies.
public protocol TrailPreconditions: Sendable {
    /// The bucket is there and lets CloudTrail write below the trail's prefix.
    /// - Throws: `s3BucketDoesNotExist`, `insufficientS3BucketPolicy`.
    func checkBucket(of trail: Trail, organizationID: String?) async throws(CloudTrailError)
    /// The bucket is there and lets CloudTrail write results of queries below the prefix.
    /// - Throws: `s3BucketDoesNotExist`, `insufficientS3BucketPolicy`.
    func checkBucket(_ name: String, prefix: String?, resultsOf store: EventDataStore) async throws(CloudTrailError)
    /// The topic is there and lets CloudTrail publish.
    /// - Throws: `insufficientSnsTopicPolicy`.
    func checkTopic(arn: String, of trail: Trail) async throws(CloudTrailError)
    /// Returns the ARN of the key that an id, an alias or an ARN names.
    /// - Throws: `kmsKeyNotFound`, `insufficientEncryptionPolicy`, `kms`.
    func resolveKey(_ key: String, of trail: Trail) async throws(CloudTrailError) -> String
    /// Returns the ARN of the key that an id, an alias or an ARN names, for an event data store.
    /// - Throws: `kmsKeyNotFound`, `insufficientEncryptionPolicy`, `kms`.
    func resolveKey(_ key: String, of store: EventDataStore) async throws(CloudTrailError) -> String
    /// The log group is there, and the role lets CloudTrail write into it.
    /// - Throws: `invalidCloudWatchLogsLogGroupArn`, `invalidCloudWatchLogsRoleArn`.
    func checkLogGroup(arn: String, roleARN: String, of trail: Trail) async throws(CloudTrailError)
}
