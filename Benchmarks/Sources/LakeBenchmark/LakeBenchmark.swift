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
    private static let runs = 7
    private static let startRuns = 40

    private let logs: String
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
        self.folder = folder
        program = try DuckDBProgram.find(environment: ProcessInfo.processInfo.environment)
        let registry = EventDataStoreRegistry()
        try registry.change { set throws(CloudTrailError) in
            set[Self.storeID] = CairnLake.EventDataStore(
                id: Self.storeID, name: "benchmark", account: "111122223333", region: "us-east-1",
                retentionDays: 3653, createdTime: 0)
        }
        stores = LakeStores(folder: folder + "/lake", registry: registry)
    }

    private func run() async throws {
        let files = try stores.files(ofStore: Self.storeID)
        let imported = try await importLogs(files)
        let theirs = try readLogs()
        say("import over DuckDB's read_json: \(imported / theirs)")
        try compact(files)
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
        try await measureStart(engine)
        var (ratios, logRatios): ([Double], [Double]) = ([], [])
        let bare = try BareDuckDB(program, files: try stores.snapshot(ofStore: Self.storeID).parquetPaths)
        let overLogs = try BareDuckDB(program, files: [])
        _ = try overLogs.milliseconds("CREATE VIEW store AS \(Self.typedRecords(logs))")
        for (index, statement) in Self.statements.enumerated() {
            var (ours, theirs): ([Double], [Double]) = ([], [])
            for run in 0...Self.runs {
                let table = EngineQuery.tableName(ofStore: Self.storeID)
                let text = statement.replacingOccurrences(of: "$store", with: table)
                let milliseconds = try await time(engine, id: "\(index)-\(run)", text)
                let bareMilliseconds = try bare.milliseconds(
                    statement.replacingOccurrences(of: "$store", with: "store"))
                // The first run of each reads what the others have at hand.
                if run > 0 { (ours, theirs) = (ours + [milliseconds], theirs + [bareMilliseconds]) }
            }
            let (our, their) = (ours.sorted()[Self.runs / 2], theirs.sorted()[Self.runs / 2])
            ratios.append(our / their)
            say(String(format: "  %7.1f ms, bare %7.1f ms  %@", our, their, statement))
            // Each takes a while: every third is enough.
            guard index.isMultiple(of: 3) else { continue }
            let logMilliseconds = try overLogs.milliseconds(
                statement.replacingOccurrences(of: "$store", with: "store"))
            logRatios.append(logMilliseconds / our)
            say(String(format: "  over log files %7.0f ms, x %.0f", logMilliseconds, logMilliseconds / our))
        }
        say(String(format: "query ratio to a bare DuckDB, median: %.2f", ratios.sorted()[ratios.count / 2]))
        say(String(format: "query ratio of the log files, median: %.0f", logRatios.sorted()[logRatios.count / 2]))
    }

    /// From the submission of a query to its first row.
    private func measureStart(_ engine: DuckDBEngine) async throws {
        var times: [Double] = []
        for run in 0..<Self.startRuns {
            let table = EngineQuery.tableName(ofStore: Self.storeID)
            times.append(
                try await time(
                    engine, id: "start-\(run)",
                    "SELECT eventID FROM \(table) WHERE eventName = 'RunInstances' LIMIT 1"))
        }
        say(String(format: "start to first row, p50 ms: %.1f", times.sorted()[Self.startRuns / 2]))
    }

    private func time(_ engine: DuckDBEngine, id: String, _ statement: String) async throws -> Double {
        let start = ContinuousClock.now
        try engine.submit(EngineQuery(id: id, sql: statement, storeIDs: [Self.storeID]))
        let progress = try await engine.ended(id)
        if case .failed(let error) = progress.state { throw error }
        _ = try engine.page(of: id, from: 0, count: 1000)
        let seconds = (ContinuousClock.now - start).seconds
        engine.forget(id)
        return seconds * 1000
    }

    private static let statements = [
        "SELECT count(*) FROM $store",
        "SELECT eventSource, count(*) FROM $store WHERE errorCode IS NOT NULL GROUP BY 1 ORDER BY 2 DESC",
        "SELECT eventSource, eventName, count(*) FROM $store GROUP BY 1, 2 ORDER BY 3 DESC LIMIT 20",
        "SELECT date_trunc('hour', eventTime), count(*) FROM $store GROUP BY 1 ORDER BY 1",
        "SELECT userIdentity.arn, count(*) FROM $store GROUP BY 1 ORDER BY 2 DESC LIMIT 10",
        "SELECT eventID, eventTime FROM $store WHERE eventName = 'RunInstances' ORDER BY eventTime LIMIT 50",
        "SELECT count(*) FROM $store WHERE requestParameters['bucketName'] LIKE '%log%'",
        "SELECT sourceIPAddress, count(DISTINCT userIdentity.arn) FROM $store GROUP BY 1 ORDER BY 2 DESC LIMIT 10",
        "SELECT u.ARN, count(*) FROM $store, UNNEST(resources) AS r(u) GROUP BY 1 ORDER BY 2 DESC LIMIT 10",
    ]
}

/// A line that is there at once, also where the output is a pipe.
func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }

extension Duration {
    var seconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) + Double(attoseconds) / 1e18
    }
}
