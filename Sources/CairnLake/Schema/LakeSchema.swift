/// The columns of a store, in the order of `SELECT *`, without the two that every store ends with.
///
/// Source: CloudTrail User Guide, "Supported SQL schemas for event data stores".
public struct LakeSchema: Sendable, Hashable {
    public var columns: [LakeColumn]

    /// The record as it was recorded, and the Base64 of its SHA-256.
    public static let ending = [LakeColumn("eventJson", .text), LakeColumn("eventJsonChecksum", .text)]

    /// Whether files that were written before a store was given its columns may lack some.
    var mayDifferBetweenFiles: Bool { columns.contains { $0.name == "eventContext" } }

    /// Every column, in the order of `SELECT *`.
    public var allColumns: [LakeColumn] { columns + Self.ending }

    /// The columns of a kind of store.
    /// - Parameter enriched: whether its events may have an `eventContext`.
    public init(_ kind: EventDataStoreKind, enriched: Bool = false) {
        switch kind {
        case .cloudTrailEvents: columns = Self.cloudTrailEvents + (enriched ? Self.enrichment : [])
        case .insights: columns = Self.insights
        case .configurationItems: columns = Self.configurationItems
        case .evidence: columns = Self.evidence
        case .integrations: columns = Self.integrations
        }
    }
}

extension LakeSchema {
    /// What reads NDJSON files of records column by column: a query pays for the columns that it uses.
    func duckDBTailSelect(files: [String]) -> String {
        let list = columns.map { "\($0.duckDBExpression) AS \"\($0.name)\"" }.joined(separator: ", ")
        return "SELECT \(list), \(Self.endingExpressions) FROM \(Self.records(in: files)) WHERE json IS NOT NULL"
    }

    /// What reads NDJSON files of records whole, in one pass over each.
    func duckDBWholeSelect(files: [String]) -> String {
        let members = LakeType.jsonStructure(of: columns.filter(\.isMember).map { LakeField($0.name, $0.type) })
        let list = columns.map { column in
            (column.isMember ? "r.\"\(column.name)\"" : column.duckDBExpression) + " AS \"\(column.name)\""
        }
        return "SELECT \(list.joined(separator: ", ")), \(Self.endingExpressions) FROM (SELECT from_json(json, "
            + "'\(members)') AS r, json FROM \(Self.records(in: files)) WHERE json IS NOT NULL)"
    }

    private static let endingExpressions =
        "json::VARCHAR AS \"eventJson\", to_base64(unhex(sha256(json::VARCHAR))) AS \"eventJsonChecksum\""

    /// Lines that are no JSON come as NULL.
    private static func records(in files: [String]) -> String {
        "read_ndjson_objects(\(DuckDBText.list(files)), ignore_errors=true, maximum_object_size=\(recordBytesMax))"
    }

    /// The longest record that is read.
    static let recordBytesMax = 16 << 20

    /// The members of a record as one type of DuckDB's, as whoever reads log files with it would write it.
    public var duckDBColumns: String {
        "STRUCT("
            + columns.filter(\.isMember).map { "\"\($0.name)\" \($0.type.duckDB)" }.joined(separator: ", ") + ")"
    }

    /// The same as the structure that DuckDB's `from_json` takes.
    public var duckDBStructure: String {
        LakeType.jsonStructure(of: columns.filter(\.isMember).map { LakeField($0.name, $0.type) })
    }

    /// No rows, with every column in its type and order.
    var duckDBEmptySelect: String {
        "SELECT "
            + allColumns.map { "CAST(NULL AS \($0.type.duckDB)) AS \"\($0.name)\"" }.joined(separator: ", ")
            + " WHERE false"
    }
}
