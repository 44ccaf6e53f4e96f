import CairnModel
import CairnStore
import Foundation
import Logging
import Synchronization

/// A folder that goes away with the test.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "/cairn-store-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func names(in folder: String = "") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path + "/" + folder).sorted()
    }

    func contents(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: path + "/" + name)))
    }

    func write(_ bytes: [UInt8], to name: String) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: path + "/" + name))
    }

    /// Changes one bit of a file.
    func flipBit(in name: String, at offset: Int) throws {
        var bytes = try contents(name)
        bytes[offset] ^= 1
        try write(bytes, to: name)
    }
}

let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

/// Which storage a law is checked with.
enum StorageKind: String, CaseIterable, Sendable {
    case disk, memory

    func make(_ folder: TemporaryFolder) throws -> any SegmentStorage {
        switch self {
        case .disk: try DiskSegmentStorage(folder: folder.path + "/journal")
        case .memory: MemorySegmentStorage()
        }
    }
}

/// Small records of our own making.
enum TestRecord {
    static func numbered(_ number: Int) -> [UInt8] { Array("{\"number\":\(number)}".utf8) }

    /// The first records as they stand in a segment.
    static func lines(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        for number in 0..<count { bytes += numbered(number) + [0x0A] }
        return bytes
    }

    struct Fields: Sendable {
        var id = UUID().uuidString.lowercased()
        var name = "CreateBucket"
        var source = "s3.amazonaws.com"
        var time: Int64 = 1_770_000_000
        var user = "dana"
        var key = "AKIAEXAMPLE000000001"
        var account = "111122223333"
        var region = "eu-west-1"
        var readOnly = false
        var bucket = "attic"
        var category = "Management"
    }

    static func event(_ fields: Fields) -> [UInt8] {
        let json: JSON = [
            "eventVersion": "1.11",
            "userIdentity": [
                "type": "IAMUser", "accountId": .string(fields.account), "accessKeyId": .string(fields.key),
                "userName": .string(fields.user),
            ],
            "eventTime": .string(ISO8601.string(epochSeconds: fields.time)), "eventSource": .string(fields.source),
            "eventName": .string(fields.name), "awsRegion": .string(fields.region),
            "requestParameters": ["bucketName": .string(fields.bucket)], "responseElements": nil,
            "eventID": .string(fields.id), "readOnly": .bool(fields.readOnly),
            "managementEvent": .bool(fields.category == "Management"),
            "recipientAccountId": .string(fields.account), "eventCategory": .string(fields.category),
        ]
        return Array(json.description.utf8)
    }
}

extension JournalReader {
    /// Reads everything there is now.
    func readAll() throws -> [[UInt8]] {
        var records: [[UInt8]] = []
        while let batch = try poll() {
            batch.forEachRecord { _, record in records.append([UInt8](record)) }
        }
        return records
    }
}

extension Journal {
    func readAll() throws -> [[UInt8]] {
        try reader(named: "all", at: .beginning).readAll()
    }

    /// Appends without waiting, keeping what was said about it.
    func submit(_ records: [[UInt8]], to outcomes: Outcomes) {
        append(records) { outcomes.add($0) }
    }
}

/// What completions said, in the order they came.
final class Outcomes: Sendable {
    private let results = Mutex<[Result<Void, any Error>]>([])

    func add(_ result: Result<Void, any Error>) { results.withLock { $0.append(result) } }

    var count: Int { results.withLock { $0.count } }

    var errors: [StoreError] {
        results.withLock { results in
            results.compactMap { if case .failure(let error) = $0 { error as? StoreError } else { nil } }
        }
    }
}

/// Waits for something that another thread brings about; `false` after twenty seconds.
func eventually(_ condition: () throws -> Bool) async throws -> Bool {
    for _ in 0..<4000 {
        if try condition() { return true }
        try await Task.sleep(for: .milliseconds(5))
    }
    return false
}
