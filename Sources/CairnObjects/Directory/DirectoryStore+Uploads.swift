import CairnModel

extension DirectoryStore {
    /// Begins an upload in parts.
    public func createUpload(
        bucket: String, key: String, properties: ObjectProperties, checksum: ChecksumAlgorithm? = nil,
        hasFullObjectChecksum: Bool = false
    ) async throws(ObjectStoreError) -> MultipartUpload {
        let words = (0..<2).map { _ in UInt64.random(in: .min ... .max) }
        let id = Hexadecimal.text(words.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) } })
        let upload = MultipartUpload(
            id: id, key: key, initiated: clock.now().rounded(.down), properties: properties,
            checksumAlgorithm: checksum, hasFullObjectChecksum: hasFullObjectChecksum)
        let folder = try UploadFolder(try folder(bucket), id: id)
        try await run { () throws(ObjectStoreError) in try folder.create(upload) }
        return upload
    }

    /// - Throws: ``ObjectStoreError`` with `noSuchUpload`, also if the upload is for another key.
    public func upload(_ id: String, bucket: String, key: String) async throws(ObjectStoreError) -> MultipartUpload {
        let folder = try UploadFolder(try folder(bucket), id: id)
        let upload = try await run { () throws(ObjectStoreError) in
            guard try folder.bucket.exists() else { throw folder.bucket.missing }
            return try folder.info()
        }
        guard upload.key.utf8.elementsEqual(key.utf8) else {
            throw ObjectStoreError(.noSuchUpload, "The specified upload is for another key")
        }
        return upload
    }

    /// Keeps a staged content as a part, in the place of one that has its number.
    public func putPart(
        _ staged: StagedFile, number: Int, upload: String, bucket: String
    ) async throws(ObjectStoreError) -> UploadedPart {
        guard (1...UploadFolder.partNumberMax).contains(number) else {
            throw ObjectStoreError(
                .invalidArgument, "Part number must be an integer between 1 and \(UploadFolder.partNumberMax)")
        }
        let folder = try UploadFolder(try folder(bucket), id: upload)
        let now = clock.now()
        return try await run { () throws(ObjectStoreError) in try folder.put(staged, number: number, at: now) }
    }

    /// The parts of an upload by their numbers.
    public func parts(
        upload: String, bucket: String, after marker: Int = 0, limit: Int = 1000
    ) async throws(ObjectStoreError) -> (parts: [UploadedPart], hasMore: Bool) {
        let folder = try UploadFolder(try folder(bucket), id: upload)
        return try await run { () throws(ObjectStoreError) in try folder.parts(after: marker, limit: limit) }
    }

    /// Makes an object of the parts, and ends the upload.
    ///
    /// - Parameter expecting: checksums that the object must have.
    /// - Throws: ``ObjectStoreError`` with `noSuchUpload`, `invalidPart`, `invalidPartOrder`, `entityTooSmall`,
    ///   `badDigest`, or `preconditionFailed`.
    public func completeUpload(
        _ id: String, bucket: String, parts: [PartReference], condition: ObjectWriteOptions.Condition? = nil,
        expecting: ObjectChecksums = ObjectChecksums()
    ) async throws(ObjectStoreError) -> ObjectInfo {
        let folder = try UploadFolder(try folder(bucket), id: id)
        let minimum = configuration.minimumPartSize
        return try await run { () throws(ObjectStoreError) in
            try folder.complete(parts, condition: condition, minimumPartSize: minimum, expecting: expecting)
        }
    }

    /// Removes an upload and its parts.
    ///
    /// - Throws: ``ObjectStoreError`` with `noSuchUpload`.
    public func abortUpload(_ id: String, bucket: String) async throws(ObjectStoreError) {
        let folder = try UploadFolder(try folder(bucket), id: id)
        try await run { () throws(ObjectStoreError) in try folder.abort() }
    }

    /// All uploads of a bucket that are not completed, by key and then by id.
    public func uploads(bucket: String) async throws(ObjectStoreError) -> [MultipartUpload] {
        let folder = try folder(bucket)
        return try await run { () throws(ObjectStoreError) in
            guard try folder.exists() else { throw folder.missing }
            var uploads: [MultipartUpload] = []
            for entry in try FileSystem.entries(of: folder.uploads) ?? [] {
                do throws(ObjectStoreError) {
                    uploads.append(try UploadFolder(folder, id: entry.name).info())
                } catch {
                    // It has been ended meanwhile.
                    guard error.code == .noSuchUpload else { throw error }
                }
            }
            return uploads.sorted {
                $0.key == $1.key ? $0.id < $1.id : KeyBytes($0.key) < KeyBytes($1.key)
            }
        }
    }
}
