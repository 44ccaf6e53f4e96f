import CairnModel
import Synchronization

/// The process that writes Parquet files: one for all stores, with little memory, started when it is needed.
final class CompactionEngine: Sendable {
    private let program: DuckDBProgram
    private let workFolder: String
    private let storesFolder: String
    private let limits: DuckDBLimits
    private let running = Mutex<DuckDBProcess?>(nil)

    /// How long one file may take, in seconds.
    static let secondsMax = 600

    /// - Parameters:
    ///   - workFolder: where processes keep what does not fit into memory.
    ///   - storesFolder: what the processes read and write of the machine.
    init(_ program: DuckDBProgram, workFolder: String, storesFolder: String, memoryBytes: Int = 360_000_000) {
        self.program = program
        self.workFolder = workFolder
        self.storesFolder = storesFolder
        var limits = DuckDBLimits()
        limits.memoryBytes = memoryBytes
        limits.threads = 1
        self.limits = limits
    }

    /// Writes what a query finds to a Parquet file.
    /// - Returns: the number of rows.
    func write(_ select: String, to path: String, rowGroupEvents: Int) throws(LakeError) -> Int {
        let statement =
            "COPY (\(select)) TO \(DuckDBText.literal(path)) (FORMAT parquet, COMPRESSION zstd, "
            + "ROW_GROUP_SIZE \(rowGroupEvents))"
        try run(statement) { (_) throws(LakeError) in }
        var count: Int?
        try run("SELECT count(*) AS n FROM read_parquet(\(DuckDBText.literal(path)))") { (row) throws(LakeError) in
            count = Self.json(row)?["n"]?.intValue
        }
        guard let count else { throw LakeError(.engineFailed, "DuckDB does not say how many rows \(path) has") }
        return count
    }

    /// Hands over the first column of each row, as text.
    func texts(_ select: String, _ body: (String) -> Void) throws(LakeError) {
        try run(select) { (row) throws(LakeError) in
            if let text = Self.json(row)?.objectValue?.members.first?.value.stringValue { body(text) }
        }
    }

    /// The lines of a file that DuckDB does not read as JSON.
    func unreadableLines(of path: String) throws(LakeError) -> [UInt8] {
        var bad: [UInt8] = []
        for line in try LakeFile.contents(of: path).split(separator: UInt8(ascii: "\n")) {
            guard (try? JSON(parsing: Array(line))) == nil else { continue }
            bad += line
            bad.append(UInt8(ascii: "\n"))
        }
        return bad
    }

    /// Ends the process; the next statement starts another.
    func stop() {
        running.withLock { process in
            process?.kill()
            process = nil
        }
    }

    private func run(_ statement: String, row: (ArraySlice<UInt8>) throws(LakeError) -> Void) throws(LakeError) {
        try running.withLock { (process) throws(LakeError) in
            do throws(LakeError) {
                if process == nil { process = try start() }
                try process?.run(statement, timeout: Self.secondsMax, row: row)
            } catch {
                process?.kill()
                process = nil
                throw error
            }
        }
    }

    private func start() throws(LakeError) -> DuckDBProcess {
        try DuckDBProcess(
            program, in: workFolder, limits: limits, confinement: Confinement(writable: [storesFolder]))
    }

    private static func json(_ row: ArraySlice<UInt8>) -> JSON? { try? JSON(parsing: Array(row)) }
}
