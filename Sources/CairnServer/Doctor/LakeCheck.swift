import CairnLake

/// Looks for the program that queries run in.
public struct LakeCheck {
    private let environment: [String: String]

    public init(environment: [String: String]) { self.environment = environment }

    public func findings() -> [Finding] {
        do {
            let program = try DuckDBProgram.find(environment: environment)
            return [Finding(.good, "lake", "event data stores are queried with \(program.path)")]
        } catch {
            return [
                Finding(
                    .hint, "lake", "event data stores cannot be queried: \(error.message)",
                    remedy: "pip install duckdb-cli==\(DuckDBProgram.pinnedVersion), and name it in CAIRN_DUCKDB")
            ]
        }
    }
}
