/// Casts of JSON to other types.
///
/// Source: Trino documentation, "JSON functions and operators", "Cast from JSON".
extension DuckDBPrinter {
    func castJSON(_ value: String, to type: SQLType) throws(QueryError) -> String {
        switch type {
        case .json: return value
        case .array(let element): return try castToArray(value, element, type)
        case .map(let key, let item): return try castToMap(value, key, item, type)
        case .row(let fields): return try castToRow(value, fields, type)
        default: return try castToScalar(value, type)
        }
    }

    private func castFailure(_ type: SQLType) -> String {
        failure("Cannot cast the JSON to \(type)", type: type)
    }

    private func castToScalar(_ value: String, _ type: SQLType) throws(QueryError) -> String {
        let text = "json_extract_string(\(value), '$')"
        let name = DuckDBText.type(type)
        if type == .varchar {
            let failure = failure("Cannot cast a JSON object or array to varchar", type: .varchar)
            return "(CASE WHEN json_type(\(value)) IN ('OBJECT', 'ARRAY') THEN \(failure) "
                + "WHEN json_type(\(value)) = 'DOUBLE' THEN \(try scientific("CAST(\(text) AS DOUBLE)")) ELSE \(text) END)"
        }
        let fromText = try castText(text, to: type, safe: false)
        var fromTruth = "CAST(CAST(\(text) AS BOOLEAN) AS \(name))"
        var number = "CAST(\(text) AS \(name))"
        if type == .boolean {
            fromTruth = "CAST(\(text) AS BOOLEAN)"
            number = "(CAST(\(text) AS DOUBLE) <> 0)"
        } else if type.isInteger {
            let rounded = "CAST(round(CAST(\(text) AS DOUBLE)) AS \(name))"
            number = "CASE WHEN json_type(\(value)) = 'DOUBLE' THEN \(rounded) ELSE \(number) END"
        }
        return "(CASE json_type(\(value)) WHEN 'NULL' THEN NULL WHEN 'VARCHAR' THEN \(fromText) "
            + "WHEN 'BOOLEAN' THEN \(fromTruth) WHEN 'OBJECT' THEN \(castFailure(type)) "
            + "WHEN 'ARRAY' THEN \(castFailure(type)) ELSE \(number) END)"
    }

    private func castToArray(_ value: String, _ element: SQLType, _ type: SQLType) throws(QueryError) -> String {
        try withLambda { name throws(QueryError) in
            let items =
                "list_transform(json_extract(\(value), '$[*]'), lambda \(name): \(try castJSON(name, to: element)))"
            return "(CASE WHEN \(value) IS NULL OR json_type(\(value)) = 'NULL' THEN NULL "
                + "WHEN json_type(\(value)) = 'ARRAY' THEN \(items) ELSE \(castFailure(type)) END)"
        }
    }

    private func member(_ key: String, of value: String) -> String {
        "json_extract(\(value), '/' || replace(replace(\(key), '~', '~0'), '/', '~1'))"
    }

    private func castToMap(
        _ value: String,
        _ key: SQLType,
        _ item: SQLType,
        _ type: SQLType
    ) throws(QueryError) -> String {
        try withLambda { name throws(QueryError) in
            let key = key == .varchar ? name : try castText(name, to: key, safe: false)
            let casted = try withLambda { inner throws(QueryError) in
                "(list_transform([\(member(name, of: value))], lambda \(inner): \(try castJSON(inner, to: item))))[1]"
            }
            let pairs =
                "list_transform(json_keys(\(value)), lambda \(name): struct_pack(k := \(key), v := \(casted)))"
            return "(CASE WHEN \(value) IS NULL OR json_type(\(value)) = 'NULL' THEN NULL "
                + "WHEN json_type(\(value)) = 'OBJECT' THEN map_from_entries(\(pairs)) ELSE \(castFailure(type)) END)"
        }
    }

    /// Members are found in any case; those that are missing are NULL.
    private func castToRow(
        _ value: String,
        _ fields: [SQLType.RowField],
        _ type: SQLType
    ) throws(QueryError) -> String {
        try withLambda { name throws(QueryError) in
            var ofObject: [String] = []
            var ofArray: [String] = []
            for (index, field) in fields.enumerated() {
                let label = field.name.map { "\(DuckDBText.name($0)) := " } ?? ""
                let text = DuckDBText.string((field.name ?? "").lowercased())
                let key = "list_filter(json_keys(\(value)), lambda \(name): lower(\(name)) = \(text))"
                let found =
                    "CASE WHEN len(\(key)) > 1 THEN \(failure("Duplicate field", type: .json)) "
                    + "ELSE \(member("\(key)[1]", of: value)) END"
                let item = try castJSON(name, to: field.type)
                ofObject.append("\(label)(list_transform([\(found)], lambda \(name): \(item)))[1]")
                let element = "json_extract(\(value), '$[\(index)]')"
                ofArray.append("\(label)(list_transform([\(element)], lambda \(name): \(item)))[1]")
            }
            let isNamed = fields.allSatisfy { $0.name != nil }
            let pack = isNamed ? "struct_pack" : "row"
            let object =
                isNamed
                ? "\(pack)(\(ofObject.joined(separator: ", ")))"
                : failure("Cannot cast a JSON object to anonymous row type. Input must be a JSON array.", type: type)
            return "(CASE WHEN \(value) IS NULL OR json_type(\(value)) = 'NULL' THEN NULL "
                + "WHEN json_type(\(value)) = 'OBJECT' THEN \(object) "
                + "WHEN json_type(\(value)) = 'ARRAY' AND json_array_length(\(value)) = \(fields.count) "
                + "THEN \(pack)(\(ofArray.joined(separator: ", "))) ELSE \(castFailure(type)) END)"
        }
    }
}

extension SQLType {
    /// Whether the order of members can be seen in a value that JSON is cast to.
    var keepsJSONOrder: Bool {
        switch self {
        case .json, .map: true
        case .array(let element): element.keepsJSONOrder
        case .row(let fields): fields.contains { $0.type.keepsJSONOrder }
        default: false
        }
    }
}
