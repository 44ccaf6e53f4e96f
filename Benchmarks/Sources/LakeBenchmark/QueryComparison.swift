import CairnLake
import CairnService
import Foundation

/// Statements of the reference set, here from Trino's SQL on, as StartQuery takes it: read, checked, written for the
/// engine, carried out, and the first page of the result read. Beside it a bare DuckDB with what one would write by hand.
struct QueryComparison {
    let engine: DuckDBEngine
    let stores: LakeStores
    /// `$store` and `$other`.
    let storeIDs: (String, String)
    let bare: BareDuckDB
    let overLogs: BareDuckDB

    private static let runs = 7
    private static let startRuns = 40
    private let reader = TrinoStatements()

    func run() async throws {
        try await measureStart()
        let values = try values()
        var (ratios, logRatios): ([Double], [Double]) = ([], [])
        for (index, statement) in ReferenceStatement.all.enumerated() {
            let (our, their) = try await compare(statement, index, values)
            ratios.append(our / their)
            say(String(format: "  %7.1f ms, bare %7.1f ms, x %.2f  %@", our, their, our / their, statement.name))
            // Each takes a while: every third is enough.
            guard index.isMultiple(of: 3) else { continue }
            let logMilliseconds = try overLogs.milliseconds(filled(statement.duckDB, values))
            logRatios.append(logMilliseconds / our)
            say(String(format: "  over log files %7.0f ms, x %.0f", logMilliseconds, logMilliseconds / our))
        }
        say(String(format: "query ratio to a bare DuckDB, median: %.2f", ratios.sorted()[ratios.count / 2]))
        say(String(format: "query ratio to a bare DuckDB, most: %.2f", ratios.max() ?? 0))
        say(String(format: "query ratio of the log files, median: %.0f", logRatios.sorted()[logRatios.count / 2]))
        say(String(format: "query ratio of the log files, least: %.0f", logRatios.min() ?? 0))
    }

    /// The medians of several runs, in turn.
    private func compare(
        _ statement: ReferenceStatement, _ index: Int, _ values: [String: String]
    ) async throws -> (our: Double, their: Double) {
        var (ours, theirs): ([Double], [Double]) = ([], [])
        let (trino, duckDB) = (
            filled(statement.trino, values, storeIDs.0, storeIDs.1), filled(statement.duckDB, values)
        )
        for run in 0...Self.runs {
            let milliseconds = try await time("\(index)-\(run)", trino)
            let bareMilliseconds = try bare.milliseconds(duckDB)
            // The first run of each reads what the others have at hand.
            if run > 0 { (ours, theirs) = (ours + [milliseconds], theirs + [bareMilliseconds]) }
        }
        return (ours.sorted()[Self.runs / 2], theirs.sorted()[Self.runs / 2])
    }

    private func filled(
        _ statement: String, _ values: [String: String], _ store: String = "store", _ other: String = "other"
    ) -> String {
        values.reduce(statement) { $0.replacingOccurrences(of: $1.key, with: $1.value) }
            .replacingOccurrences(of: "$store", with: store).replacingOccurrences(of: "$other", with: other)
    }

    /// What the statements look for: the most active key, an event of the middle, its hour and the first days.
    private func values() throws -> [String: String] {
        let middle = "(SELECT min(eventTime) + (max(eventTime) - min(eventTime)) / 2 FROM store)"
        let event = "FROM store WHERE eventTime >= \(middle) ORDER BY eventTime, eventID LIMIT 1"
        return [
            "$key": try bare.text(
                "SELECT userIdentity.accessKeyId FROM store WHERE userIdentity.accessKeyId <> '' "
                    + "GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"),
            "$id": try bare.text("SELECT eventID \(event)"),
            "$hour": try bare.text("SELECT strftime(eventTime, '%Y-%m-%d %H') AS t \(event)"),
            "$day": try bare.text("SELECT strftime(min(eventTime), '%Y-%m-%d') AS t FROM store"),
            "$third": try bare.text("SELECT strftime(min(eventTime) + INTERVAL 2 DAY, '%Y-%m-%d') AS t FROM store"),
        ]
    }

    /// From the statement to its first row.
    private func measureStart() async throws {
        let statement = "SELECT eventID FROM \(storeIDs.0) WHERE eventName = 'RunInstances' LIMIT 1"
        var times: [Double] = []
        for run in 0..<Self.startRuns { times.append(try await time("start-\(run)", statement)) }
        say(String(format: "start to first row, p50 ms: %.1f", times.sorted()[Self.startRuns / 2]))
    }

    private func time(_ id: String, _ statement: String) async throws -> Double {
        let start = ContinuousClock.now
        let read = try reader.read(statement, parameters: []) { ($0, LakeSchema(.cloudTrailEvents)) }
        try engine.submit(
            EngineQuery(
                id: id, sql: read.sql, storeIDs: read.storeIDs, columnNames: read.columnNames, givesText: true))
        let progress = try await engine.ended(id)
        if case .failed(let error) = progress.state { throw error }
        _ = try engine.page(of: id, from: 0, count: 1000)
        let seconds = (ContinuousClock.now - start).seconds
        engine.forget(id)
        return seconds * 1000
    }
}
