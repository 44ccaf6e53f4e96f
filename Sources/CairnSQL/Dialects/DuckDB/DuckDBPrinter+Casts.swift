extension DuckDBPrinter {
    func cast(_ value: BoundExpression, to type: SQLType, safe: Bool) throws(QueryError) -> String {
        guard safe else { return try bindingCast(value, to: type, safe: false) }
        return try withoutAggregates(value) { value throws(QueryError) in
            try bindingCast(value, to: type, safe: true)
        }
    }

    private func bindingCast(_ value: BoundExpression, to type: SQLType, safe: Bool) throws(QueryError) -> String {
        let from = value.type
        let isBindable =
            value.type.withoutNames != type.withoutNames && (from.isFloating || from == .varchar || from == .json)
        let outer = isInAttempt
        if safe { isInAttempt = true }
        defer { isInAttempt = outer }
        let text = try expression(value)
        if isBindable, text.utf8.count > 160 {
            return try withLambda { name throws(QueryError) in
                let body = try cast(name, from: from, to: type, safe: safe)
                return "(list_transform([\(text)], lambda \(name): \(body)))[1]"
            }
        }
        return try cast(text, from: from, to: type, safe: safe)
    }

    /// Converts a value as Trino does; `safe` gives NULL where it would fail.
    func cast(_ value: String, from: SQLType, to type: SQLType, safe: Bool) throws(QueryError) -> String {
        if from == type { return value }
        if from == .unknown { return "CAST(\(value) AS \(DuckDBText.type(type)))" }
        if from == .varchar { return try castText(value, to: type, safe: safe) }
        let outer = isInAttempt
        if safe { isInAttempt = true }
        defer { isInAttempt = outer }
        let result = try castValue(value, from: from, to: type)
        return safe && canFail(from, type) ? "TRY(\(result))" : result
    }

    private func canFail(_ from: SQLType, _ type: SQLType) -> Bool {
        !(type == .varchar && from != .json) && !(from.isTemporal && type.isTemporal)
    }

    private func plain(_ value: String, _ type: SQLType) -> String { "CAST(\(value) AS \(DuckDBText.type(type)))" }

    private func castValue(_ value: String, from: SQLType, to type: SQLType) throws(QueryError) -> String {
        switch (from, type) {
        case (.json, _): return try castJSON(value, to: type)
        case (_, .json): return try json(value, of: from)
        case (_, .varchar): return try text(value, of: from, nested: false)
        case (_, .boolean) where from.isNumeric: return "(\(value) <> 0)"
        case (_, _) where from.isFloating && type.isInteger: return "CAST(round(\(value)) AS \(DuckDBText.type(type)))"
        case (_, _) where from.isTemporal && type.isTemporal: return castTime(value, from: from, to: type)
        case (.array(let a), .array(let b)): return try castArray(value, a, b)
        case (.map(let key, let item), .map(let newKey, let newItem)):
            return try castMap(value, (key, item), (newKey, newItem))
        case (.row(let a), .row(let b)): return try castRow(value, a, b, type)
        default: return plain(value, type)
        }
    }

    private func castTime(_ value: String, from: SQLType, to type: SQLType) -> String {
        switch (from, type) {
        case (.timestampWithZone, .timestampWithZone): value
        case (.timestampWithZone(let zone), .timestamp): "timezone(\(DuckDBText.string(zone)), \(value))"
        case (.timestampWithZone(let zone), .date): "CAST(timezone(\(DuckDBText.string(zone)), \(value)) AS DATE)"
        case (.timestamp, .timestampWithZone): "timezone('UTC', \(value))"
        case (.date, .timestampWithZone): "timezone('UTC', CAST(\(value) AS TIMESTAMP))"
        default: plain(value, type)
        }
    }

    // MARK: Text

    /// The texts that Trino reads as a value of a type; DuckDB takes more.
    private func form(of type: SQLType) -> String? {
        switch type {
        case _ where type.isInteger: "[+-]?[0-9]+"
        case .real, .double: #"\s*[+-]?((\d+\.?\d*|\.\d+)([eE][+-]?\d+)?|NaN|Infinity)\s*"#
        case .decimal: #"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?"#
        case .boolean: "(?i:true|false|t|f|1|0)"
        case .date: #"\s*[0-9]{4,5}-[0-9]{1,2}-[0-9]{1,2}\s*"#
        case .timestamp: #"\s*[0-9]{4,5}-[0-9]{1,2}-[0-9]{1,2}( [0-9]{1,2}:[0-9]{1,2}(:[0-9]{1,2}(\.[0-9]+)?)?)?\s*"#
        case .timestampWithZone:
            #"\s*[0-9]{4,5}-[0-9]{1,2}-[0-9]{1,2}( [0-9]{1,2}:[0-9]{1,2}(:[0-9]{1,2}(\.[0-9]+)?)?)?( UTC| ?Z|\+00:00)?"#
        case .uuid: "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
        default: nil
        }
    }

    private func castText(_ value: String, to type: SQLType, safe: Bool) throws(QueryError) -> String {
        if type == .json { return "to_json(\(value))" }
        guard let form = form(of: type) else {
            throw QueryError("Cannot cast varchar to \(type)", line: 1, column: 1)
        }
        // DuckDB may cast values that the guard leaves out, so that the cast itself must not fail.
        let converted =
            type.isZoned
            ? "timezone('UTC', TRY_CAST(regexp_replace(\(value), '( UTC| ?Z|\\+00:00)$', '') AS TIMESTAMP))"
            : "TRY_CAST(\(value) AS \(DuckDBText.type(type)))"
        var matches = "regexp_full_match(\(value), '\(form)')"
        if safe { return "(CASE WHEN \(matches) THEN \(converted) END)" }
        matches += " AND \(converted) IS NOT NULL"
        let failure = failure("Cannot cast text to \(type)", type: type)
        return "(CASE WHEN \(value) IS NULL THEN NULL WHEN \(matches) THEN \(converted) ELSE \(failure) END)"
    }

    // MARK: JSON and nested values

    private func castJSON(_ value: String, to type: SQLType) throws(QueryError) -> String {
        switch type {
        case .varchar:
            let failure = failure("Cannot cast a JSON object or array to varchar", type: .varchar)
            return "(CASE WHEN json_type(\(value)) IN ('OBJECT', 'ARRAY') THEN \(failure) "
                + "WHEN json_type(\(value)) = 'DOUBLE' THEN CAST(\(value) AS VARCHAR) "
                + "ELSE json_extract_string(\(value), '$') END)"
        case _ where type.isInteger:
            return "CAST(round(CAST(json_extract_string(\(value), '$') AS DECIMAL(38, 6))) AS \(DuckDBText.type(type)))"
        case .boolean, .double, .real, .decimal:
            return "CAST(json_extract_string(\(value), '$') AS \(DuckDBText.type(type)))"
        default:
            return "CAST(\(value) AS \(DuckDBText.type(type)))"
        }
    }

    private func castArray(_ value: String, _ from: SQLType, _ type: SQLType) throws(QueryError) -> String {
        if from == .unknown { return plain(value, .array(type)) }
        return try withLambda { name throws(QueryError) in
            "list_transform(\(value), lambda \(name): \(try castValueOrText(name, from, type)))"
        }
    }

    private func castValueOrText(_ value: String, _ from: SQLType, _ type: SQLType) throws(QueryError) -> String {
        try cast(value, from: from, to: type, safe: false)
    }

    private func castMap(
        _ value: String,
        _ from: (SQLType, SQLType),
        _ type: (SQLType, SQLType)
    ) throws(QueryError) -> String {
        if from.0 == .unknown || from.1 == .unknown { return plain(value, .map(type.0, type.1)) }
        return try withLambda { name throws(QueryError) in
            let key = try castValueOrText("\(name).key", from.0, type.0)
            let item = try castValueOrText("\(name).value", from.1, type.1)
            return "map_from_entries(list_transform(map_entries(\(value)), lambda \(name): "
                + "struct_pack(k := \(key), v := \(item))))"
        }
    }

    private func castRow(
        _ value: String,
        _ from: [SQLType.RowField],
        _ fields: [SQLType.RowField],
        _ type: SQLType
    ) throws(QueryError) -> String {
        try withLambda { name throws(QueryError) in
            var parts: [String] = []
            for (index, pair) in zip(from, fields).enumerated() {
                let field = self.field(name, from, index)
                let item = try castValueOrText(field, pair.0.type, pair.1.type)
                parts.append(pair.1.name.map { "\(DuckDBText.name($0)) := \(item)" } ?? item)
            }
            let isNamed = fields.allSatisfy { $0.name != nil }
            let packed = "\(isNamed ? "struct_pack" : "row")(\(parts.joined(separator: ", ")))"
            return
                "(list_transform([\(value)], lambda \(name): "
                + "CASE WHEN \(name) IS NULL THEN NULL ELSE \(packed) END))[1]"
        }
    }
}
