import CairnLake
import CairnObjects
import Synchronization

/// The log files of a bucket.
struct BucketImportSource: LogFileSource {
    let takesPlainFiles = false
    let width = 16
    let store: any ObjectStore
    let bucket: String
    let names: ImportNames
    private let sorted = SortedKeys()

    /// The largest object: log files have some megabytes.
    private static let objectBytesMax = 256 << 20
    private static let pageSize = 1000

    init(store: any ObjectStore, bucket: String, names: ImportNames) {
        self.store = store
        self.bucket = bucket
        self.names = names
    }

    /// How many files are put in order at most: they are kept in memory.
    private static let sortedFilesMax = 2_000_000

    var listsInOrder: Bool { !sorted.isExpected }
    func expectNoOrder() { sorted.expect() }

    func files(after path: String?, count: Int) async throws(ImportSourceError) -> [ImportFile] {
        if let all = sorted.files { return Self.page(of: all, after: path, count) }
        if sorted.isExpected { return Self.page(of: try await sortedFiles(), after: path, count) }
        var next = path
        while true {
            let page = try await list(after: next)
            guard Self.isInOrder(page.objects, behind: next) else {
                return Self.page(of: try await sortedFiles(), after: path, count)
            }
            let files = page.objects.filter { names.takes($0.key) }
            // A page is handed over whole: its last file is where the next one begins.
            if !files.isEmpty { return files.map { ImportFile(path: $0.key, byteCount: $0.size) } }
            guard let last = page.next ?? page.objects.last?.key, page.next != nil else { return [] }
            next = page.objects.last.flatMap { names.skip($0.key) }.map { max($0, last) } ?? last
        }
    }

    private func list(after: String?) async throws(ImportSourceError) -> ObjectPage {
        do throws(ObjectStoreError) {
            return try await store.list(bucket: bucket, prefix: names.prefix, after: after, limit: Self.pageSize)
        } catch {
            throw ImportSourceError(
                error.code.name, "s3://\(bucket)/\(names.prefix) cannot be listed: \(error.message)")
        }
    }

    /// Some stores list by folder and not by key: such a bucket is listed whole, and put in order here.
    private func sortedFiles() async throws(ImportSourceError) -> [ImportFile] {
        var files: [String: Int] = [:]
        var next: String?
        sorted.expect()
        repeat {
            guard files.count <= Self.sortedFilesMax else {
                throw ImportSourceError(
                    "NotInOrder",
                    "Bucket \(bucket) does not list its objects in order, and has more than \(Self.sortedFilesMax) of "
                        + "them; import it by prefixes")
            }
            let page = try await list(after: next)
            for object in page.objects where names.takes(object.key) { files[object.key] = object.size }
            next = page.next
        } while next != nil
        let all = files.map { ImportFile(path: $0.key, byteCount: $0.value) }
            .sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        sorted.keep(all)
        return all
    }

    private static func isInOrder(_ objects: [ObjectInfo], behind path: String?) -> Bool {
        var previous = path
        for object in objects {
            if let previous, !previous.utf8.lexicographicallyPrecedes(object.key.utf8) { return false }
            previous = object.key
        }
        return true
    }

    private static func page(of files: [ImportFile], after path: String?, _ count: Int) -> [ImportFile] {
        guard let path else { return Array(files.prefix(count)) }
        var (low, high) = (0, files.count)
        while low < high {
            let middle = (low + high) / 2
            if path.utf8.lexicographicallyPrecedes(files[middle].path.utf8) { high = middle } else { low = middle + 1 }
        }
        return Array(files[low...].prefix(count))
    }

    func contents(of path: String) async throws(ImportSourceError) -> [UInt8] {
        var attempt = 1
        while true {
            do throws(ObjectStoreError) {
                return try await store.get(bucket: bucket, key: path).collect(upTo: Self.objectBytesMax)
            } catch {
                // The client has tried again what can be; a body that broke off in the middle is left to here.
                guard attempt < 3, error.code == .serviceUnavailable || error.code == .requestTimeout else {
                    throw ImportSourceError(error.code.name, "\(location(of: path)) cannot be read: \(error.message)")
                }
                attempt += 1
            }
        }
    }

    func location(of path: String) -> String { "s3://\(bucket)/\(path)" }
}

/// The whole list of a bucket that does not list in the order of keys.
private final class SortedKeys: Sendable {
    private let kept = Mutex<(files: [ImportFile]?, isExpected: Bool)>((nil, false))

    var files: [ImportFile]? { kept.withLock { $0.files } }
    /// Whether the bucket is known to list in another order.
    var isExpected: Bool { kept.withLock { $0.isExpected } }

    func expect() { kept.withLock { $0.isExpected = true } }
    func keep(_ files: [ImportFile]) { kept.withLock { $0.files = files } }
}
