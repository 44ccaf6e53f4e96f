import CairnModel

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// One bucket in its folder. All of this blocks.
struct BucketFolder: Sendable {
    struct OpenObject: Sendable {
        let file: ObjectFile
        let version: ObjectRecord.Version
    }

    let name: String
    let path: String
    let context: DirectoryContext

    /// The folder of what belongs to the bucket as a whole.
    var system: String { path + "/" + FileName.system }
    var temporary: String { system + "/tmp" }
    var uploads: String { system + "/uploads" }
    var missing: ObjectStoreError { .noSuchBucket(name) }

    func stage(_ checksums: Set<ChecksumAlgorithm>) throws(ObjectStoreError) -> StagedFile {
        do throws(ObjectStoreError) {
            return try StagedFile(temporary + "/" + context.uniqueName(), checksums: checksums)
        } catch {
            guard try FileSystem.kind(of: system + "/" + Self.infoName) == .file else { throw missing }
            try FileSystem.createFolders(temporary)
            return try StagedFile(temporary + "/" + context.uniqueName(), checksums: checksums)
        }
    }

    /// Opens an object in a version that is whole, `nil` if there is none.
    func open(_ key: String) throws(ObjectStoreError) -> OpenObject? {
        try open(ObjectPath(key: key), key: key)
    }

    private func open(_ place: ObjectPath, key: String) throws(ObjectStoreError) -> OpenObject? {
        let folder = place.folder(in: path)
        for _ in 0..<Self.attemptsMax {
            guard let file = try openFile(place, in: folder) else { return nil }
            let status = try file.status()
            let record = try record(of: place, in: folder)
            // Only where the file system takes two names for one.
            if let record, !record.key.utf8.elementsEqual(key.utf8) { return nil }
            if let version = record?.versions.last(where: { $0.isOf(status) }) {
                return OpenObject(file: file, version: version)
            }
            // No version is of this file: it has been replaced just now, or somebody has changed it by hand.
            if ObjectFile.status(of: file.path) == status {
                let version = ObjectRecord.version(of: status, after: record?.versions.last)
                return OpenObject(file: file, version: version)
            }
        }
        throw busy(key)
    }

    /// What is known of an object in a version that is whole, `nil` if there is none: as ``open(_:)-(String)``, but
    /// without its bytes.
    func version(of key: String) throws(ObjectStoreError) -> ObjectRecord.Version? {
        let place = ObjectPath(key: key)
        let folder = place.folder(in: path)
        let plain = folder + "/" + place.name
        for _ in 0..<Self.attemptsMax {
            let found = ObjectFile.regularStatus(of: plain) ?? ObjectFile.regularStatus(of: plain + FileName.mark)
            guard let status = found else { return nil }
            let record = try record(of: place, in: folder)
            if let record, !record.key.utf8.elementsEqual(key.utf8) { return nil }
            if let version = record?.versions.last(where: { $0.isOf(status) }) { return version }
            if ObjectFile.regularStatus(of: plain) == status
                || ObjectFile.regularStatus(of: plain + FileName.mark) == status
            {
                return ObjectRecord.version(of: status, after: record?.versions.last)
            }
        }
        throw busy(key)
    }

    /// A file moves from its plain name to the marked one, never back: looked for in this order it is always found.
    private func openFile(_ place: ObjectPath, in folder: String) throws(ObjectStoreError) -> ObjectFile? {
        if let file = try ObjectFile.regular(folder + "/" + place.name) { return file }
        return try ObjectFile.regular(folder + "/" + place.name + FileName.mark)
    }

    private func record(of place: ObjectPath, in folder: String) throws(ObjectStoreError) -> ObjectRecord? {
        let path = recordPath(of: place, in: folder)
        guard let bytes = try FileSystem.contents(of: path) else { return nil }
        return try ObjectRecord(parsing: bytes, path: path)
    }

    private func recordPath(of place: ObjectPath, in folder: String) -> String {
        folder + "/" + FileName.system + "/" + place.recordName
    }

    private static let attemptsMax = 64

    private func busy(_ key: String) -> ObjectStoreError {
        ObjectStoreError(.operationAborted, "The object is being changed too often: \(key). Try again")
    }
}

// MARK: Changes

extension BucketFolder {
    /// What an object is to be, but for its size and time.
    struct Commit: Sendable {
        var key: String
        var etag: String
        var properties: ObjectProperties
        var checksums: ObjectChecksums
        var partSizes: [Int] = []
        var condition: ObjectWriteOptions.Condition?
    }

    /// Gives a staged file its key.
    func place(_ staged: StagedFile, as commit: Commit) throws(ObjectStoreError) -> ObjectInfo {
        let place = ObjectPath(key: commit.key)
        let folder = place.folder(in: path)
        try stamp(staged, context.nextStamp())
        return try context.sharing(name) { () throws(ObjectStoreError) in
            for _ in 0..<Self.attemptsMax {
                try makeFolders(place)
                let info = try context.locks.withLock(folder + "/" + place.name) { () throws(ObjectStoreError) in
                    try placeLocked(staged, as: commit, at: place, in: folder)
                }
                if let info { return info }
            }
            throw busy(commit.key)
        }
    }

    /// `nil` if a folder was removed or has taken the name meanwhile: then it is tried again.
    private func placeLocked(
        _ staged: StagedFile, as commit: Commit, at place: ObjectPath, in folder: String
    ) throws(ObjectStoreError) -> ObjectInfo? {
        let current = try open(place, key: commit.key)
        try check(commit.condition, current, commit.key)
        if let record = try record(of: place, in: folder), !record.key.utf8.elementsEqual(commit.key.utf8) {
            throw ObjectStoreError(
                .invalidArgument,
                "This file system does not tell this key from another that is there: \(record.key). "
                    + "Keep the data folder on one that tells names by their bytes")
        }
        let version = try newVersion(staged, commit, unlike: current?.version)
        let record = ObjectRecord(key: commit.key, versions: (current.map { [$0.version] } ?? []) + [version])
        guard try write(record, at: place, in: folder) else { return nil }
        guard try FileSystem.rename(staged.file.path, to: target(of: place, in: folder)) else { return nil }
        staged.wasPlaced()
        if context.syncs { try FileSystem.syncFolder(folder) }
        return version.info(key: commit.key)
    }

    private func check(
        _ condition: ObjectWriteOptions.Condition?, _ current: OpenObject?, _ key: String
    ) throws(ObjectStoreError) {
        switch condition {
        case nil: return
        case .isNew:
            if current == nil { return }
        case .matches(let etag):
            guard let current else { throw .noSuchKey(key) }
            if current.version.etag == etag { return }
        }
        throw ObjectStoreError(
            .preconditionFailed, "At least one of the pre-conditions you specified did not hold: \(key)")
    }

    private func newVersion(
        _ staged: StagedFile, _ commit: Commit, unlike current: ObjectRecord.Version?
    ) throws(ObjectStoreError) -> ObjectRecord.Version {
        while true {
            let status = try staged.file.status()
            guard let current, current.isOf(status) else {
                return ObjectRecord.Version(
                    size: status.size, modified: status.modified, etag: commit.etag, properties: commit.properties,
                    checksums: commit.checksums, partSizes: commit.partSizes)
            }
            // The file system's times are coarse, or the clock has gone back.
            try stamp(staged, status.modified + 1_000_000_000)
        }
    }

    /// Gives a content the time that tells its version from others, and brings both to the device.
    private func stamp(_ staged: StagedFile, _ time: Int64) throws(ObjectStoreError) {
        try staged.file.setModified(time)
        if context.syncs { try staged.file.sync() }
    }

    private func target(of place: ObjectPath, in folder: String) throws(ObjectStoreError) -> String {
        let plain = folder + "/" + place.name
        let marked = plain + FileName.mark
        if try FileSystem.kind(of: plain) == .folder { return marked }
        return try FileSystem.kind(of: marked) == .file ? marked : plain
    }

    private func write(
        _ record: ObjectRecord, at place: ObjectPath, in folder: String
    ) throws(ObjectStoreError) -> Bool {
        try replace(recordPath(of: place, in: folder), with: record.bytes)
    }

    /// Writes a small file so that a reader sees the old content or the new; `false` if its folder is not there.
    func replace(_ target: String, with bytes: [UInt8]) throws(ObjectStoreError) -> Bool {
        let staged = try stage([])
        try staged.append(bytes)
        if context.syncs { try staged.file.sync() }
        guard try FileSystem.rename(staged.file.path, to: target) else { return false }
        staged.wasPlaced()
        if context.syncs, let slash = target.lastIndex(of: "/") {
            try FileSystem.syncFolder(String(target[..<slash]))
        }
        return true
    }

    /// Creates the folders of an object. An object that has the name of one of them is moved to the marked name.
    private func makeFolders(_ place: ObjectPath) throws(ObjectStoreError) {
        var folder = path
        let system = place.folder(in: path) + "/" + FileName.system
        if try FileSystem.kind(of: system) == .folder { return }
        guard try FileSystem.kind(of: self.system + "/" + Self.infoName) == .file else { throw missing }
        for name in place.folders {
            try makeFolder(name, in: folder)
            folder += "/" + name
        }
        // It may be gone again: whoever needs it tries again then.
        if mkdir(system, 0o700) == 0, context.syncs { try FileSystem.syncFolder(folder) }
    }

    private func makeFolder(_ name: String, in parent: String) throws(ObjectStoreError) {
        let folder = parent + "/" + name
        switch try FileSystem.kind(of: folder) {
        case .folder: return
        case .other:
            throw ObjectStoreError(.internalError, "Neither a file nor a folder: \(folder). Remove it")
        case .file:
            try context.locks.withLock(folder) { () throws(ObjectStoreError) in
                guard try FileSystem.kind(of: folder) == .file else { return }
                _ = try FileSystem.rename(folder, to: folder + FileName.mark)
            }
        case nil: break
        }
        if mkdir(folder, 0o700) == 0 {
            if context.syncs { try FileSystem.syncFolder(parent) }
        } else if errno != EEXIST, errno != ENOENT {
            throw FileSystem.error("Cannot create folder", folder)
        }
    }

    /// Removes an object, if it is there, and the folders that are empty then.
    func remove(_ key: String) throws(ObjectStoreError) {
        let place = ObjectPath(key: key)
        let folder = place.folder(in: path)
        try context.sharing(name) { () throws(ObjectStoreError) in
            try context.locks.withLock(folder + "/" + place.name) { () throws(ObjectStoreError) in
                guard let object = try open(place, key: key) else { return }
                try FileSystem.remove(object.file.path)
                try FileSystem.remove(recordPath(of: place, in: folder))
                if context.syncs { try FileSystem.syncFolder(folder) }
            }
            removeEmptyFolders(place)
        }
    }

    private func removeEmptyFolders(_ place: ObjectPath) {
        var folders = place.folders
        while !folders.isEmpty {
            let folder = ([path] + folders).joined(separator: "/")
            // Most folders have more: the look is cheaper than the attempt, and leaves the system's folder alone.
            guard let entries = try? FileSystem.entries(of: folder),
                entries.allSatisfy({ $0.name == FileName.system }),
                entries.isEmpty || FileSystem.removeFolder(folder + "/" + FileName.system),
                FileSystem.removeFolder(folder)
            else { return }
            folders.removeLast()
        }
    }

    /// Changes what an object carries, and leaves its bytes alone.
    func update(
        _ key: String, _ change: (inout ObjectProperties) -> Void
    ) throws(ObjectStoreError) -> ObjectInfo {
        let place = ObjectPath(key: key)
        let folder = place.folder(in: path)
        return try context.sharing(name) { () throws(ObjectStoreError) in
            try context.locks.withLock(folder + "/" + place.name) { () throws(ObjectStoreError) in
                guard let object = try open(place, key: key) else { throw .noSuchKey(key) }
                var version = object.version
                change(&version.properties)
                guard try write(ObjectRecord(key: key, versions: [version]), at: place, in: folder) else {
                    throw busy(key)
                }
                return version.info(key: key)
            }
        }
    }
}
