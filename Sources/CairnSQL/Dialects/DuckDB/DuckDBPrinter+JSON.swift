/// JSON as Trino keeps it: without blanks, the members of objects in the order of their names, numbers with a point as Java
/// prints them.
extension DuckDBPrinter {
    /// How many arrays and objects may lie in each other. What is deeper makes the query fail.
    private static let depthMax = 20

    /// The text of a JSON value in Trino's form.
    ///
    /// DuckDB has no recursion in expressions. A list of pieces of text stands for the value, and each step takes apart
    /// what is one level deeper: `J` marks JSON, `T` text that is done, `D` a number with a point.
    func canonicalJSON(_ value: String) throws(QueryError) -> String {
        try withLambda { name throws(QueryError) in
            let (piece, rest) = ("\(name)i", "substr(\(name)i, 2)")
            let step =
                "CASE WHEN left(\(piece), 1) = 'J' THEN CASE json_type(\(rest)) WHEN 'OBJECT' THEN "
                + "\(members(of: rest, name)) WHEN 'ARRAY' THEN \(elements(of: rest, name)) "
                + "WHEN 'DOUBLE' THEN [CASE WHEN regexp_matches(\(rest), '[.eE]') THEN 'D' ELSE 'T' END || \(rest)] "
                + "ELSE ['T' || \(rest)] END ELSE [\(piece)] END"
            var pieces = "CAST(['J' || CAST(\(value) AS VARCHAR)] AS VARCHAR[])"
            for _ in 0...Self.depthMax { pieces = "flatten(list_transform(\(pieces), lambda \(piece): \(step)))" }
            let tooDeep = failure("JSON of more than \(Self.depthMax) levels cannot be sorted", type: .varchar)
            let text =
                "CASE left(\(piece), 1) WHEN 'T' THEN \(rest) WHEN 'D' THEN \(floating("CAST(\(rest) AS DOUBLE)")) "
                + "WHEN 'J' THEN \(tooDeep) END"
            // NULL gives no text, and no JSON is empty.
            let joined = "array_to_string(list_transform(\(pieces), lambda \(piece): \(text)), '')"
            return try bounded("nullif(\(joined), '')")
        }
    }

    private func members(of value: String, _ name: String) -> String {
        let (key, place) = ("\(name)k", "\(name)n")
        let pointer = "'/' || replace(replace(\(key), '~', '~0'), '/', '~1')"
        let member =
            "['T' || CASE WHEN \(place) = 1 THEN '{' ELSE ',' END || CAST(to_json(\(key)) AS VARCHAR) || ':', "
            + "'J' || CAST(json_extract(\(value), \(pointer)) AS VARCHAR)]"
        let all = "flatten(list_transform(list_sort(json_keys(\(value))), lambda \(key), \(place): \(member)))"
        let end = "[CASE WHEN len(json_keys(\(value))) = 0 THEN 'T{}' ELSE 'T}' END]"
        let twice = failure("A member stands twice in a JSON object", type: .varchar)
        return "CASE WHEN len(list_distinct(json_keys(\(value)))) < len(json_keys(\(value))) THEN [\(twice)] "
            + "ELSE list_concat(\(all), \(end)) END"
    }

    private func elements(of value: String, _ name: String) -> String {
        let (element, place) = ("\(name)k", "\(name)n")
        let one = "['T' || CASE WHEN \(place) = 1 THEN '[' ELSE ',' END, 'J' || CAST(\(element) AS VARCHAR)]"
        let all = "flatten(list_transform(json_extract(\(value), '$[*]'), lambda \(element), \(place): \(one)))"
        let end = "[CASE WHEN json_array_length(\(value)) = 0 THEN 'T[]' ELSE 'T]' END]"
        return "list_concat(\(all), \(end))"
    }

    /// JSON that was taken out of other JSON; it fails where it has a number that Java prints in another way than DuckDB.
    func plainNumbers(_ value: String) throws(QueryError) -> String {
        let unlike = #"(^|[:,\[])-?([0-9]{8,}[.][0-9]+|0[.]000[0-9]*|[0-9.]+[eE][-+]?[0-9]+)([,}\]]|$)"#
        let failure = failure("The JSON has a number whose text would not be Trino's", type: .json)
        return try withLambda { name throws(QueryError) in
            let condition = Self.hasNumber(like: "'\(unlike)'", in: "CAST(\(name) AS VARCHAR)")
            let body = "CASE WHEN \(condition) THEN \(failure) ELSE \(name) END"
            return "(list_transform([\(value)], lambda \(name): \(body)))[1]"
        }
    }

    /// Whether a number outside of texts is like a pattern. Most JSON has nothing like it, and is looked at once.
    static func hasNumber(like pattern: String, in json: String) -> String {
        let withoutTexts = #"regexp_replace(\#(json), '"(\\.|[^"\\])*"', '""', 'g')"#
        return "regexp_matches(\(json), \(pattern)) AND regexp_matches(\(withoutTexts), \(pattern))"
    }

    /// A value of another type as JSON.
    func json(_ value: String, of type: SQLType) throws(QueryError) -> String {
        type.isWrittenAnew ? "CAST(\(try jsonText(value, of: type)) AS JSON)" : "to_json(\(value))"
    }

    /// The text is put together here: DuckDB would write numbers in JSON anew.
    func jsonText(_ value: String, of type: SQLType) throws(QueryError) -> String {
        guard type.isWrittenAnew else { return "CAST(to_json(\(value)) AS VARCHAR)" }
        switch type {
        case .real, .double:
            return try withLambda { name throws(QueryError) in
                let body =
                    "CASE WHEN isfinite(\(name)) THEN \(floating(name)) ELSE '\"' || \(floating(name)) || '\"' END"
                return "(list_transform([\(value)], lambda \(name): \(body)))[1]"
            }
        case .array(let element):
            return try withLambda { name throws(QueryError) in
                let items = "list_transform(\(value), lambda \(name): \(try jsonItem(name, of: element)))"
                return "('[' || array_to_string(\(items), ',') || ']')"
            }
        case .map(_, let item):
            // The order of names, as Trino writes maps.
            return try withLambda { name throws(QueryError) in
                let pair =
                    "struct_pack(k := CAST((\(name)).key AS VARCHAR), v := \(try jsonItem("(\(name)).value", of: item)))"
                let pairs = "list_sort(list_transform(map_entries(\(value)), lambda \(name): \(pair)))"
                let member = "CAST(to_json((\(name)).k) AS VARCHAR) || ':' || (\(name)).v"
                return "('{' || array_to_string(list_transform(\(pairs), lambda \(name): \(member)), ',') || '}')"
            }
        case .row(let fields): return try rowJSON(value, fields)
        case .timestamp: return "('\"' || \(try text(value, of: type, nested: false)) || '\"')"
        case .decimal(let precision, let scale): return decimalText(value, precision, scale)
        default: return "CAST(\(value) AS VARCHAR)"
        }
    }

    private func rowJSON(_ value: String, _ fields: [SQLType.RowField]) throws(QueryError) -> String {
        try withLambda { name throws(QueryError) in
            var parts: [String] = []
            for (index, field) in fields.enumerated() {
                let item = try jsonItem(self.field(name, fields, index), of: field.type)
                parts.append("CAST(to_json(\(DuckDBText.string(field.name ?? ""))) AS VARCHAR) || ':' || \(item)")
            }
            let text = "'{' || \(parts.joined(separator: " || ',' || ")) || '}'"
            return
                "(list_transform([\(value)], lambda \(name): CASE WHEN \(name) IS NULL THEN NULL ELSE \(text) END))[1]"
        }
    }

    private func jsonItem(_ value: String, of type: SQLType) throws(QueryError) -> String {
        "coalesce(\(try jsonText(value, of: type)), 'null')"
    }
}

extension SQLType {
    /// Whether DuckDB's own JSON of the type is not Trino's.
    fileprivate var isWrittenAnew: Bool {
        switch self {
        case .real, .double, .decimal, .map, .timestamp: true
        case .array(let element): element.isWrittenAnew
        case .row(let fields): fields.contains { $0.type.isWrittenAnew }
        default: false
        }
    }
}
