/// An operation of S3 that is supported: what a caller needs for it, and who answers it.
struct BucketOperation: Sendable {
    enum Resource: Sendable {
        /// No bucket that has to be there.
        case none
        case bucket
        case object
    }

    /// What a policy has to allow.
    let action: String
    let resource: Resource
    /// The body is the content of an object.
    let hasContent: Bool
    let answer: @Sendable (BucketService, BucketCall, BucketService.Bucket?) async throws -> BucketAnswer

    static let all: [String: BucketOperation] = buckets.merging(settings) { $1 }.merging(objects) { $1 }.merging(
        uploads
    ) { $1 }
}

extension BucketOperation {
    /// About no bucket that is there.
    static func free(
        _ action: String, _ answer: @escaping @Sendable (BucketService, BucketCall) async throws -> BucketAnswer
    ) -> BucketOperation {
        BucketOperation(action: action, resource: .none, hasContent: false) { service, call, _ in
            try await answer(service, call)
        }
    }

    static func bucket(
        _ action: String,
        _ answer: @escaping @Sendable (BucketService, BucketCall, BucketService.Bucket) async throws -> BucketAnswer
    ) -> BucketOperation {
        of(.bucket, action, hasContent: false, answer)
    }

    static func object(
        _ action: String, hasContent: Bool = false,
        _ answer: @escaping @Sendable (BucketService, BucketCall, BucketService.Bucket) async throws -> BucketAnswer
    ) -> BucketOperation {
        of(.object, action, hasContent: hasContent, answer)
    }

    private static func of(
        _ resource: Resource, _ action: String, hasContent: Bool,
        _ answer: @escaping @Sendable (BucketService, BucketCall, BucketService.Bucket) async throws -> BucketAnswer
    ) -> BucketOperation {
        BucketOperation(action: action, resource: resource, hasContent: hasContent) { service, call, bucket in
            guard let bucket else { throw S3Failure.methodNotAllowed }
            return try await answer(service, call, bucket)
        }
    }

    private static let buckets: [String: BucketOperation] = [
        "ListBuckets": .free("s3:ListAllMyBuckets") { try await $0.listBuckets($1) },
        "CreateBucket": .free("s3:CreateBucket") { try await $0.createBucket($1) },
        "DeleteBucket": .bucket("s3:DeleteBucket") { service, call, _ in try await service.deleteBucket(call) },
        "HeadBucket": .bucket("s3:ListBucket") { try $0.headBucket($1, $2) },
        "GetBucketLocation": .bucket("s3:GetBucketLocation") { try $0.location($1, $2) },
        "ListObjects": .bucket("s3:ListBucket") { service, call, bucket in
            try await service.listObjects(call, bucket)
        },
        "ListObjectsV2": .bucket("s3:ListBucket") { service, call, bucket in
            try await service.listObjectsV2(call, bucket)
        },
        "ListObjectVersions": .bucket("s3:ListBucketVersions") { service, call, bucket in
            try await service.listVersions(call, bucket)
        },
        "DeleteObjects": .bucket("s3:DeleteObject") { service, call, bucket in
            try await service.deleteObjects(call, bucket)
        },
        "ListMultipartUploads": .bucket("s3:ListBucketMultipartUploads") { service, call, bucket in
            try await service.listUploads(call, bucket)
        },
    ]

    private static let objects: [String: BucketOperation] = [
        "PutObject": .object("s3:PutObject", hasContent: true) { try await $0.putObject($1, $2) },
        "GetObject": .object("s3:GetObject") { try await $0.getObject($1, $2) },
        "HeadObject": .object("s3:GetObject") { try await $0.headObject($1, $2) },
        "GetObjectAttributes": .object("s3:GetObjectAttributes") { try await $0.attributes($1, $2) },
        "CopyObject": .object("s3:PutObject") { try await $0.copyObject($1, $2) },
        "DeleteObject": .object("s3:DeleteObject") { try await $0.deleteObject($1, $2) },
        "GetObjectTagging": .object("s3:GetObjectTagging") { try await $0.objectTagging($1, $2) },
        "PutObjectTagging": .object("s3:PutObjectTagging") { try await $0.putObjectTagging($1, $2) },
        "DeleteObjectTagging": .object("s3:DeleteObjectTagging") { try await $0.deleteObjectTagging($1, $2) },
        "GetObjectAcl": .object("s3:GetObjectAcl") { try await $0.objectACL($1, $2) },
        "PutObjectAcl": .object("s3:PutObjectAcl") { try await $0.putObjectACL($1, $2) },
    ]

    private static let uploads: [String: BucketOperation] = [
        "CreateMultipartUpload": .object("s3:PutObject") { try await $0.createUpload($1, $2) },
        "UploadPart": .object("s3:PutObject", hasContent: true) { try await $0.uploadPart($1, $2) },
        "UploadPartCopy": .object("s3:PutObject") { try await $0.copyPart($1, $2) },
        "CompleteMultipartUpload": .object("s3:PutObject") { try await $0.completeUpload($1, $2) },
        "AbortMultipartUpload": .object("s3:AbortMultipartUpload") { try await $0.abortUpload($1, $2) },
        "ListParts": .object("s3:ListMultipartUploadParts") { try await $0.listParts($1, $2) },
    ]
}
