import CairnLake
import Foundation

/// DuckDB as one would run it by hand: a process that stays, a view over the Parquet files, and nothing between.
final class BareDuckDB {
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private var count = 0

    init(_ program: DuckDBProgram, files: [String]) throws {
        process.executableURL = URL(fileURLWithPath: program.path)
        process.arguments = ["-jsonlines", "-batch"]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        for statement in ["SET TimeZone='UTC'", "SET threads=2", "SET parquet_metadata_cache=true"] {
            _ = try milliseconds(statement)
        }
        if !files.isEmpty { try makeView("store", files: files) }
    }

    deinit { process.terminate() }

    func makeView(_ name: String, files: [String]) throws {
        let list = files.map { "'\($0)'" }.joined(separator: ", ")
        _ = try milliseconds("CREATE VIEW \(name) AS SELECT * FROM read_parquet([\(list)], hive_partitioning=false)")
    }

    /// How long a statement takes until its last row is here.
    func milliseconds(_ statement: String) throws -> Double { try run(statement).milliseconds }

    /// The first value of the first row, as text.
    func text(_ statement: String) throws -> String {
        let rows = String(decoding: try run(statement).output, as: UTF8.self)
        let value = rows.prefix { $0 != "\n" }.drop { $0 != ":" }.dropFirst().prefix { $0 != "}" && $0 != "," }
        return value.trimmingCharacters(in: CharacterSet(charactersIn: "\" "))
    }

    private func run(_ statement: String) throws -> (milliseconds: Double, output: Data) {
        count += 1
        let mark = Data("{\"sentinel\":\"mark-\(count)\"}\n".utf8)
        let start = ContinuousClock.now
        try input.fileHandleForWriting.write(
            contentsOf: Data("\(statement);\nSELECT 'mark-\(count)' AS sentinel;\n".utf8))
        var received = Data()
        // It is the last line; what comes before is not looked through.
        while received.suffix(mark.count) != mark {
            let chunk = output.fileHandleForReading.availableData
            guard !chunk.isEmpty else { throw LakeError(.engineFailed, "DuckDB has ended") }
            received += chunk
        }
        return ((ContinuousClock.now - start).seconds * 1000, received)
    }
}
