import CairnLake

/// Says whether there is a program that queries run in, and what keeps it to the stores.
public struct LakeCheck {
    private let status: LakeEngineStatus

    /// - Parameter status: of a running server, or of this process if none answers.
    public init(_ status: LakeEngineStatus) { self.status = status }

    public func findings() -> [Finding] {
        guard let program = status.program else {
            return [
                Finding(
                    .hint, "lake", "event data stores cannot be queried: \(status.problem ?? "")",
                    remedy: "pip install duckdb-cli==\(DuckDBProgram.pinnedVersion), and name it in CAIRN_DUCKDB "
                        + "where cairn serve starts")
            ]
        }
        return [
            Finding(.good, "lake", "event data stores are queried with \(program)"),
            Self.confinement(status.landlock),
        ]
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
