/// A column of a store: what it is called, its type, and where in a record its value stands.
public struct LakeColumn: Sendable, Hashable {
    public var name: String
    public var type: LakeType
    /// The members that lead to the value, from the outside in.
    public var path: [String]

    /// - Parameter path: the member of the column's own name if it is `nil`.
    public init(_ name: String, _ type: LakeType, path: [String]? = nil) {
        self.name = name
        self.type = type
        self.path = path ?? [name]
    }

    /// Whether the value is a member of the record itself, of the column's name.
    var isMember: Bool { path == [name] }

    /// The value out of a column `json` of DuckDB; `NULL` where a record has another type.
    var duckDBExpression: String {
        let place = "'$" + path.map { ".\"\($0)\"" }.joined() + "'"
        return switch type {
        case .text: "json->>\(place)"
        case .timestamp, .boolean, .integer, .double: "TRY_CAST(json->>\(place) AS \(type.duckDB))"
        case .map, .list, .structure: "from_json(json->\(place), '\(type.jsonStructure)')"
        }
    }
}
