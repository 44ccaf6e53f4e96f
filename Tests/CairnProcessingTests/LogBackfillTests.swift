import CairnProcessing
import Foundation
import Synchronization
import Testing

struct LogBackfillTests {
    private static func files() throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for index in 0..<6 {
            files[Samples.key(index)] = try Samples.gzip(Samples.log(index * 10..<(index + 1) * 10))
        }
        return files
    }

    private static func withFolder<Result>(
        _ files: [String: [UInt8]], _ body: (String) async throws -> Result
    ) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("cairn-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        for (key, bytes) in files {
            let url = folder.appendingPathComponent(key)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: url)
        }
        return try await body(folder.path)
    }

    @Test func aFolderIsReadWhole() async throws {
        var files = try Self.files()
        files["AWSLogs/1/CloudTrail-Digest/x/1_CloudTrail-Digest_x.json.gz"] = [1]
        files["notes.txt"] = [2]
        files["more/lines.json"] = Array((Samples.record(60) + "\n" + Samples.record(61)).utf8)
        try await Self.withFolder(files) { folder in
            let rig = Rig([])
            let report = try await LogBackfill(
                files: FolderLogFiles(folder: folder), handlers: rig.handlers
            ).run()
            #expect(report.filesProcessed == 7 && report.filesFailed == 0 && report.events.handedOver == 62)
            #expect(rig.eventIDs == Set((0..<62).map(Samples.eventID)))
            #expect(rig.errors.isEmpty && report.lastKey == "notes.txt")
        }
    }

    @Test func keysNeverLeadOutOfTheFolder() async throws {
        try await Self.withFolder(["a/b.json": []]) { folder in
            let files = FolderLogFiles(folder: folder + "/a")
            for key in ["../a/b.json", "", "./b.json", "/b.json", "b.json/.."] {
                await #expect(throws: NoSuchLogFile.self) {
                    _ = try await files.open(LogFile(bucket: "", key: key))
                }
            }
            _ = try await files.open(LogFile(bucket: "", key: "b.json"))
        }
    }

    @Test func pagesOfAFolderAreInTheOrderOfBytesAndCanBeTakenUp() async throws {
        let keys = ["a-b/1.json", "a.json", "a/1.json", "a/2.json", "b.json"]
        try await Self.withFolder(Dictionary(uniqueKeysWithValues: keys.map { ($0, [UInt8]()) })) { folder in
            let files = FolderLogFiles(folder: folder)
            var found: [String] = []
            while true {
                let page = try await files.list(prefix: "", after: found.last, limit: 2)
                if page.isEmpty { break }
                found += page.map(\.key)
            }
            #expect(found == keys)
            #expect(try await files.list(prefix: "a/", after: nil, limit: 9).map(\.key) == ["a/1.json", "a/2.json"])
        }
    }

    @Test func aFileThatFailsIsReportedAndTheOthersGoOn() async throws {
        var files = try Self.files()
        files[Samples.key(2)] = Array((files[Samples.key(2)] ?? []).dropLast(8))
        let store = MemoryDownloads(files) { key, _ in key == Samples.key(4) }
        let rig = Rig([])
        let report = try await LogBackfill(files: store, handlers: rig.handlers).run()
        #expect(report.filesProcessed == 4 && report.filesFailed == 2)
        #expect(Set(rig.errors.map(\.code)) == [.downloadFailed, .logUnreadable])
    }

    @Test func itGoesOnWhereAnEarlierOneEnded() async throws {
        let store = MemoryDownloads(try Self.files())
        var configuration = BackfillConfiguration()
        configuration.after = Samples.key(3)
        let rig = Rig([])
        let report = try await LogBackfill(files: store, configuration: configuration, handlers: rig.handlers).run()
        #expect(report.filesProcessed == 2 && report.lastKey == Samples.key(5))
    }

    @Test func filtersCount() async throws {
        let rig = Rig([])
        var handlers = rig.handlers
        handlers.sourceFilter = { $0.logFiles.first?.key != Samples.key(0) }
        handlers.eventFilter = { ($0.origin?.index ?? 0) < 4 }
        let report = try await LogBackfill(files: MemoryDownloads(try Self.files()), handlers: handlers).run()
        #expect(report.filesFiltered == 1 && report.filesProcessed == 5)
        #expect(report.events.handedOver == 20 && report.events.filtered == 30)
    }

    @Test func noMoreFilesAreReadAtOnceThanWereAskedFor() async throws {
        let running = Mutex((now: 0, most: 0))
        var configuration = BackfillConfiguration()
        configuration.filesAtOnce = 2
        let handlers = ProcessingHandlers { _ in
            running.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
            try await Task.sleep(for: .milliseconds(5))
            running.withLock { $0.now -= 1 }
        }
        _ = try await LogBackfill(
            files: MemoryDownloads(try Self.files()), configuration: configuration, handlers: handlers
        ).run()
        #expect(running.withLock { $0.most } == 2)
    }
}
