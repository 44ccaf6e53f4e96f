import CairnObjects

// The settings of buckets: those that are kept, and those that no bucket here has.
extension BucketOperation {
    static let settings: [String: BucketOperation] = kept.merging(fixed) { $1 }

    private static let kept: [String: BucketOperation] = [
        "GetBucketPolicy": .bucket("s3:GetBucketPolicy") { try $0.policy($1, $2) },
        "PutBucketPolicy": .bucket("s3:PutBucketPolicy") { try await $0.putPolicy($1, $2) },
        "DeleteBucketPolicy": .removing(.policy, "s3:DeleteBucketPolicy"),
        "GetBucketPolicyStatus": .bucket("s3:GetBucketPolicyStatus") { try $0.policyStatus($1, $2) },
        "GetBucketEncryption": .bucket("s3:GetEncryptionConfiguration") { service, call, _ in
            try await service.bucketEncryption(call)
        },
        "PutBucketEncryption": .bucket("s3:PutEncryptionConfiguration") { service, call, _ in
            try await service.putBucketEncryption(call)
        },
        "DeleteBucketEncryption": .removing(.encryption, "s3:PutEncryptionConfiguration"),
        "GetBucketTagging": .getting(.tagging, "s3:GetBucketTagging", "NoSuchTagSet", "The TagSet does not exist"),
        "PutBucketTagging": .bucket("s3:PutBucketTagging") { service, call, _ in
            try await service.putBucketTagging(call)
        },
        "DeleteBucketTagging": .removing(.tagging, "s3:PutBucketTagging"),
        "GetBucketLifecycleConfiguration": .getting(
            .lifecycle, "s3:GetLifecycleConfiguration", "NoSuchLifecycleConfiguration",
            "The lifecycle configuration does not exist"),
        "PutBucketLifecycleConfiguration": .putting(
            .lifecycle, "s3:PutLifecycleConfiguration", "LifecycleConfiguration"),
        "DeleteBucketLifecycle": .removing(.lifecycle, "s3:PutLifecycleConfiguration"),
        "GetPublicAccessBlock": .getting(
            .publicAccessBlock, "s3:GetBucketPublicAccessBlock", "NoSuchPublicAccessBlockConfiguration",
            "The public access block configuration was not found"),
        "PutPublicAccessBlock": .putting(
            .publicAccessBlock, "s3:PutBucketPublicAccessBlock", "PublicAccessBlockConfiguration"),
        "DeletePublicAccessBlock": .removing(.publicAccessBlock, "s3:PutBucketPublicAccessBlock"),
        "GetBucketOwnershipControls": .getting(
            .ownership, "s3:GetBucketOwnershipControls", "OwnershipControlsNotFoundError",
            "The bucket ownership controls were not found"),
        "PutBucketOwnershipControls": .putting(.ownership, "s3:PutBucketOwnershipControls", "OwnershipControls"),
        "DeleteBucketOwnershipControls": .removing(.ownership, "s3:PutBucketOwnershipControls"),
        "GetBucketAcl": .bucket("s3:GetBucketAcl") { try await $0.bucketACL($1, $2) },
        "PutBucketAcl": .bucket("s3:PutBucketAcl") { try await $0.putBucketACL($1, $2) },
        "GetBucketRequestPayment": .bucket("s3:GetBucketRequestPayment") { try $0.requestPayment($1, $2) },
        "PutBucketRequestPayment": .bucket("s3:PutBucketRequestPayment") { service, call, _ in
            try await service.putRequestPayment(call)
        },
        "GetBucketVersioning": .bucket("s3:GetBucketVersioning") { _, call, _ in try call.answer() },
        "PutBucketVersioning": .bucket("s3:PutBucketVersioning") { service, call, _ in
            try service.putVersioning(call)
        },
    ]

    /// What infrastructure tools ask about, and no bucket here has.
    private static let fixed: [String: BucketOperation] = [
        "GetBucketLogging": .empty("s3:GetBucketLogging"),
        "GetBucketNotificationConfiguration": .empty("s3:GetBucketNotification"),
        "GetBucketAccelerateConfiguration": .empty("s3:GetAccelerateConfiguration"),
        "GetBucketCors": .missing(
            "s3:GetBucketCORS", "NoSuchCORSConfiguration", "The CORS configuration does not exist"),
        "GetBucketWebsite": .missing(
            "s3:GetBucketWebsite", "NoSuchWebsiteConfiguration",
            "The specified bucket does not have a website configuration"),
        "GetBucketReplication": .missing(
            "s3:GetReplicationConfiguration", "ReplicationConfigurationNotFoundError",
            "The replication configuration was not found"),
        "GetObjectLockConfiguration": .missing(
            "s3:GetBucketObjectLockConfiguration", "ObjectLockConfigurationNotFoundError",
            "Object Lock configuration does not exist for this bucket"),
    ]
}
