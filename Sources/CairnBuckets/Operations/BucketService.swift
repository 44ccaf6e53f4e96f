import CairnModel
import CairnObjects
import CairnPolicy
import CairnWire

/// Answers calls that have been recognised; a file for each kind of them.
struct BucketService: Sendable {
    typealias Bucket = BucketInfo

    let store: DirectoryStore
    let clock: any WallClock
    /// What was found of the object that a call is to read, together with its bucket.
    private(set) var opened: Result<ObjectBody?, ObjectStoreError>?

    init(store: DirectoryStore, clock: any WallClock) {
        self.store = store
        self.clock = clock
    }

    func answer(_ call: BucketCall, _ operation: BucketOperation) async throws -> BucketAnswer {
        if call.text("SSECustomerAlgorithm") != nil || call.text("CopySourceSSECustomerAlgorithm") != nil {
            throw S3Failure.notImplemented("Encryption with keys of the customer's own (SSE-C) is not supported")
        }
        switch operation.resource {
        case .none:
            let resource = call.bucket.isEmpty ? "*" : Self.arn(call.context, call.bucket, nil)
            for action in actions(of: call, operation) {
                try await authorize(call, action, bucket: nil, resource: resource)
            }
            return try await operation.answer(self, call, nil)
        case .bucket, .object:
            let (service, bucket) = try await looking(at: call)
            let isObject = if case .object = operation.resource { true } else { false }
            guard !isObject || !call.key.isEmpty else { throw S3Failure.methodNotAllowed }
            let resource = Self.arn(call.context, call.bucket, isObject ? call.key : nil)
            if call.operation.name != "DeleteObjects" {
                for action in actions(of: call, operation) {
                    try await authorize(call, action, bucket: bucket, resource: resource)
                }
            }
            return try await hidingAbsence(call, bucket) { try await operation.answer(service, call, bucket) }
        }
    }

    /// Finds the bucket and, where a call reads an object, that too: most calls do, and each visit to the disk's
    /// threads costs as much as reading some kilobytes. What it may see of it is decided after.
    private func looking(at call: BucketCall) async throws -> (BucketService, Bucket) {
        let owner = call.text("ExpectedBucketOwner")
        let isReader = call.operation.name == "GetObject" || call.operation.name == "HeadObject"
        guard isReader, !call.key.isEmpty else { return (self, try await bucket(call.bucket, expectedOwner: owner)) }
        let limit = call.operation.name == "GetObject" ? Self.smallByteCount : -1
        let sight = try await store.look(at: call.key, in: call.bucket, readingUpTo: limit)
        var service = self
        service.opened = sight?.object
        return (service, try Self.checked(sight?.bucket, call.bucket, expectedOwner: owner))
    }

    private static let smallByteCount = 128 << 10

    /// What the caller needs for a call on the bucket or object that it is about.
    private func actions(of call: BucketCall, _ operation: BucketOperation) -> [String] {
        // Where callers have no policies, their account may do everything that its operations do.
        [operation.action] + (call.context.identityPolicies == nil ? [] : FurtherActions.actions(of: call))
    }

    /// Whoever may not list a bucket is not told which objects are missing in it.
    private func hidingAbsence(
        _ call: BucketCall, _ bucket: Bucket, _ answer: () async throws -> BucketAnswer
    ) async throws -> BucketAnswer {
        do {
            return try await answer()
        } catch let failure as S3Failure where failure.code == "NoSuchKey" && call.context.identityPolicies != nil {
            let resource = Self.arn(call.context, call.bucket, nil)
            let refusal = try await refusal(call, "s3:ListBucket", bucket: bucket, resource: resource)
            throw refusal == nil ? failure : Self.accessDenied
        }
    }

    static func arn(_ context: BucketContext, _ bucket: String, _ key: String?) -> String {
        "arn:\(context.partition):s3:::\(bucket)" + (key.map { "/" + $0 } ?? "")
    }

    /// - Throws: ``S3Failure`` with `NoSuchBucket`, or `AccessDenied` if it is not the owner's whom the caller expects.
    func bucket(_ name: String, expectedOwner: String? = nil) async throws -> Bucket {
        try Self.checked(try await store.bucketInfo(name), name, expectedOwner: expectedOwner)
    }

    private static func checked(_ bucket: Bucket?, _ name: String, expectedOwner: String?) throws -> Bucket {
        guard let bucket else {
            throw S3Failure(
                "NoSuchBucket", 404, "The specified bucket does not exist", details: [("BucketName", name)])
        }
        if let expectedOwner, expectedOwner != bucket.owner { throw Self.accessDenied }
        return bucket
    }

    static let accessDenied = S3Failure("AccessDenied", 403, "Access Denied")

    func noSuchKey(_ key: String) -> S3Failure {
        S3Failure("NoSuchKey", 404, "The specified key does not exist.", details: [("Key", key)])
    }

    /// - Throws: ``S3Failure`` with `AccessDenied`.
    func authorize(_ call: BucketCall, _ action: String, bucket: Bucket?, resource: String) async throws {
        let refusal = try await refusal(call, action, bucket: bucket, resource: resource)
        if let refusal { throw S3Failure("AccessDenied", 403, refusal) }
    }

    private func refusal(
        _ call: BucketCall, _ action: String, bucket: Bucket?, resource: String
    ) async throws -> String? {
        var access = BucketAccess(
            context: call.context, action: action, resource: resource, bucket: bucket,
            conditionKeys: Self.conditionKeys(of: call))
        if let bucket, bucket.policy != nil, call.context.identityPolicies != nil {
            let block = try await store.document(.publicAccessBlock, of: bucket.name)
            access.isRestricted = PublicAccess.restrictsPublicBuckets(block)
        }
        return access.refusal
    }

    /// Source: Service Authorization Reference, "Condition keys for Amazon S3".
    private static func conditionKeys(of call: BucketCall) -> PolicyContext {
        var keys = call.context.conditionKeys
        for (key, member) in [
            ("s3:prefix", "Prefix"), ("s3:delimiter", "Delimiter"), ("s3:x-amz-acl", "ACL"),
            ("s3:x-amz-server-side-encryption", "ServerSideEncryption"),
            ("s3:x-amz-server-side-encryption-aws-kms-key-id", "SSEKMSKeyId"),
            ("s3:x-amz-storage-class", "StorageClass"), ("s3:x-amz-copy-source", "CopySource"),
            ("s3:x-amz-metadata-directive", "MetadataDirective"), ("s3:VersionId", "VersionId"),
            ("s3:if-none-match", "IfNoneMatch"), ("s3:if-match", "IfMatch"),
        ] {
            if let value = call.text(member) { keys.set(key, value) }
        }
        if case .number(let number)? = call.input["MaxKeys"] { keys.set("s3:max-keys", number.literal) }
        if let hash = call.headers["x-amz-content-sha256"] { keys.set("s3:x-amz-content-sha256", hash) }
        return keys
    }
}
