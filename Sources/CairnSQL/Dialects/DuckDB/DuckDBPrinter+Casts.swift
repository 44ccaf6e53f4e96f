extension DuckDBPrinter {
    func cast(_ value: BoundExpression, to type: SQLType, safe: Bool) throws(QueryError) -> String {
        if value.readsZone, type.isTemporal { return try castZonedText(value, to: type, safe: safe) }
        guard safe else { return try bindingCast(value, to: type, safe: false) }
        return try withoutAggregates(value) { value throws(QueryError) in
            try bindingCast(value, to: type, safe: true)
        }
    }

    /// A text whose own zone does not matter, since an instant or the time of day is taken from it.
    private func castZonedText(_ value: BoundExpression, to type: SQLType, safe: Bool) throws(QueryError) -> String {
        guard case .call(let name, let arguments) = value.node else { return "NULL" }
        let outer = isInAttempt
        if safe { isInAttempt = true }
        defer { isInAttempt = outer }
        let reading: DuckDBFunctions.ZoneReading = type.isZoned ? .instant : .clock
        let call = DuckDBCall(
            printer: self, arguments: arguments, type: type.isZoned ? type : .timestamp, position: value.position)
        let text =
            name.hasPrefix("parse")
            ? try DuckDBFunctions.parseDatetime(call, reading) : try DuckDBFunctions.isoTimestamp(call, reading)
        let result = type == .date ? "CAST(\(text) AS DATE)" : text
        return safe ? "TRY(\(result))" : result
    }

    private func bindingCast(_ value: BoundExpression, to type: SQLType, safe: Bool) throws(QueryError) -> String {
        let value = value.type == .json && !type.keepsJSONOrder ? value.withoutSorting : value
        let from = value.type
        let isBindable =
            value.type.withoutNames != type.withoutNames && (from.isFloating || from == .varchar || from == .json)
        let outer = isInAttempt
        if safe { isInAttempt = true }
        defer { isInAttempt = outer }
        let text = try expression(value)
        // Lambdas take no aggregates and no queries.
        let isUnbound = !value.isPlain && (from == .json || from == .varbinary || type == .ipaddress)
        if isUnbound || isBindable && text.utf8.count > 160 {
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
        case (.real, .varchar), (.double, .varchar): return try scientific(value)
        case (_, .varchar): return try text(value, of: from, nested: false)
        case (_, .time(let precision)): return castToTime(value, from: from, precision)
        case (.varbinary, .ipaddress), (.varbinary, .uuid): return try castBinary(value, to: type)
        case (.ipaddress, .varbinary): return value
        case (.uuid, .varbinary): return "unhex(replace(CAST(\(value) AS VARCHAR), '-', ''))"
        case (_, .boolean) where from.isNumeric: return "(\(value) <> 0)"
        // Trino rounds the digits that the number is written with.
        case (_, .decimal) where from.isFloating: return plain("CAST(\(value) AS VARCHAR)", type)
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
        case (.timestampWithZone(let zone), .timestamp): DuckDBText.clock(value, in: zone)
        case (.timestampWithZone(let zone), .date): "CAST(\(DuckDBText.clock(value, in: zone)) AS DATE)"
        case (.timestamp, .timestampWithZone): "timezone('UTC', \(value))"
        case (.date, .timestampWithZone): "timezone('UTC', CAST(\(value) AS TIMESTAMP))"
        default: plain(value, type)
        }
    }

    private func castToTime(_ value: String, from: SQLType, _ precision: Int) -> String {
        switch from {
        case .time(let own): own <= precision ? value : rounded(value, to: precision)
        case .timestampWithZone(let zone):
            rounded("CAST(timezone(\(DuckDBText.string(zone)), \(value)) AS TIME)", to: precision)
        default: rounded("CAST(\(value) AS TIME)", to: precision)
        }
    }

    /// A time of day with fewer digits behind the second; midnight comes after the last of the day.
    private func rounded(_ time: String, to precision: Int) -> String {
        guard precision < 6 else { return time }
        let unit = "1" + String(repeating: "0", count: 6 - precision)
        let count = "CAST(round(epoch_us(\(time)) / \(unit).0) AS BIGINT)"
        return "(TIME '00:00:00' + to_microseconds(\(count) * \(unit)))"
    }

    /// Bytes as an address, of 4 or 16, or as a UUID.
    private func castBinary(_ value: String, to type: SQLType) throws(QueryError) -> String {
        try withLambda { name throws(QueryError) in
            let isAddress = type == .ipaddress
            let failure = failure(
                isAddress ? "Invalid IP address binary length" : "Invalid UUID binary length", type: type)
            let short =
                isAddress ? "WHEN octet_length(\(name)) = 4 THEN from_hex('00000000000000000000FFFF') || \(name) " : ""
            let whole = isAddress ? name : "CAST(hex(\(name)) AS UUID)"
            let body =
                "CASE WHEN \(name) IS NULL THEN NULL WHEN octet_length(\(name)) = 16 THEN \(whole) \(short)"
                + "ELSE \(failure) END"
            return "(list_transform([\(value)], lambda \(name): \(body)))[1]"
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
        case .timestamp:
            #"\s*[0-9]{4,5}-[0-9]{1,2}-[0-9]{1,2}( ([01]?[0-9]|2[0-3]):[0-9]{1,2}(:[0-9]{1,2}(\.[0-9]+)?)?)?\s*"#
        case .timestampWithZone:
            #"\s*[0-9]{4,5}-[0-9]{1,2}-[0-9]{1,2}( ([01]?[0-9]|2[0-3]):[0-9]{1,2}(:[0-9]{1,2}(\.[0-9]+)?)?)?( UTC| ?Z|\+00:00)?"#
        case .time: #"[0-9]{1,2}:[0-9]{1,2}(:[0-9]{1,2}(\.[0-9]+)?)?"#
        case .uuid: "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
        default: nil
        }
    }

    func castText(_ value: String, to type: SQLType, safe: Bool) throws(QueryError) -> String {
        if type == .json { return "to_json(\(value))" }
        if type == .ipaddress { return try castTextToAddress(value, safe: safe) }
        guard let form = form(of: type) else {
            throw QueryError("Cannot cast varchar to \(type)", line: 1, column: 1)
        }
        // DuckDB may cast values that the guard leaves out, so that the cast itself must not fail.
        let converted =
            switch type {
            case .timestampWithZone:
                "timezone('UTC', TRY_CAST(regexp_replace(\(value), '( UTC| ?Z|\\+00:00)$', '') AS TIMESTAMP))"
            case .time(let precision):
                // DuckDB wants seconds.
                rounded("TRY_CAST(regexp_replace(\(value), '^([0-9]+:[0-9]+)$', '\\1:00') AS TIME)", to: precision)
            default: "TRY_CAST(\(value) AS \(DuckDBText.type(type)))"
            }
        var matches = "regexp_full_match(\(value), '\(form)')"
        // Trino rounds to milliseconds, and halves go up.
        let result =
            type == .timestamp || type.isZoned
            ? "date_trunc('millisecond', \(converted) + to_microseconds(500))" : converted
        if safe { return "(CASE WHEN \(matches) THEN \(result) END)" }
        matches += " AND \(converted) IS NOT NULL"
        let failure = failure("Cannot cast text to \(type)", type: type)
        return "(CASE WHEN \(value) IS NULL THEN NULL WHEN \(matches) THEN \(result) ELSE \(failure) END)"
    }

    private func castTextToAddress(_ value: String, safe: Bool) throws(QueryError) -> String {
        let address = try address(of: value)
        if safe { return address }
        return try withLambda { name throws(QueryError) in
            let failure = failure("Cannot cast value to IPADDRESS", type: .ipaddress)
            let body = "CASE WHEN \(name) IS NULL AND \(value) IS NOT NULL THEN \(failure) ELSE \(name) END"
            return "(list_transform([\(address)], lambda \(name): \(body)))[1]"
        }
    }

    // MARK: JSON and nested values

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
            let key = try castValueOrText("(\(name)).key", from.0, type.0)
            let item = try castValueOrText("(\(name)).value", from.1, type.1)
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
