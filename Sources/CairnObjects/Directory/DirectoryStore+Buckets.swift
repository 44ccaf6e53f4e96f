import CairnModel

extension DirectoryStore {
    /// Creates a bucket.
    ///
    /// - Throws: ``ObjectStoreError`` with `bucketAlreadyOwnedByYou` or `bucketAlreadyExists` if there is one of that
    ///   name, of the same owner or another; `InvalidBucketName` for a name that no bucket may have.
    public func createBucket(_ name: String, region: String, owner: String) async throws(ObjectStoreError) {
        guard BucketName.isValid(name) else {
            throw ObjectStoreError(
                ObjectStoreError.Code("InvalidBucketName"), "The specified bucket is not valid: \(name)")
        }
        let folder = try folder(name)
        let info = BucketInfo(name: name, region: region, owner: owner, created: clock.now().rounded(.down))
        try await run { () throws(ObjectStoreError) in
            if try folder.create(info) { return }
            guard try folder.info()?.owner == owner else {
                throw ObjectStoreError(
                    .bucketAlreadyExists,
                    "The requested bucket name is not available. Please select a different name and try again: \(name)")
            }
            throw ObjectStoreError(
                .bucketAlreadyOwnedByYou,
                "Your previous request to create the named bucket succeeded and you already own it: \(name)")
        }
    }

    /// Removes a bucket without objects. Uploads that are not completed are removed with it.
    ///
    /// - Throws: ``ObjectStoreError`` with `noSuchBucket`, `bucketNotEmpty`, or `operationAborted` while it is written
    ///   to.
    public func deleteBucket(_ name: String) async throws(ObjectStoreError) {
        let folder = try folder(name)
        try await run { () throws(ObjectStoreError) in
            guard try folder.delete(by: try self.trashPath()) else { throw folder.missing }
        }
    }

    /// All buckets by their names.
    public func buckets() async throws(ObjectStoreError) -> [BucketInfo] {
        try await run { () throws(ObjectStoreError) in
            let entries = try FileSystem.entries(of: self.configuration.path) ?? []
            var buckets: [BucketInfo] = []
            for entry in entries.sorted(by: { $0.name < $1.name })
            where entry.kind == .folder && BucketName.isValid(entry.name) {
                if let info = try self.folder(entry.name).info() { buckets.append(info) }
            }
            return buckets
        }
    }

    /// A setting of a bucket, `nil` if it has none.
    public func document(
        _ document: BucketDocument, of bucket: String
    ) async throws(ObjectStoreError) -> [UInt8]? {
        let folder = try folder(bucket)
        return try await run { () throws(ObjectStoreError) in try folder.document(document) }
    }

    /// Keeps a setting of a bucket, or removes it with `nil`.
    ///
    /// - Throws: ``ObjectStoreError`` with `noSuchBucket`.
    public func set(
        _ document: BucketDocument, of bucket: String, to bytes: [UInt8]?
    ) async throws(ObjectStoreError) {
        let folder = try folder(bucket)
        try await run { () throws(ObjectStoreError) in try folder.set(document, bytes) }
    }
}
