import CairnModel
import CairnObjects
import CairnPolicy
import CairnWire

// Objects on their way in, and out of the world.
extension BucketService {
    func putObject(_ call: BucketCall, _ bucket: Bucket) async throws -> BucketAnswer {
        if call.input["WriteOffsetBytes"] != nil { throw S3Failure.notImplemented("Appending is not supported") }
        let properties = try await properties(of: call, bucket)
        let condition = try writeCondition(call)
        let staged = try await stage(call, call.payload.needed)
        let info = try await store.place(
            staged, bucket: call.bucket, key: call.key, properties: properties, checksums: call.payload.kept,
            condition: condition)
        var output = Output()
        output.set("ETag", ETag.quoted(info.etag))
        info.checksums.write(to: &output)
        info.encryption.write(to: &output)
        return try call.answer(output)
    }

    /// Takes the content of a call, and checks it.
    func stage(_ call: BucketCall, _ checksums: Set<ChecksumAlgorithm>) async throws -> StagedFile {
        let staged: StagedFile
        do {
            staged = try await store.stage(bucket: call.bucket, call.payload.content, checksums: checksums)
        } catch {
            // What is wrong with the caller's framing comes up on the way in.
            throw error.cause as? S3Failure ?? error
        }
        try call.payload.check(md5: staged.md5, staged.checksums)
        return staged
    }

    func writeCondition(_ call: BucketCall) throws -> ObjectWriteOptions.Condition? {
        if let header = call.text("IfNoneMatch") {
            guard header == "*" else {
                throw S3Failure.notImplemented("If-None-Match is supported with * alone")
            }
            return .isNew
        }
        return call.text("IfMatch").map { .matches(ETag.plain($0)) }
    }

    /// What an object is to carry, from the headers of the call that writes it.
    func properties(of call: BucketCall, _ bucket: Bucket) async throws -> ObjectProperties {
        if ["ObjectLockMode", "ObjectLockRetainUntilDate", "ObjectLockLegalHoldStatus"].contains(where: {
            call.input[$0] != nil
        }) {
            throw S3Failure.notImplemented("Object Lock is not supported")
        }
        let ownership = try await ownership(of: call.bucket)
        try CannedACL.check(call, ownership: ownership)
        var properties = ObjectProperties(
            contentType: call.text("ContentType"),
            contentEncoding: ContentCoding.withoutChunking(call.text("ContentEncoding")),
            userMetadata: try UserMetadata.read(call.input["Metadata"]),
            encryption: try await encryption(of: call), acl: call.text("ACL"),
            tags: try call.text("Tagging").map { try Tags.checked(Tags.inHeader($0), max: PutLimits.tagCountMax) } ?? []
        )
        properties.contentDisposition = call.text("ContentDisposition")
        properties.contentLanguage = call.text("ContentLanguage")
        properties.cacheControl = call.text("CacheControl")
        properties.expires = call.headers["Expires"]
        properties.websiteRedirectLocation = call.text("WebsiteRedirectLocation")
        properties.storageClass = try storageClass(of: call)
        if ownership != Ownership.standard, let account = call.context.principal.account, account != bucket.owner {
            properties.owner = account
        }
        return properties
    }

    func ownership(of bucket: String) async throws -> String {
        Ownership.name(in: try await store.document(.ownership, of: bucket))
    }

    private func storageClass(of call: BucketCall) throws -> String? {
        guard let name = call.text("StorageClass"), name != "STANDARD" else { return nil }
        let known = [
            "REDUCED_REDUNDANCY", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER", "DEEP_ARCHIVE",
            "GLACIER_IR",
        ]
        guard known.contains(name) else {
            throw S3Failure("InvalidStorageClass", 400, "The storage class you specified is not valid")
        }
        return name
    }

    /// What the call asks for, else what the bucket does by default, which is at least `AES256`.
    private func encryption(of call: BucketCall) async throws -> ObjectEncryption {
        switch call.text("ServerSideEncryption") {
        case nil: break
        case "AES256": return .aes256
        case let name? where name == "aws:kms" || name == "aws:kms:dsse":
            return .kms(
                key: call.text("SSEKMSKeyId"),
                context: try EncryptionContext.read(call.text("SSEKMSEncryptionContext")),
                usesBucketKey: call.flag("BucketKeyEnabled"), isDualLayer: name == "aws:kms:dsse")
        case let name?:
            throw S3Failure.invalidArgument(
                "x-amz-server-side-encryption", name, "The encryption method specified is not supported")
        }
        let document = try await store.document(.encryption, of: call.bucket)
        return document.map { DefaultEncryption.encryption(in: $0, call) } ?? .aes256
    }

    // MARK: Deleting

    func deleteObject(_ call: BucketCall, _ bucket: Bucket) async throws -> BucketAnswer {
        try Self.checkVersion(call.text("VersionId"))
        if let tag = call.text("IfMatch") {
            guard let info = try await store.head(bucket: call.bucket, key: call.key) else {
                throw noSuchKey(call.key)
            }
            guard ETag.matches(tag, info.etag) else { throw S3Failure.preconditionFailed }
        }
        try await store.delete(bucket: call.bucket, key: call.key)
        return try call.answer(status: 204)
    }

    private static let keysMax = 1000

    func deleteObjects(_ call: BucketCall, _ bucket: Bucket) async throws -> BucketAnswer {
        guard case .list(let objects)? = call.input["Delete"]?["Objects"], (1...Self.keysMax).contains(objects.count)
        else { throw S3Failure.malformedXML }
        var isQuiet = false
        if case .boolean(true)? = call.input["Delete"]?["Quiet"] { isQuiet = true }
        var deleted: [WireValue] = []
        var errors: [WireValue] = []
        for object in objects {
            guard let key = object["Key"]?.stringValue, !key.isEmpty else { throw S3Failure.malformedXML }
            do {
                try await delete(key, version: object["VersionId"]?.stringValue, call, bucket)
                deleted.append(Output.structure { $0.set("Key", key) })
            } catch {
                errors.append(Self.deletionError(S3Failure(error), key))
            }
        }
        var output = Output()
        if !isQuiet { output.set("Deleted", .list(deleted)) }
        output.set("Errors", .list(errors))
        return try call.answer(output)
    }

    private func delete(_ key: String, version: String?, _ call: BucketCall, _ bucket: Bucket) async throws {
        try Self.checkVersion(version)
        let resource = Self.arn(call.context, call.bucket, key)
        try await authorize(call, "s3:DeleteObject", bucket: bucket, resource: resource)
        try await store.delete(bucket: call.bucket, key: key)
    }

    private static func deletionError(_ failure: S3Failure, _ key: String) -> WireValue {
        Output.structure { output in
            output.set("Key", key)
            output.set("Code", failure.code)
            output.set("Message", failure.message)
        }
    }
}
