import CairnModel

// What belongs to a bucket as a whole: small files in its system folder.
extension BucketFolder {
    static let infoName = "bucket.json"

    /// What is known of the bucket, `nil` if there is none.
    func info() throws(ObjectStoreError) -> BucketInfo? {
        // Of before the reading: what is written meanwhile is another state.
        let state = BucketState(
            info: ObjectFile.status(of: system + "/" + Self.infoName),
            policy: ObjectFile.status(of: system + "/" + BucketDocument.policy.rawValue),
            requestPayment: ObjectFile.status(of: system + "/" + BucketDocument.requestPayment.rawValue))
        if let known = context.knownBucket(name, in: state) { return known }
        guard let info = try readInfo() else { return nil }
        context.know(info, in: state)
        return info
    }

    private func readInfo() throws(ObjectStoreError) -> BucketInfo? {
        let file = system + "/" + Self.infoName
        guard let bytes = try FileSystem.contents(of: file) else { return nil }
        guard let json = try? JSON(parsing: bytes), let region = json["region"]?.stringValue else {
            throw ObjectStoreError(.internalError, "Damaged: \(file)")
        }
        return BucketInfo(
            name: name, region: region, owner: json["owner"]?.stringValue,
            created: json["created"]?.stringValue.flatMap(ISO8601.parse),
            policy: try document(.policy).map { String(decoding: $0, as: UTF8.self) },
            isRequesterPays: try document(.requestPayment).map { String(decoding: $0, as: UTF8.self) } == "Requester")
    }

    private func infoBytes(_ info: BucketInfo) -> [UInt8] {
        var object: JSONObject = ["region": .string(info.region)]
        if let owner = info.owner { object["owner"] = .string(owner) }
        if let created = info.created { object["created"] = .string(ISO8601.string(epochSeconds: Int64(created))) }
        return Array(JSON.object(object).description.utf8) + [0x0A]
    }

    /// Creates the bucket; `false` if there is one.
    func create(_ info: BucketInfo) throws(ObjectStoreError) -> Bool {
        try context.alone(name) { () throws(ObjectStoreError) in
            if try FileSystem.kind(of: system + "/" + Self.infoName) != nil { return false }
            try FileSystem.createFolders(temporary)
            try FileSystem.createFolders(uploads)
            // The bucket is there when this file is: folders alone are none.
            let staged = try StagedFile(temporary + "/" + context.uniqueName(), checksums: [])
            try staged.append(infoBytes(info))
            if context.syncs { try staged.file.sync() }
            guard try FileSystem.rename(staged.file.path, to: system + "/" + Self.infoName) else { throw missing }
            staged.wasPlaced()
            if context.syncs { for folder in [system, path] { try FileSystem.syncFolder(folder) } }
            return true
        }
    }

    /// Removes the bucket, which must have no objects; `false` if there is none.
    /// - Parameter trash: a name on the same file system that nothing has.
    func delete(by trash: String) throws(ObjectStoreError) -> Bool {
        defer { context.forget(name) }
        let deleted = try context.alone(name) { () throws(ObjectStoreError) in
            guard try FileSystem.kind(of: system + "/" + Self.infoName) == .file else { return false }
            var walk = ListingWalk(folder: path, query: ListingQuery(limit: 1))
            guard try walk.next() == nil else {
                throw ObjectStoreError(.bucketNotEmpty, "The bucket you tried to delete is not empty: \(name)")
            }
            return try FileSystem.rename(path, to: trash)
        }
        if deleted { try FileSystem.removeAll(trash) }
        return deleted
    }

    func document(_ document: BucketDocument) throws(ObjectStoreError) -> [UInt8]? {
        try FileSystem.contents(of: system + "/" + document.rawValue)
    }

    /// Writes or removes a document.
    func set(_ document: BucketDocument, _ bytes: [UInt8]?) throws(ObjectStoreError) {
        let file = system + "/" + document.rawValue
        defer { context.forget(name) }
        try context.sharing(name) { () throws(ObjectStoreError) in
            guard try FileSystem.kind(of: system + "/" + Self.infoName) == .file else { throw missing }
            guard let bytes else { return try FileSystem.remove(file) }
            guard try replace(file, with: bytes) else { throw missing }
        }
    }
}
