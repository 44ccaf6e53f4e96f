import CairnLake
public import CairnModel

/// What the queries of a process run in, and what keeps it to the stores.
public struct LakeEngineStatus: Sendable, Hashable {
    /// The path of the program; `nil` if there is none.
    public var program: String?
    /// Why there is none.
    public var problem: String?
    /// The version of the system's Landlock; `nil` if it has none.
    public var landlock: Int?

    /// As the process of that environment finds it.
    public init(environment: [String: String]) {
        do throws(LakeError) {
            program = try DuckDBProgram.find(environment: environment).path
            landlock = Confinement.version
        } catch {
            problem = error.message
        }
    }

    /// As a server tells it; `nil` if it does not.
    public init?(health: JSON) {
        guard let lake = health["lake"] else { return nil }
        program = lake["engine"]?.stringValue
        problem = program == nil ? lake["problem"]?.stringValue ?? "" : nil
        landlock = lake["landlock"]?.intValue
    }

    /// - Parameter withPlaces: whether it says where on the machine the program is looked for.
    func json(withPlaces: Bool) -> JSON {
        var object = JSONObject()
        object["engine"] = program.map { .string(withPlaces ? $0 : "DuckDB") }
        object["problem"] = problem.map { .string(withPlaces ? $0 : "there is no DuckDB") }
        object["landlock"] = landlock.map { .integer($0) }
        return .object(object)
    }
}
