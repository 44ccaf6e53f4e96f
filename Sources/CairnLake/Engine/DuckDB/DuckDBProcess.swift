import CairnModel
import Synchronization

/// One DuckDB at work: statements in, lines of JSON out.
///
/// A statement stands on one line and is followed by a command that prints a number that nobody can guess; what comes
/// before the number is its answer.
final class DuckDBProcess: Sendable {
    private let child: ChildProcess
    /// Where the process works; removed with it.
    private let folder: String
    private let nonce: UInt64
    private let count = Mutex<UInt64>(0)

    /// How long preparations may take, in seconds.
    static let preparationSecondsMax = 30

    /// - Parameters:
    ///   - folder: where a folder for this process is made, which it may write; see the work folder of the Lake.
    ///   - confinement: what else the process may touch of the machine.
    init(
        _ program: DuckDBProgram, in folder: String, limits: DuckDBLimits, confinement: Confinement
    ) throws(LakeError) {
        var random = SystemRandomNumberGenerator()
        nonce = random.next()
        self.folder = LakeFile.absolute(folder) + "/" + String(nonce, radix: 36)
        try LakeFile.createFolder(self.folder)
        var confinement = confinement
        confinement.writable.append(self.folder)
        do throws(LakeError) {
            child = try ChildProcess(
                LakeFile.absolute(program.path), arguments: ["-no-init", "-jsonlines", "-batch"],
                confinement: confinement)
        } catch {
            try? LakeFile.removeTree(self.folder)
            throw error
        }
        try prepare([".cd \(DuckDBText.name(self.folder))"])
        try prepare(Self.settings(limits))
    }

    deinit {
        child.kill()
        try? LakeFile.removeTree(folder)
    }

    /// Divisions stay as DuckDB has them: with `integer_division` one of doubles by zero would be NULL, and statements
    /// write those of whole numbers in their own way.
    private static func settings(_ limits: DuckDBLimits) -> [String] {
        [
            "SET TimeZone='UTC'", "SET parquet_metadata_cache=true",
            "SET memory_limit='\(limits.memoryBytes / 1_000_000)MB'", "SET threads=\(limits.threads)",
            "SET temp_directory='spill'", "SET max_temp_directory_size='\(limits.spillBytes / 1_000_000)MB'",
            "SET autoinstall_known_extensions=false", "SET autoload_known_extensions=false",
        ]
    }

    /// Carries out statements that have no rows, each on its own line.
    /// - Throws: ``LakeError`` with `engineFailed` if one is refused.
    func prepare(_ statements: [String]) throws(LakeError) {
        let text = statements.map { $0.hasPrefix(".") ? $0 : $0 + ";" }.joined(separator: "\n")
        let errors = try exchange(text, timeout: Self.preparationSecondsMax) { (_) throws(LakeError) in }
        guard errors.isEmpty else { throw LakeError(.engineFailed, "DuckDB cannot be prepared: \(errors)") }
    }

    /// Carries out one statement and hands over its rows, each the text of a JSON object.
    ///
    /// - Parameter statement: without a line feed.
    /// - Throws: ``LakeError`` with `statementFailed` or `outOfMemory` and DuckDB's words if it fails, with
    ///   `engineFailed` if the process ends, and what `row` throws.
    func run(
        _ statement: String, timeout: Int? = nil, row: (ArraySlice<UInt8>) throws(LakeError) -> Void
    ) throws(LakeError) {
        guard !statement.utf8.contains(UInt8(ascii: "\n")) else {
            throw LakeError(.statementFailed, "A statement stands on one line")
        }
        let errors = try exchange(statement + ";", timeout: timeout) { (line) throws(LakeError) in
            if !line.isEmpty { try row(line) }
        }
        guard !errors.isEmpty else { return }
        throw DuckDBMessage.error(errors)
    }

    private func exchange(
        _ text: String, timeout: Int?, row: (ArraySlice<UInt8>) throws(LakeError) -> Void
    ) throws(LakeError) -> String {
        let number = count.withLock { count in
            count += 1
            return count
        }
        let mark = "\(nonce)-\(number)"
        let last = Array(mark.utf8)
        return try child.exchange(text + "\n.print \(mark)\n", timeout: timeout) {
            (line) throws(LakeError) in
            if line.elementsEqual(last) { return true }
            try row(line)
            return false
        }
    }

    /// Has DuckDB note the plan of each statement, with the rows that each part of it gave. Where it does not know how,
    /// there is no ``profile``.
    func startProfiling() {
        let metrics = #"{"OPERATOR_NAME":"true","OPERATOR_TYPE":"true","OPERATOR_CARDINALITY":"true"}"#
        let path = folder + "/" + Self.profileName
        // The file is the only one that the process may write; the order keeps plans out of the results.
        try? prepare([
            "SET allowed_paths=\(DuckDBText.list([path]))", "SET profiling_output=\(DuckDBText.literal(path))",
            "SET enable_profiling='json'", "SET custom_profiling_settings='\(metrics)'",
        ])
    }

    /// The plan of the last statement that was carried out; `nil` if there is none.
    var profile: DuckDBProfile? {
        guard let file = try? LakeFile(folder + "/" + Self.profileName, flags: 0),
            let bytes = try? file.read(at: 0, count: Self.profileBytesMax)
        else { return nil }
        return (try? JSON(parsing: bytes)).map(DuckDBProfile.init(json:))
    }

    private static let profileName = "profile.txt"
    private static let profileBytesMax = 4 << 20

    /// Ends the process at once, whatever it does.
    func kill() { child.kill() }

    var identifier: Int32 { child.identifier }
}
