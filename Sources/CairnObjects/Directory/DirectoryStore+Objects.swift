import NIOCore

extension DirectoryStore: ObjectStore {
    public func bucketInfo(_ bucket: String) async throws(ObjectStoreError) -> BucketInfo? {
        guard BucketName.isValid(bucket) else { return nil }
        let folder = try folder(bucket)
        return try await run { () throws(ObjectStoreError) in try folder.info() }
    }

    public func head(bucket: String, key: String) async throws(ObjectStoreError) -> ObjectInfo? {
        try await open(bucket: bucket, key: key)?.info
    }

    public func get(
        bucket: String, key: String, range: ObjectRange?
    ) async throws(ObjectStoreError) -> ObjectBody {
        guard let object = try await open(bucket: bucket, key: key) else { throw .noSuchKey(key) }
        guard let range else { return object }
        guard let places = range.places(in: object.info.size) else {
            throw ObjectStoreError(.invalidRange, "The requested range is not satisfiable: \(key)")
        }
        return self.part(places, of: object)
    }

    /// Opens the whole of an object, `nil` if there is none. Its bytes and what is said of it are of one version,
    /// whatever happens to the object meanwhile.
    ///
    /// - Throws: ``ObjectStoreError`` with `noSuchBucket`.
    public func open(bucket: String, key: String) async throws(ObjectStoreError) -> ObjectBody? {
        let folder = try folder(bucket)
        let opened = try await run { () throws(ObjectStoreError) in
            if let object = try folder.open(key) { return Optional(object) }
            guard try folder.exists() else { throw folder.missing }
            return nil
        }
        return opened.map { body(of: $0, key) }
    }

    /// What a bucket and an object in it are, seen at once.
    public struct Sight: Sendable {
        public var bucket: BucketInfo
        /// As ``DirectoryStore/open(bucket:key:)`` gives it.
        public var object: Result<ObjectBody?, ObjectStoreError>
    }

    /// Looks at a bucket and opens an object in it, on a single visit to the thread pool.
    ///
    /// - Parameter limit: an object of at most so many bytes is read as well.
    /// - Returns: `nil` if there is no such bucket.
    public func look(
        at key: String, in bucket: String, readingUpTo limit: Int
    ) async throws(ObjectStoreError) -> Sight? {
        guard BucketName.isValid(bucket) else { return nil }
        let folder = try folder(bucket)
        return try await run { () throws(ObjectStoreError) in
            guard let info = try folder.info() else { return nil }
            do throws(ObjectStoreError) {
                guard let opened = try folder.open(key) else { return Sight(bucket: info, object: .success(nil)) }
                let isRead = opened.version.size <= limit
                let content = isRead ? try opened.file.chunk(in: 0..<opened.version.size) : nil
                return Sight(bucket: info, object: .success(self.body(of: opened, key, content)))
            } catch {
                return Sight(bucket: info, object: .failure(error))
            }
        }
    }

    /// A part of an object that has been opened.
    public func part(_ range: Range<Int>, of object: ObjectBody) -> ObjectBody {
        ObjectBody(info: object.info, range: range, chunks: object.chunks.part(range))
    }

    /// - Parameter content: all bytes, if they have been read already.
    private func body(
        of object: BucketFolder.OpenObject, _ key: String, _ content: ByteBuffer? = nil
    ) -> ObjectBody {
        let range = 0..<object.version.size
        let file = object.file
        let chunks =
            content.map { ObjectChunks(range: range, buffer: $0) }
            ?? ObjectChunks(range: range) { range in
                try await self.run { () throws(ObjectStoreError) in try file.chunk(in: range) }
            }
        return ObjectBody(info: object.version.info(key: key), range: range, chunks: chunks)
    }

    @discardableResult
    public func put(
        bucket: String, key: String, body: ObjectContent, options: ObjectWriteOptions
    ) async throws(ObjectStoreError) -> ObjectInfo {
        if let owner = options.expectedBucketOwner {
            guard let info = try await bucketInfo(bucket) else { throw .noSuchBucket(bucket) }
            guard info.owner == owner else {
                throw ObjectStoreError(.accessDenied, "The bucket belongs to another account than \(owner)")
            }
        }
        let staged = try await stage(bucket: bucket, body, checksums: options.checksums)
        return try await place(
            staged, bucket: bucket, key: key, properties: options.properties, condition: options.condition)
    }

    public func delete(bucket: String, key: String) async throws(ObjectStoreError) {
        let folder = try folder(bucket)
        try await run { () throws(ObjectStoreError) in
            guard try folder.exists() else { throw folder.missing }
            try folder.remove(key)
        }
    }

    public func list(
        bucket: String, prefix: String, after: String?, limit: Int
    ) async throws(ObjectStoreError) -> ObjectPage {
        let listing = try await list(
            bucket: bucket, ListingQuery(prefix: prefix, after: after, limit: min(1000, limit)))
        return ObjectPage(objects: listing.objects, next: listing.next)
    }

    /// Returns a part of a bucket's list, with common prefixes.
    ///
    /// - Throws: ``ObjectStoreError`` with `noSuchBucket`.
    public func list(bucket: String, _ query: ListingQuery) async throws(ObjectStoreError) -> Listing {
        let folder = try folder(bucket)
        return try await run { () throws(ObjectStoreError) in
            guard try folder.exists() else { throw folder.missing }
            return try folder.list(query)
        }
    }
}

// MARK: In two steps

extension DirectoryStore {
    /// Takes a content without giving it a key yet, so that it can be checked first.
    public func stage(
        bucket: String, _ content: ObjectContent, checksums: Set<ChecksumAlgorithm> = []
    ) async throws(ObjectStoreError) -> StagedFile {
        let folder = try folder(bucket)
        let staged = try await run { () throws(ObjectStoreError) in try folder.stage(checksums) }
        switch content {
        case .bytes(let bytes):
            try await run { () throws(ObjectStoreError) in try staged.append(bytes) }
        case .file(let path):
            try await run { () throws(ObjectStoreError) in
                guard let file = try ObjectFile.regular(path) else {
                    throw ObjectStoreError(.invalidArgument, "There is no file at \(path)")
                }
                try staged.append(file, 0..<(try file.status().size))
            }
        case .stream(let chunks):
            try await append(chunks, to: staged)
        }
        return staged
    }

    private static let bufferByteCount = 512 << 10

    /// Chunks are gathered: each visit to the thread pool costs as much as writing some kilobytes.
    private func append(
        _ chunks: any AsyncSequence<ByteBuffer, any Error> & Sendable, to staged: StagedFile
    ) async throws(ObjectStoreError) {
        var waiting: [ByteBuffer] = []
        var byteCount = 0
        do {
            for try await chunk in chunks {
                waiting.append(chunk)
                byteCount += chunk.readableBytes
                guard byteCount >= Self.bufferByteCount else { continue }
                let full = waiting
                (waiting, byteCount) = ([], 0)
                try await run { () throws(ObjectStoreError) in try staged.append(full) }
            }
        } catch {
            throw ObjectStoreError.taking(error)
        }
        let rest = waiting
        try await run { () throws(ObjectStoreError) in try staged.append(rest) }
    }

    /// Gives a staged content its key.
    ///
    /// - Parameter checksums: those of the checksums worked out that are to be kept, `nil` for all.
    /// - Throws: ``ObjectStoreError`` as ``put(bucket:key:body:options:)`` does.
    public func place(
        _ staged: StagedFile, bucket: String, key: String, properties: ObjectProperties,
        checksums: Set<ChecksumAlgorithm>? = nil, condition: ObjectWriteOptions.Condition? = nil
    ) async throws(ObjectStoreError) -> ObjectInfo {
        let folder = try folder(bucket)
        var kept = staged.checksums
        if let checksums { kept.values = kept.values.filter { checksums.contains($0.key) } }
        let commit = BucketFolder.Commit(
            key: key, etag: Hexadecimal.text(staged.md5), properties: properties, checksums: kept,
            condition: condition)
        return try await run { () throws(ObjectStoreError) in try folder.place(staged, as: commit) }
    }

    /// Changes the tags of an object, or its ACL.
    ///
    /// - Throws: ``ObjectStoreError`` with `noSuchKey`.
    @discardableResult
    public func update(
        bucket: String, key: String, _ change: @escaping @Sendable (inout ObjectProperties) -> Void
    ) async throws(ObjectStoreError) -> ObjectInfo {
        let folder = try folder(bucket)
        return try await run { () throws(ObjectStoreError) in
            guard try folder.exists() else { throw folder.missing }
            return try folder.update(key, change)
        }
    }
}

extension BucketFolder {
    func exists() throws(ObjectStoreError) -> Bool {
        try FileSystem.kind(of: system + "/" + Self.infoName) == .file
    }

    func list(_ query: ListingQuery) throws(ObjectStoreError) -> Listing {
        var listing = Listing()
        guard query.limit > 0 else { return listing }
        var walk = ListingWalk(folder: path, query: query)
        var last: String?
        while let item = try walk.next() {
            if listing.objects.count + listing.commonPrefixes.count == query.limit {
                listing.next = last
                break
            }
            switch item {
            case .commonPrefix(let prefix):
                listing.commonPrefixes.append(prefix.text)
                last = prefix.text
            case .key(let key):
                // It may have been deleted since its folder was read.
                guard let version = try version(of: key.text) else { continue }
                listing.objects.append(version.info(key: key.text))
                last = key.text
            }
        }
        return listing
    }
}
