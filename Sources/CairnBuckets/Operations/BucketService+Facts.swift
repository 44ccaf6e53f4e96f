import CairnObjects
import CairnWire

// Tags and ACLs of objects, and the ACLs of buckets.
extension BucketService {
    private func info(_ call: BucketCall) async throws -> ObjectInfo {
        try Self.checkVersion(call.text("VersionId"))
        guard let info = try await store.head(bucket: call.bucket, key: call.key) else { throw noSuchKey(call.key) }
        return info
    }

    func objectTagging(_ call: BucketCall, _ bucket: Bucket) async throws -> BucketAnswer {
        var output = Output()
        output.set("TagSet", Tags.list(try await info(call).properties.tags))
        return try call.answer(output)
    }

    func putObjectTagging(_ call: BucketCall, _ bucket: Bucket) async throws -> BucketAnswer {
        try Self.checkVersion(call.text("VersionId"))
        let tags = try Tags.checked(Tags.inDocument(call.input["Tagging"]), max: PutLimits.tagCountMax)
        try await store.update(bucket: call.bucket, key: call.key) { $0.tags = tags }
        return try call.answer()
    }

    func deleteObjectTagging(_ call: BucketCall, _ bucket: Bucket) async throws -> BucketAnswer {
        try Self.checkVersion(call.text("VersionId"))
        try await store.update(bucket: call.bucket, key: call.key) { $0.tags = [] }
        return try call.answer(status: 204)
    }

    func objectACL(_ call: BucketCall, _ bucket: Bucket) async throws -> BucketAnswer {
        let properties = try await info(call).properties
        return try acl(call, properties.acl, owner: properties.owner ?? bucket.owner)
    }

    func putObjectACL(_ call: BucketCall, _ bucket: Bucket) async throws -> BucketAnswer {
        try Self.checkVersion(call.text("VersionId"))
        let acl = try await newACL(call, isBucket: false)
        try await store.update(bucket: call.bucket, key: call.key) { $0.acl = acl }
        return try call.answer()
    }

    func bucketACL(_ call: BucketCall, _ bucket: Bucket) async throws -> BucketAnswer {
        let document = try await store.document(.acl, of: call.bucket)
        return try acl(call, document.map { String(decoding: $0, as: UTF8.self) }, owner: bucket.owner)
    }

    func putBucketACL(_ call: BucketCall, _ bucket: Bucket) async throws -> BucketAnswer {
        let acl = try await newACL(call, isBucket: true)
        try await store.set(.acl, of: call.bucket, to: Array(acl.utf8))
        return try call.answer()
    }

    private func acl(_ call: BucketCall, _ acl: String?, owner: String?) throws -> BucketAnswer {
        var output = Output()
        output.set("Owner", Self.owner(owner))
        output.set("Grants", CannedACL.grants(acl, owner: owner))
        return try call.answer(output)
    }

    private func newACL(_ call: BucketCall, isBucket: Bool) async throws -> String {
        try CannedACL.check(call, isBucket: isBucket, ownership: try await ownership(of: call.bucket))
        guard call.input["AccessControlPolicy"] == nil else {
            throw S3Failure.notImplemented("ACLs with grants of their own are not supported, canned ones are")
        }
        guard let acl = call.text("ACL") else {
            throw S3Failure(
                "MissingSecurityHeader", 400, "Your request was missing a required header",
                details: [("MissingHeaderName", "x-amz-acl")])
        }
        return acl
    }
}
