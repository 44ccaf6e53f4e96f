import CairnModel

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// One upload in parts, in a folder of its bucket's system folder. All of this blocks.
struct UploadFolder: Sendable {
    private static let infoName = "upload.json"
    static let partNumberMax = 10_000

    let bucket: BucketFolder
    let id: String

    private var path: String { bucket.uploads + "/" + id }
    /// The upload, as something that can be had alone.
    private var gate: String { bucket.name + "/" + id }
    private var missing: ObjectStoreError {
        ObjectStoreError(
            .noSuchUpload, "The specified upload does not exist. It may have been aborted or completed: \(id)")
    }

    /// - Throws: ``ObjectStoreError`` with `noSuchUpload` for a text that is no id of an upload.
    init(_ bucket: BucketFolder, id: String) throws(ObjectStoreError) {
        self.bucket = bucket
        self.id = id
        let isID = (1...64).contains(id.utf8.count) && id.utf8.allSatisfy { HexDigits.value(of: $0) != nil }
        guard isID else { throw missing }
    }

    func create(_ upload: MultipartUpload) throws(ObjectStoreError) {
        guard mkdir(path, 0o700) == 0 else {
            throw errno == ENOENT ? bucket.missing : FileSystem.error("Cannot create folder", path)
        }
        guard try bucket.replace(path + "/" + Self.infoName, with: upload.bytes) else { throw missing }
    }

    func info() throws(ObjectStoreError) -> MultipartUpload {
        let file = path + "/" + Self.infoName
        guard let bytes = try FileSystem.contents(of: file) else { throw missing }
        guard let json = try? JSON(parsing: bytes), let upload = MultipartUpload(json, id: id) else {
            throw ObjectStoreError(.internalError, "Damaged: \(file)")
        }
        return upload
    }

    /// Keeps a part, in the place of one with its number.
    func put(_ staged: StagedFile, number: Int, at time: Double) throws(ObjectStoreError) -> UploadedPart {
        try bucket.context.sharing(gate) { () throws(ObjectStoreError) in
            if bucket.context.syncs { try staged.file.sync() }
            let name = Self.text(number) + "-" + bucket.context.uniqueName() + ".part"
            let part = StoredPart(
                part: UploadedPart(
                    number: number, size: staged.size, etag: Hexadecimal.text(staged.md5), lastModified: time,
                    checksums: staged.checksums),
                file: name)
            return try bucket.context.locks.withLock(path + "/" + Self.text(number)) { () throws(ObjectStoreError) in
                let earlier = try stored(number)
                guard try FileSystem.rename(staged.file.path, to: path + "/" + name) else { throw missing }
                staged.wasPlaced()
                guard try bucket.replace(recordPath(number), with: part.bytes) else { throw missing }
                if let earlier { try FileSystem.remove(path + "/" + earlier.file) }
                return part.part
            }
        }
    }

    private func recordPath(_ number: Int) -> String { path + "/" + Self.text(number) + ".json" }

    private static func text(_ number: Int) -> String { String(String(100_000 + number).dropFirst()) }

    private func stored(_ number: Int) throws(ObjectStoreError) -> StoredPart? {
        guard let bytes = try FileSystem.contents(of: recordPath(number)) else { return nil }
        guard let json = try? JSON(parsing: bytes), let part = StoredPart(json) else {
            throw ObjectStoreError(.internalError, "Damaged: \(recordPath(number))")
        }
        return part
    }

    /// The parts that are there, by their numbers.
    func parts(after marker: Int, limit: Int) throws(ObjectStoreError) -> (parts: [UploadedPart], hasMore: Bool) {
        guard let entries = try FileSystem.entries(of: path) else { throw missing }
        let numbers = entries.compactMap { entry -> Int? in
            guard entry.name.hasSuffix(".json"), entry.name != Self.infoName else { return nil }
            return Int(entry.name.dropLast(5))
        }.filter { $0 > marker }.sorted()
        var parts: [UploadedPart] = []
        for number in numbers.prefix(limit) {
            if let part = try stored(number) { parts.append(part.part) }
        }
        return (parts, numbers.count > limit)
    }

    func abort() throws(ObjectStoreError) {
        try bucket.context.alone(gate) { () throws(ObjectStoreError) in
            guard try FileSystem.kind(of: path) == .folder else { throw missing }
            try FileSystem.removeAll(path)
        }
    }

    /// Makes the object out of its parts, and ends the upload.
    ///
    /// - Parameter minimumPartSize: what every part but the last must have, in bytes.
    func complete(
        _ references: [PartReference], condition: ObjectWriteOptions.Condition?, minimumPartSize: Int,
        expecting: ObjectChecksums
    ) throws(ObjectStoreError) -> ObjectInfo {
        try bucket.context.alone(gate) { () throws(ObjectStoreError) in
            let upload = try info()
            let parts = try checked(references, minimumPartSize: minimumPartSize)
            let staged = try bucket.stage(upload.wholeChecksums)
            for part in parts { try append(part, to: staged) }
            let assembly = PartAssembly(upload: upload, parts: parts.map(\.part))
            let checksums = assembly.checksums(whole: staged.checksums)
            try check(checksums, expecting)
            let object = try bucket.place(
                staged,
                as: BucketFolder.Commit(
                    key: upload.key, etag: assembly.etag, properties: upload.properties, checksums: checksums,
                    partSizes: parts.map(\.part.size), condition: condition))
            try FileSystem.removeAll(path)
            return object
        }
    }

    private func append(_ part: StoredPart, to staged: StagedFile) throws(ObjectStoreError) {
        guard let file = try ObjectFile.regular(path + "/" + part.file) else {
            throw ObjectStoreError(.internalError, "The file of part \(part.part.number) is missing: \(path)")
        }
        try staged.append(file, 0..<part.part.size)
    }

    private func checked(
        _ references: [PartReference], minimumPartSize: Int
    ) throws(ObjectStoreError) -> [StoredPart] {
        var parts: [StoredPart] = []
        for reference in references {
            if let last = parts.last, last.part.number >= reference.number {
                throw ObjectStoreError(
                    .invalidPartOrder,
                    "The list of parts was not in ascending order. Parts must be ordered by part number")
            }
            guard let part = try stored(reference.number), part.part.etag == reference.etag,
                reference.checksums.values.allSatisfy({ part.part.checksums.values[$0.key] == $0.value })
            else {
                throw ObjectStoreError(
                    .invalidPart,
                    "One or more of the specified parts could not be found, or its ETag or checksum is another: part "
                        + "\(reference.number)")
            }
            parts.append(part)
        }
        for part in parts.dropLast() where part.part.size < minimumPartSize {
            throw ObjectStoreError(
                .entityTooSmall,
                "Your proposed upload is smaller than the minimum allowed size: part "
                    + "\(part.part.number) has \(part.part.size) bytes, the minimum is \(minimumPartSize)")
        }
        return parts
    }

    private func check(_ checksums: ObjectChecksums, _ expected: ObjectChecksums) throws(ObjectStoreError) {
        for (algorithm, value) in expected.values where checksums.values[algorithm] != value {
            throw ObjectStoreError(
                .badDigest, "The \(algorithm.rawValue) you specified did not match the calculated checksum")
        }
    }
}
