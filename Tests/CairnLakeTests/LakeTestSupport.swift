import CairnAPI
import CairnModel
import CairnStore
import Logging
import Synchronization
import Testing

@testable import CairnLake

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A folder that goes with the test.
final class TestFolder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/cairn-lake-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ name: String, _ bytes: [UInt8]) throws {
        let place = path + "/" + name
        if let slash = place.lastIndex(of: "/") { try LakeFile.createFolder(String(place[..<slash])) }
        try LakeFile.replace(place, with: bytes, syncing: false)
    }
}

/// DuckDB, if this machine has it.
enum TestDuckDB {
    static let program: DuckDBProgram? = try? DuckDBProgram.find(environment: ProcessInfo.processInfo.environment)

    static var isThere: Bool { program != nil }

    static func required() throws -> DuckDBProgram { try #require(program) }
}

/// Records of events, as text.
enum TestEvents {
    static let storeID = "11111111-2222-4333-8444-555555555555"
    static let otherStoreID = "99999999-2222-4333-8444-555555555555"

    /// An event whose id has the number.
    static func event(
        _ number: Int, time: String = "2026-03-01T10:15:02Z", name: String = "DescribeInstances",
        source: String = "ec2.amazonaws.com", region: String = "us-east-1", account: String = "111122223333",
        more: String = ""
    ) -> String {
        """
        {"eventVersion":"1.11","userIdentity":{"type":"IAMUser","principalId":"AIDAEXAMPLE","arn":\
        "arn:aws:iam::\(account):user/dana","accountId":"\(account)","userName":"dana"},"eventTime":"\(time)",\
        "eventSource":"\(source)","eventName":"\(name)","awsRegion":"\(region)","sourceIPAddress":"192.0.2.7",\
        "userAgent":"cli"\(more),"eventID":"\(id(number))","readOnly":true,"eventType":"AwsApiCall",\
        "managementEvent":true,"recipientAccountId":"\(account)","eventCategory":"Management"}
        """
    }

    static func id(_ number: Int) -> String {
        let text = String(number, radix: 16)
        return "00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - text.count) + text
    }

    static func batch(_ events: [String]) throws -> TailBatch {
        var batch = TailBatch()
        for event in events {
            try Array(event.utf8).withUnsafeBytes { bytes in
                let view = try #require(RecordView(scanning: bytes))
                batch.add(bytes, day: try #require(LakeDay(view.eventTime, in: bytes)))
            }
        }
        return batch
    }
}

/// Folders of stores, as an engine sees them.
final class TestStores: SnapshotSource {
    let folder: String
    private let folders: [String: StoreFolder]
    private let keptSince: Double?

    init(_ folders: StoreFolder..., keptSince: Double? = nil) {
        self.keptSince = keptSince
        folder =
            folders.first.map { String($0.path.dropLast($0.id.count + 1)) }
            ?? FileManager.default.temporaryDirectory.path
        self.folders = Dictionary(folders.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    func snapshot(ofStore id: String) throws(LakeError) -> StoreSnapshot {
        guard let folder = folders[id] else { throw LakeError(.noSuchStore, "There is no store \(id)") }
        return try folder.snapshot(keptSince: keptSince)
    }
}

extension StoreFolder {
    convenience init(
        _ folder: TestFolder, id: String = TestEvents.storeID, syncs: Bool = false, mayStep: StepGuard = .open
    ) throws {
        try self.init(
            id: id, path: folder.path + "/" + id, schema: LakeSchema(.cloudTrailEvents), syncs: syncs, mayStep: mayStep)
    }

    /// A disk that does not bring the store's lists to the device, though everything else.
    var failingToSync: StepGuard {
        let step = "\(path) is synced"
        return StepGuard { if $0 == step { throw LakeError(.cannotWrite, "The disk fails") } }
    }
}

extension CompactionEngine {
    convenience init(_ folder: TestFolder) throws {
        self.init(
            try TestDuckDB.required(), workFolder: folder.path + "/compaction", storesFolder: folder.path)
    }
}

extension DuckDBEngine {
    convenience init(
        _ stores: any SnapshotSource, in folder: TestFolder, configuration: Configuration = Configuration()
    ) throws {
        try self.init(
            try TestDuckDB.required(), stores: stores, resultFolder: folder.path + "/results",
            workFolder: folder.path + "/work", configuration: configuration)
    }

    /// The rows of a statement in which `$store` stands for the table.
    func rows(_ statement: String, stores: [String] = [TestEvents.storeID]) async throws -> [ResultRow] {
        let id = UUID().uuidString.lowercased()
        let table = EngineQuery.tableName(ofStore: stores.first ?? "")
        try submit(EngineQuery(id: id, sql: statement.replacing("$store", with: table), storeIDs: stores))
        let progress = try await ended(id)
        if case .failed(let error) = progress.state { throw error }
        #expect(progress.state == .finished)
        return try page(of: id, from: 0, count: 10_000)
    }
}
