import CairnModel
import CairnObjects
import CairnWire

// Objects and parts made of other objects.
extension BucketService {
    func copyObject(_ call: BucketCall, _ bucket: Bucket) async throws -> BucketAnswer {
        let (source, body) = try await openSource(call)
        let replaces = call.text("MetadataDirective") == "REPLACE"
        let isSame = source.bucket == call.bucket && source.key == call.key
        let changes =
            replaces || call.text("StorageClass") != nil || call.text("ServerSideEncryption") != nil
            || call.text("WebsiteRedirectLocation") != nil
        guard !isSame || changes else {
            throw S3Failure(
                "InvalidRequest", 400,
                "This copy request is illegal because it is trying to copy an object to itself without changing the "
                    + "object's metadata, storage class, website redirect location or encryption attributes.")
        }
        guard body.info.size <= PutLimits.objectByteCountMax else {
            throw S3Failure(
                "InvalidRequest", 400, "The specified copy source is larger than the maximum allowable size")
        }
        let properties = try await properties(of: call, bucket, copying: body.info.properties, replaces: replaces)
        let algorithms = try checksums(of: call, body.info)
        let staged = try await store.stage(
            bucket: call.bucket, .stream(body.chunks), checksums: algorithms)
        let info = try await store.place(
            staged, bucket: call.bucket, key: call.key, properties: properties, checksums: algorithms,
            condition: try writeCondition(call))
        var output = Output()
        output.set("CopyObjectResult") { Self.writeResult(info.etag, info.lastModified, info.checksums, to: &$0) }
        info.encryption.write(to: &output)
        return try call.answer(output)
    }

    private func checksums(of call: BucketCall, _ source: ObjectInfo) throws -> Set<ChecksumAlgorithm> {
        if let name = call.text("ChecksumAlgorithm") { return [try ChecksumHeaders.algorithm(name)] }
        return Set(source.checksums.values.keys)
    }

    private func properties(
        of call: BucketCall, _ bucket: Bucket, copying source: ObjectProperties, replaces: Bool
    ) async throws -> ObjectProperties {
        var properties = try await properties(of: call, bucket)
        if !replaces {
            properties.contentType = source.contentType
            properties.contentEncoding = source.contentEncoding
            properties.contentDisposition = source.contentDisposition
            properties.contentLanguage = source.contentLanguage
            properties.cacheControl = source.cacheControl
            properties.expires = source.expires
            properties.userMetadata = source.userMetadata
        }
        if call.text("TaggingDirective") != "REPLACE" { properties.tags = source.tags }
        return properties
    }

    func copyPart(_ call: BucketCall, _ bucket: Bucket) async throws -> BucketAnswer {
        let upload = try await upload(call)
        let number = try partNumber(call)
        var (_, body) = try await openSource(call)
        if let text = call.text("CopySourceRange") {
            guard case .closed(let range)? = RangeHeader.range(text), range.upperBound < body.info.size else {
                throw S3Failure.invalidArgument(
                    "x-amz-copy-source-range", text,
                    "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are "
                        + "the zero-based offsets of the first and last bytes to copy")
            }
            body = store.part(Range(range), of: body)
        }
        let staged = try await store.stage(
            bucket: call.bucket, .stream(body.chunks), checksums: upload.checksumAlgorithm.map { [$0] } ?? [])
        let part = try await store.putPart(staged, number: number, upload: upload.id, bucket: call.bucket)
        var output = Output()
        output.set("CopyPartResult") { Self.writeResult(part.etag, part.lastModified, part.checksums, to: &$0) }
        upload.properties.encryption.write(to: &output)
        return try call.answer(output)
    }

    private static func writeResult(
        _ etag: String, _ time: Double, _ checksums: ObjectChecksums, to output: inout Output
    ) {
        output.set("LastModified", time: time)
        output.set("ETag", ETag.quoted(etag))
        checksums.write(to: &output)
    }

    /// Opens what is to be copied, if the caller may read it and it is as the caller expects.
    private func openSource(_ call: BucketCall) async throws -> (CopySource, ObjectBody) {
        guard let source = CopySource(call.text("CopySource") ?? "") else {
            throw S3Failure.invalidArgument(
                "x-amz-copy-source", call.text("CopySource") ?? "", "Copy Source must mention the source bucket and key"
            )
        }
        try Self.checkVersion(source.version)
        let bucket = try await bucket(source.bucket, expectedOwner: call.text("ExpectedSourceBucketOwner"))
        try await authorize(
            call, "s3:GetObject", bucket: bucket, resource: Self.arn(call.context, source.bucket, source.key))
        guard let body = try await store.open(bucket: source.bucket, key: source.key) else {
            throw noSuchKey(source.key)
        }
        let conditions = Conditions(
            ifMatch: call.text("CopySourceIfMatch"), ifNoneMatch: call.text("CopySourceIfNoneMatch"),
            ifModifiedSince: call.time("CopySourceIfModifiedSince"),
            ifUnmodifiedSince: call.time("CopySourceIfUnmodifiedSince"))
        guard conditions.outcome(for: body.info) == .met else { throw S3Failure.preconditionFailed }
        return (source, body)
    }
}
