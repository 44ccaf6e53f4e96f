import CairnLake

/// Looks for the program that queries run in, and for what keeps it to the stores.
public struct LakeCheck {
    private let environment: [String: String]

    public init(environment: [String: String]) { self.environment = environment }

    public func findings() -> [Finding] {
        do {
            let program = try DuckDBProgram.find(environment: environment)
            return [
                Finding(.good, "lake", "event data stores are queried with \(program.path)"),
                Self.confinement(Confinement.version),
            ]
        } catch {
            return [
                Finding(
                    .hint, "lake", "event data stores cannot be queried: \(error.message)",
                    remedy: "pip install duckdb-cli==\(DuckDBProgram.pinnedVersion), and name it in CAIRN_DUCKDB")
            ]
        }
    }

    static func confinement(_ version: Int?) -> Finding {
        if let version {
            return Finding(
                .good, "lake",
                "the system keeps queries to reading event data stores (Landlock, version \(version))")
        }
        return Finding(
            .hint, "lake",
            "queries are kept to event data stores by Cairn and DuckDB alone: this system has no Landlock",
            remedy: "run Cairn on Linux 5.13 or newer, where the security module landlock is on (lsm=… of the kernel)")
    }
}
