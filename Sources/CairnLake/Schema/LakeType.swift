/// The type of a column, or of a part of one.
public indirect enum LakeType: Sendable, Hashable {
    case text
    /// UTC, without a zone.
    case timestamp
    case boolean
    case integer
    case double
    /// From text to text; nested values are compact JSON.
    case map
    case list(LakeType)
    case structure([LakeField])

    /// A structure of texts.
    static func texts(_ names: String...) -> LakeType { .structure(names.map { LakeField($0, .text) }) }
}

/// A named part of a structure.
public struct LakeField: Sendable, Hashable {
    public var name: String
    public var type: LakeType

    public init(_ name: String, _ type: LakeType) {
        self.name = name
        self.type = type
    }
}

extension LakeType {
    /// The type in DuckDB's SQL, such as `STRUCT("type" VARCHAR)[]`.
    var duckDB: String {
        switch self {
        case .text: "VARCHAR"
        case .timestamp: "TIMESTAMP"
        case .boolean: "BOOLEAN"
        case .integer: "BIGINT"
        case .double: "DOUBLE"
        case .map: "MAP(VARCHAR, VARCHAR)"
        case .list(let element): element.duckDB + "[]"
        case .structure(let fields):
            "STRUCT(" + fields.map { "\"\($0.name)\" \($0.type.duckDB)" }.joined(separator: ", ") + ")"
        }
    }

    /// The type as the structure that DuckDB's `from_json` takes: JSON with the names of types as texts.
    var jsonStructure: String {
        switch self {
        case .list(let element): "[" + element.jsonStructure + "]"
        case .structure(let fields): Self.jsonStructure(of: fields)
        case .text, .timestamp, .boolean, .integer, .double, .map: "\"\(duckDB)\""
        }
    }

    static func jsonStructure(of fields: [LakeField]) -> String {
        "{" + fields.map { "\"\($0.name)\":\($0.type.jsonStructure)" }.joined(separator: ",") + "}"
    }
}
