import CairnModel
import CairnObjects
import CairnWire

// Uploads in parts.
extension BucketService {
    func createUpload(_ call: BucketCall, _ bucket: Bucket) async throws -> BucketAnswer {
        let properties = try await properties(of: call, bucket)
        let algorithm = try call.text("ChecksumAlgorithm").map(ChecksumHeaders.algorithm)
        let type = call.text("ChecksumType")
        let hasFullObject = try algorithm.map { try Self.isFullObject($0, type) } ?? false
        let upload = try await store.createUpload(
            bucket: call.bucket, key: call.key, properties: properties, checksum: algorithm,
            hasFullObjectChecksum: hasFullObject)
        var output = Output()
        output.set("Bucket", call.bucket)
        output.set("Key", call.key)
        output.set("UploadId", upload.id)
        output.set("ChecksumAlgorithm", algorithm?.rawValue)
        if algorithm != nil { output.set("ChecksumType", hasFullObject ? "FULL_OBJECT" : "COMPOSITE") }
        properties.encryption.write(to: &output)
        return try call.answer(output)
    }

    /// Source: Amazon S3 User Guide, "Checking object integrity in Amazon S3", which types algorithms have.
    private static func isFullObject(_ algorithm: ChecksumAlgorithm, _ type: String?) throws -> Bool {
        let isFull = type.map { $0 == "FULL_OBJECT" } ?? (algorithm == .crc64NVME)
        let isPossible = isFull ? ![.sha1, .sha256].contains(algorithm) : algorithm != .crc64NVME
        guard isPossible, [nil, "FULL_OBJECT", "COMPOSITE"].contains(type) else {
            throw S3Failure(
                "InvalidRequest", 400,
                "The \(type ?? "") checksum type cannot be used with the \(algorithm.rawValue.lowercased()) checksum "
                    + "algorithm.")
        }
        return isFull
    }

    /// The upload that a call is about.
    func upload(_ call: BucketCall) async throws -> MultipartUpload {
        try await store.upload(call.text("UploadId") ?? "", bucket: call.bucket, key: call.key)
    }

    func partNumber(_ call: BucketCall) throws -> Int {
        guard case .number(let number)? = call.input["PartNumber"], let number = Int(number.literal),
            (1...PutLimits.partCountMax).contains(number)
        else {
            throw S3Failure.invalidArgument(
                "partNumber", call.text("PartNumber") ?? "",
                "Part number must be an integer between 1 and \(PutLimits.partCountMax), inclusive")
        }
        return number
    }

    func uploadPart(_ call: BucketCall, _ bucket: Bucket) async throws -> BucketAnswer {
        let upload = try await upload(call)
        let number = try partNumber(call)
        var algorithms = call.payload.needed
        if let algorithm = upload.checksumAlgorithm { algorithms.insert(algorithm) }
        let staged = try await stage(call, algorithms)
        let part = try await store.putPart(
            staged, number: number, upload: upload.id, bucket: call.bucket)
        var output = Output()
        output.set("ETag", ETag.quoted(part.etag))
        let kept = call.payload.kept.union(upload.checksumAlgorithm.map { [$0] } ?? [])
        for (algorithm, value) in part.checksums.values where kept.contains(algorithm) {
            output.set(algorithm.memberName, Base64.text(value))
        }
        upload.properties.encryption.write(to: &output)
        return try call.answer(output)
    }

    func completeUpload(_ call: BucketCall, _ bucket: Bucket) async throws -> BucketAnswer {
        let upload = try await upload(call)
        guard case .list(let parts)? = call.input["MultipartUpload"]?["Parts"], !parts.isEmpty,
            parts.count <= PutLimits.partCountMax
        else { throw S3Failure.malformedXML }
        let expected = try ChecksumHeaders.stated(call.headers)
        let info = try await store.completeUpload(
            upload.id, bucket: call.bucket, parts: try parts.map(Self.reference),
            condition: try writeCondition(call), expecting: expected)
        var output = Output()
        output.set("Location", "/" + call.bucket + "/" + QueryItem.encoded(call.key))
        output.set("Bucket", call.bucket)
        output.set("Key", call.key)
        output.set("ETag", ETag.quoted(info.etag))
        info.checksums.write(to: &output)
        info.encryption.write(to: &output)
        return try call.answer(output)
    }

    private static func reference(_ part: WireValue) throws -> PartReference {
        guard case .number(let number)? = part["PartNumber"], let number = Int(number.literal),
            let etag = part["ETag"]?.stringValue
        else { throw S3Failure.malformedXML }
        var checksums = ObjectChecksums()
        for algorithm in ChecksumAlgorithm.allCases {
            guard let text = part[algorithm.memberName]?.stringValue else { continue }
            checksums.values[algorithm] = Base64.bytes(text) ?? []
        }
        return PartReference(number: number, etag: ETag.plain(etag), checksums: checksums)
    }

    func abortUpload(_ call: BucketCall, _ bucket: Bucket) async throws -> BucketAnswer {
        try await store.abortUpload(try await upload(call).id, bucket: call.bucket)
        return try call.answer(status: 204)
    }

    private static let pageMax = 1000

    func listParts(_ call: BucketCall, _ bucket: Bucket) async throws -> BucketAnswer {
        let upload = try await upload(call)
        let limit = try call.integer("MaxParts", as: "max-parts", in: 0...Self.pageMax) ?? Self.pageMax
        let marker = try call.integer("PartNumberMarker", as: "part-number-marker", in: 0...Int(Int32.max)) ?? 0
        let page = try await store.parts(upload: upload.id, bucket: call.bucket, after: marker, limit: limit)
        var output = Output()
        output.set("Bucket", call.bucket)
        output.set("Key", call.key)
        output.set("UploadId", upload.id)
        output.set("PartNumberMarker", marker)
        output.set("NextPartNumberMarker", page.parts.last?.number ?? 0)
        output.set("MaxParts", limit)
        output.set("IsTruncated", page.hasMore)
        output.set("Parts", .list(page.parts.map(Self.listed)))
        output.set("Initiator", Self.owner(bucket.owner))
        output.set("Owner", Self.owner(bucket.owner))
        output.set("StorageClass", upload.properties.storageClass ?? "STANDARD")
        output.set("ChecksumAlgorithm", upload.checksumAlgorithm?.rawValue)
        return try call.answer(output)
    }

    private static func listed(_ part: UploadedPart) -> WireValue {
        Output.structure { output in
            output.set("PartNumber", part.number)
            output.set("LastModified", time: part.lastModified)
            output.set("ETag", ETag.quoted(part.etag))
            output.set("Size", part.size)
            for (algorithm, value) in part.checksums.values {
                output.set(algorithm.memberName, Base64.text(value))
            }
        }
    }

    func listUploads(_ call: BucketCall, _ bucket: Bucket) async throws -> BucketAnswer {
        let limit = try call.integer("MaxUploads", as: "max-uploads", in: 1...Self.pageMax) ?? Self.pageMax
        let page = UploadPage(
            try await store.uploads(bucket: call.bucket), prefix: call.text("Prefix") ?? "",
            delimiter: call.text("Delimiter") ?? "", keyMarker: call.text("KeyMarker") ?? "",
            idMarker: call.text("UploadIdMarker") ?? "", limit: limit)
        var output = Output()
        output.set("Bucket", call.bucket)
        output.set("KeyMarker", encoded(call.text("KeyMarker") ?? "", call))
        output.set("UploadIdMarker", call.text("UploadIdMarker") ?? "")
        if page.isTruncated {
            output.set("NextKeyMarker", page.nextKey.map { encoded($0, call) })
            output.set("NextUploadIdMarker", page.nextID ?? "")
        }
        output.set("Prefix", encoded(call.text("Prefix") ?? "", call))
        output.set("Delimiter", call.text("Delimiter").map { encoded($0, call) })
        output.set("EncodingType", call.text("EncodingType"))
        output.set("MaxUploads", limit)
        output.set("IsTruncated", page.isTruncated)
        let uploads = page.uploads.map { upload in
            Output.structure { output in
                output.set("Key", encoded(upload.key, call))
                output.set("UploadId", upload.id)
                output.set("Initiator", Self.owner(bucket.owner))
                output.set("Owner", Self.owner(bucket.owner))
                output.set("StorageClass", upload.properties.storageClass ?? "STANDARD")
                output.set("Initiated", time: upload.initiated)
                output.set("ChecksumAlgorithm", upload.checksumAlgorithm?.rawValue)
            }
        }
        output.set("Uploads", .list(uploads))
        let prefixes = page.commonPrefixes.map { prefix in
            Output.structure { $0.set("Prefix", encoded(prefix, call)) }
        }
        output.set("CommonPrefixes", .list(prefixes))
        return try call.answer(output)
    }
}
