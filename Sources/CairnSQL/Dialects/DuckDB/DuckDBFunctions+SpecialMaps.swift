/// Functions over maps that a template cannot say.
extension DuckDBFunctions {
    /// DuckDB passes over maps that are NULL.
    @Sendable static func mapConcat(_ call: DuckDBCall) throws(QueryError) -> String {
        var fields: [String] = []
        for index in call.arguments.indices { fields.append("m\(index) := \(try call.printed(index))") }
        return try call.printer.binding("struct_pack(\(fields.joined(separator: ", ")))") { name in
            let maps = fields.indices.map { "(\(name)).m\($0)" }
            let nulls = maps.map { "\($0) IS NULL" }.joined(separator: " OR ")
            return "CASE WHEN \(nulls) THEN NULL ELSE map_concat(\(maps.joined(separator: ", "))) END"
        }
    }

    /// The keys of the first map, then those that only the second has.
    @Sendable static func mapZipWith(_ call: DuckDBCall) throws(QueryError) -> String {
        let pair = "struct_pack(l := \(try call.printed(0)), r := \(try call.printed(1)))"
        return try call.printer.binding(pair) { name throws(QueryError) in
            let entry = "\(name)e"
            let body = try applied(call.arguments[2], call, ["(\(entry)).k", "(\(entry)).v", "(\(entry)).w"])
            let others = "list_filter(map_keys((\(name)).r), lambda \(name)k: NOT map_contains((\(name)).l, \(name)k))"
            let pairs =
                "list_transform(map_keys((\(name)).l) || \(others), lambda \(name)k: "
                + "struct_pack(k := \(name)k, v := (\(name)).l[\(name)k], w := (\(name)).r[\(name)k]))"
            let entries = "list_transform(\(pairs), lambda \(entry): struct_pack(k := (\(entry)).k, v := \(body)))"
            return "CASE WHEN (\(name)).l IS NOT NULL AND (\(name)).r IS NOT NULL THEN map_from_entries(\(entries)) END"
        }
    }

    /// Of sparse vectors: NULL where a value is.
    @Sendable static func cosineOfMaps(_ call: DuckDBCall) throws(QueryError) -> String {
        let pair = "struct_pack(l := \(try call.printed(0)), r := \(try call.printed(1)))"
        return try call.printer.binding(pair) { name in
            let sides = ["(\(name)).l", "(\(name)).r"].map { "map_values(\($0))" }
            let nulls = sides.map { "list_count(\($0)) < len(\($0))" }.joined(separator: " OR ")
            let sizes = sides.map {
                "sqrt(coalesce(list_sum(list_transform(\($0), lambda \(name)v: \(name)v * \(name)v)), 0))"
            }
            let shared = "list_filter(map_keys((\(name)).l), lambda \(name)k: map_contains((\(name)).r, \(name)k))"
            let products = "list_transform(\(shared), lambda \(name)k: (\(name)).l[\(name)k] * (\(name)).r[\(name)k])"
            return "CASE WHEN (\(name)).l IS NULL OR (\(name)).r IS NULL OR \(nulls) THEN NULL "
                + "ELSE CAST(coalesce(list_sum(\(products)), 0) AS DOUBLE) / (\(sizes.joined(separator: " * "))) END"
        }
    }
}
