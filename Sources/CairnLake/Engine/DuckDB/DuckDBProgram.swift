/// The DuckDB program that queries and compaction run in.
public struct DuckDBProgram: Sendable, Hashable {
    public let path: String

    /// A program at a known place.
    public init(path: String) { self.path = path }

    /// What to do when there is none.
    public static let advice =
        "Cairn's Lake needs the program duckdb (1.4 or later, below 2): install it with "
        + "`pip install duckdb-cli==\(pinnedVersion)` or a package manager, and name it in CAIRN_DUCKDB if it is not "
        + "on the PATH."

    /// The version that is tested.
    public static let pinnedVersion = "1.5.6"

    /// Looks in `CAIRN_DUCKDB`, on the `PATH`, and in folders of virtual environments of Python.
    /// - Parameter virtualEnvironments: folders such as `.venv`.
    /// - Throws: ``LakeError`` with `engineMissing` if there is none, or the one in `CAIRN_DUCKDB` is none.
    public static func find(
        environment: [String: String], virtualEnvironments: [String] = [".venv"]
    ) throws(LakeError) -> DuckDBProgram {
        if let named = environment["CAIRN_DUCKDB"], !named.isEmpty {
            guard let path = program(at: named) else {
                throw LakeError(.engineMissing, "CAIRN_DUCKDB names \(named), which is no program. \(advice)")
            }
            return DuckDBProgram(path: path)
        }
        let folders = (environment["PATH"] ?? "").split(separator: ":").map(String.init)
        for folder in folders + virtualEnvironments.map({ $0 + "/bin" }) {
            if let path = program(at: folder + "/duckdb") { return DuckDBProgram(path: path) }
        }
        throw LakeError(.engineMissing, "There is no program duckdb. \(advice)")
    }

    /// The program itself: what Python's package installs under this name is a script that starts it.
    private static func program(at path: String) -> String? {
        guard LakeFile.isExecutable(path) else { return nil }
        guard let start = try? LakeFile(path, flags: 0).read(at: 0, count: 2) else { return nil }
        guard start == Array("#!".utf8) else { return path }
        let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast(2).joined(separator: "/")
        for version in (try? LakeFile.names(in: folder + "/lib")) ?? [] where version.hasPrefix("python") {
            let packaged = "\(folder)/lib/\(version)/site-packages/duckdb_cli/duckdb"
            if LakeFile.isExecutable(packaged) { return packaged }
        }
        return nil
    }
}
