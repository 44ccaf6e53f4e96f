import CairnAPI
import CairnLake
import CairnStore
import Foundation

/// Measures the Lake: import of log files, compaction, and queries beside a bare DuckDB over the same Parquet files, and
/// beside one that reads the log files.
///
///     LakeBenchmark LOGS        a folder of log files, such as scripts that make events leave
///
/// DuckDB is found as the server finds it. `FOLDER` is where the store is made. A figure a line: `name: value`.
@main
struct LakeBenchmark {
    private static let storeID = "11111111-2222-4333-8444-555555555555"
    private static let otherID = "22222222-2222-4333-8444-555555555555"

    private let logs: String
    /// Those of the first account.
    private let otherLogs: String
    private let folder: String
    private let program: DuckDBProgram
    private let stores: LakeStores

    static func main() async throws {
        guard let logs = CommandLine.arguments.dropFirst().first else {
            say("lake: name a folder of log files")
            return
        }
        let base = ProcessInfo.processInfo.environment["FOLDER"] ?? NSTemporaryDirectory()
        let folder = base + "/cairn-lake-benchmark-\(ProcessInfo.processInfo.processIdentifier)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await LakeBenchmark(logs: logs, folder: folder).run()
    }

    private init(logs: String, folder: String) throws {
        self.logs = logs
        let accounts = try? FileManager.default.contentsOfDirectory(atPath: logs + "/AWSLogs")
        otherLogs = accounts?.min().map { logs + "/AWSLogs/" + $0 } ?? logs
        self.folder = folder
        program = try DuckDBProgram.find(environment: ProcessInfo.processInfo.environment)
        let registry = EventDataStoreRegistry()
        try registry.change { set throws(CloudTrailError) in
            for id in [Self.storeID, Self.otherID] {
                set[id] = CairnLake.EventDataStore(
                    id: id, name: "benchmark", account: "111122223333", region: "us-east-1",
                    retentionDays: 3653, createdTime: 0)
            }
        }
        stores = LakeStores(folder: folder + "/lake", registry: registry)
    }

    private func run() async throws {
        let files = try stores.files(ofStore: Self.storeID)
        let imported = try await importLogs(files)
        let theirs = try readLogs()
        say("import over DuckDB's read_json: \(imported / theirs)")
        try compact(files)
        try await makeOther()
        try await query()
    }

    /// - Returns: events a second.
    private func importLogs(_ files: StoreFolder) async throws -> Double {
        let importer = Importer(
            into: files, from: FolderImportSource(logs), program: program, workFolder: folder + "/work")
        let start = ContinuousClock.now
        let progress = try await importer.run()
        let seconds = (ContinuousClock.now - start).seconds
        say("imported: \(progress.eventsCompleted) events of \(progress.filesCompleted) files in \(seconds) s")
        let rate = Double(progress.eventsCompleted) / seconds
        say("import events/s: \(Int(rate))")
        return rate
    }

    /// DuckDB's own ways into a table of the same columns, with all processors; the best counts.
    private func readLogs() throws -> Double {
        let duckdb = try BareDuckDB(program, files: [])
        let schema = LakeSchema(.cloudTrailEvents)
        let files = "'\(logs)/**/*.json.gz'"
        let ways = [
            ("typed", Self.typedRecords(logs)),
            (
                "JSON, then typed",
                "SELECT r.*, eventJson FROM (SELECT from_json(j, '\(schema.duckDBStructure)') AS r, "
                    + "j::VARCHAR AS eventJson FROM (SELECT unnest(Records) AS j FROM "
                    + "read_json(\(files), columns={'Records': 'JSON[]'})))"
            ),
        ]
        var best = 0.0
        for (name, statement) in ways {
            _ = try duckdb.milliseconds("DROP TABLE IF EXISTS imported")
            let milliseconds = try duckdb.milliseconds("CREATE TABLE imported AS \(statement)")
            let count = Double(try duckdb.text("SELECT count(*) AS n FROM imported")) ?? 0
            say("read_json, \(name), events/s: \(Int(count / milliseconds * 1000)), \(Int(count)) events")
            best = max(best, count / milliseconds * 1000)
        }
        return best
    }

    private static func typedRecords(_ logs: String) -> String {
        "SELECT r.* FROM (SELECT unnest(Records) AS r FROM read_json('\(logs)/**/*.json.gz', "
            + "columns={'Records': '\(LakeSchema(.cloudTrailEvents).duckDBColumns)[]'}))"
    }

    private func compact(_ files: StoreFolder) throws {
        let start = ContinuousClock.now
        let count = files.eventCounts.tail
        let watch = ChildMemory()
        try files.compact(program, workFolder: folder + "/work", today: LakeDay(daysSinceEpoch: .max))
        let peak = watch.stop()
        let seconds = (ContinuousClock.now - start).seconds
        say("compaction events/s: \(Int(Double(count) / seconds)), \(files.byteCount / max(1, count)) bytes an event")
        say("compaction peak MB: \(peak / 1_000_000)")
    }

    private func query() async throws {
        let engine = try DuckDBEngine(
            program, stores: stores, resultFolder: folder + "/results", workFolder: folder + "/queries")
        defer { engine.stop() }
        engine.warm()
        let bare = try BareDuckDB(program, files: try stores.snapshot(ofStore: Self.storeID).parquetPaths)
        try bare.makeView("other", files: try stores.snapshot(ofStore: Self.otherID).parquetPaths)
        let overLogs = try BareDuckDB(program, files: [])
        _ = try overLogs.milliseconds("CREATE VIEW store AS \(Self.typedRecords(logs))")
        _ = try overLogs.milliseconds("CREATE VIEW other AS \(Self.typedRecords(otherLogs))")
        try await QueryComparison(
            engine: engine, stores: stores, storeIDs: (Self.storeID, Self.otherID), bare: bare, overLogs: overLogs
        ).run()
    }

    /// A second store for joins: the events of one account.
    private func makeOther() async throws {
        let files = try stores.files(ofStore: Self.otherID)
        _ = try await Importer(
            into: files, from: FolderImportSource(otherLogs), program: program, workFolder: folder + "/work"
        ).run()
        try files.compact(program, workFolder: folder + "/work", today: LakeDay(daysSinceEpoch: .max))
        say("second store: \(files.eventCounts.parquet) events")
    }
}

/// A line that is there at once, also where the output is a pipe.
func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }

extension Duration {
    var seconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) + Double(attoseconds) / 1e18
    }
}
