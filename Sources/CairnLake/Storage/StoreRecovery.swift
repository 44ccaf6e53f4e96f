import CairnModel

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Puts a store right after a crash: what is listed counts, up to the byte that is listed; everything else goes.
enum StoreRecovery {
    static let manifestName = "manifest.json"
    static let tailName = "tail.json"

    static func read(_ path: String) throws(LakeError) -> (StoreManifest, StoreTail) {
        let manifest = try json(path + "/" + manifestName).map { json throws(LakeError) in
            try StoreManifest(json: json)
        }
        let tail = try json(path + "/" + tailName).map { json throws(LakeError) in try StoreTail(json: json) }
        return (manifest ?? StoreManifest(), tail ?? StoreTail())
    }

    static func tidy(_ path: String, _ manifest: inout StoreManifest, _ tail: inout StoreTail) throws(LakeError) {
        tail.files.removeAll { manifest.retired.contains($0.number) || $0.eventCount == 0 }
        let numbers = manifest.files.map(\.number) + tail.files.map(\.number)
        tail.nextNumber = max(tail.nextNumber, (numbers.max() ?? 0) + 1)
        for file in tail.files { try cut(file, path) }
        for file in manifest.files where !LakeFile.exists(path + "/" + file.path) {
            throw LakeError(.damaged, "\(path)/\(file.path) is listed in the manifest, but is not there")
        }
        try removeUnlisted(path, Set(manifest.files.map(\.path) + tail.files.map(\.path)))
    }

    private static func cut(_ file: TailFile, _ path: String) throws(LakeError) {
        let open = try LakeFile(path + "/" + file.path, flags: O_RDWR, failure: .damaged)
        guard try open.length() >= file.byteCount else {
            throw LakeError(
                .damaged, "\(path)/\(file.path) is shorter than the \(file.byteCount) bytes that are listed")
        }
        try open.truncate(to: file.byteCount)
    }

    private static func removeUnlisted(_ path: String, _ listed: Set<String>) throws(LakeError) {
        for folder in try LakeFile.names(in: path) where folder == "hot" || folder.hasPrefix("day=") {
            for name in try LakeFile.names(in: path + "/" + folder) where !listed.contains(folder + "/" + name) {
                try LakeFile.remove(path + "/" + folder + "/" + name)
            }
            if folder != "hot" { _ = rmdir(path + "/" + folder) }
        }
    }

    private static func json(_ path: String) throws(LakeError) -> JSON? {
        guard LakeFile.exists(path) else { return nil }
        let bytes = try LakeFile.contents(of: path)
        do { return try JSON(parsing: bytes) } catch {
            throw LakeError(.damaged, "\(path) is no JSON", cause: error)
        }
    }
}
