import Foundation

/// The DuckDB program that the set-up script installs, for tests of what statements come to.
enum DuckDBProgram {
    /// From `CAIRN_DUCKDB`, the folder `.venv/bin` of the checkout, or `PATH`.
    static let path: String? = {
        let environment = ProcessInfo.processInfo.environment
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let folders = (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/duckdb" }
        let candidates = [environment["CAIRN_DUCKDB"] ?? "", root.path() + "/.venv/bin/duckdb"] + folders
        return candidates.first { !$0.isEmpty && FileManager.default.isExecutableFile(atPath: $0) }
    }()

    static let isMissing = path == nil

    /// Runs a script, and gives what it prints: rows with ` | ` between values.
    static func run(_ script: String) throws -> (output: String, errors: String) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "cairn-sql-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let files = try ["in", "out", "err"].map { name in
            let url = folder.appending(path: name)
            try (name == "in" ? "SET TimeZone='UTC';\n.nullvalue NULL\n" + script : "")
                .write(to: url, atomically: false, encoding: .utf8)
            return url
        }
        let process = Process()
        process.executableURL = URL(filePath: path ?? "")
        process.arguments = ["-batch", "-list", "-noheader", "-separator", " | "]
        process.environment = [:]
        process.standardInput = try FileHandle(forReadingFrom: files[0])
        process.standardOutput = try FileHandle(forWritingTo: files[1])
        process.standardError = try FileHandle(forWritingTo: files[2])
        try process.run()
        process.waitUntilExit()
        return (
            try String(contentsOf: files[1], encoding: .utf8),
            try String(contentsOf: files[2], encoding: .utf8)
        )
    }
}
