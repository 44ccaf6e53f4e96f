import CairnModel
import CairnObjects
import CairnWire

// Objects on their way out.
extension BucketService {
    func getObject(_ call: BucketCall, _ bucket: Bucket) async throws -> BucketAnswer {
        let object = try await open(call)
        if let answer = try notModified(call, object.info) { return answer }
        let part = try Selection(call, object.info)
        var answer = try call.answer(head(of: object.info, part, call), status: part.status)
        answer.body = .chunks(store.part(part.range, of: object).chunks, byteCount: part.range.count)
        return answer
    }

    func headObject(_ call: BucketCall, _ bucket: Bucket) async throws -> BucketAnswer {
        let object = try await open(call)
        if let answer = try notModified(call, object.info) { return answer }
        let part = try Selection(call, object.info)
        return try call.answer(head(of: object.info, part, call), status: part.status)
    }

    private func open(_ call: BucketCall) async throws -> ObjectBody {
        try Self.checkVersion(call.text("VersionId"))
        let found =
            if let opened { try opened.get() } else { try await store.open(bucket: call.bucket, key: call.key) }
        guard let object = found else { throw noSuchKey(call.key) }
        return object
    }

    /// Buckets have no versions but the one whose id is `null`.
    static func checkVersion(_ id: String?) throws {
        guard let id, id != "null" else { return }
        throw S3Failure("NoSuchVersion", 404, "The specified version does not exist.", details: [("VersionId", id)])
    }

    /// - Throws: ``S3Failure`` with `PreconditionFailed`.
    private func notModified(_ call: BucketCall, _ info: ObjectInfo) throws -> BucketAnswer? {
        let conditions = Conditions(
            ifMatch: call.text("IfMatch"), ifNoneMatch: call.text("IfNoneMatch"),
            ifModifiedSince: call.time("IfModifiedSince"), ifUnmodifiedSince: call.time("IfUnmodifiedSince"))
        switch conditions.outcome(for: info) {
        case .met: return nil
        case .failed: throw S3Failure.preconditionFailed
        case .notModified:
            var output = Output()
            output.set("ETag", ETag.quoted(info.etag))
            output.set("LastModified", time: info.lastModified)
            return try call.answer(output, status: 304)
        }
    }

    private func head(of info: ObjectInfo, _ part: Selection, _ call: BucketCall) -> Output {
        var output = Output()
        let properties = info.properties
        output.set("AcceptRanges", "bytes")
        output.set("LastModified", time: info.lastModified)
        output.set("ContentLength", part.range.count)
        output.set("ETag", ETag.quoted(info.etag))
        if part.status == 206 { output.set("ContentRange", part.contentRange(of: info)) }
        output.set("PartsCount", part.partsCount)
        output.set("CacheControl", call.text("ResponseCacheControl") ?? properties.cacheControl)
        output.set("ContentDisposition", call.text("ResponseContentDisposition") ?? properties.contentDisposition)
        output.set("ContentEncoding", call.text("ResponseContentEncoding") ?? properties.contentEncoding)
        output.set("ContentLanguage", call.text("ResponseContentLanguage") ?? properties.contentLanguage)
        let type = call.text("ResponseContentType") ?? properties.contentType
        output.set("ContentType", type ?? "binary/octet-stream")
        output.set("Expires", call.input["ResponseExpires"] ?? properties.expires.map(WireValue.string))
        output.set("WebsiteRedirectLocation", properties.websiteRedirectLocation)
        output.set("StorageClass", properties.storageClass)
        if !properties.tags.isEmpty { output.set("TagCount", properties.tags.count) }
        let metadata = properties.userMetadata.sorted { $0.key < $1.key }
        output.set("Metadata", .map(metadata.map { WireValue.Member($0.key, .string($0.value)) }))
        properties.encryption.write(to: &output)
        if call.text("ChecksumMode") == "ENABLED", part.isWhole { info.checksums.write(to: &output) }
        return output
    }

    func attributes(_ call: BucketCall, _ bucket: Bucket) async throws -> BucketAnswer {
        let info = try await open(call).info
        guard case .list(let names)? = call.input["ObjectAttributes"], !names.isEmpty else {
            throw S3Failure.invalidArgument("x-amz-object-attributes", "", "Object attributes are missing")
        }
        let wanted = Set(names.compactMap(\.stringValue))
        var output = Output()
        output.set("LastModified", time: info.lastModified)
        if wanted.contains("ETag") { output.set("ETag", info.etag) }
        if wanted.contains("Checksum"), !info.checksums.isEmpty {
            output.set("Checksum") { info.checksums.write(to: &$0) }
        }
        if wanted.contains("ObjectParts"), !info.partSizes.isEmpty {
            output.set("ObjectParts") { $0.set("TotalPartsCount", info.partSizes.count) }
        }
        if wanted.contains("StorageClass") { output.set("StorageClass", info.properties.storageClass ?? "STANDARD") }
        if wanted.contains("ObjectSize") { output.set("ObjectSize", info.size) }
        return try call.answer(output)
    }
}
