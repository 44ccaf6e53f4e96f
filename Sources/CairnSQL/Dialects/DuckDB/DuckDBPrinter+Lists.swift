extension DuckDBPrinter {
    /// A value that is evaluated once and used by a name.
    func binding(_ value: String, _ body: (String) throws(QueryError) -> String) throws(QueryError) -> String {
        try withLambda { name throws(QueryError) in
            "(list_transform([\(value)], lambda \(name): \(try body(name))))[1]"
        }
    }

    /// Each element once, in the order of their first appearance.
    func distinct(_ list: String) throws(QueryError) -> String {
        try firsts(of: list, "struct_pack(k := {e}, i := {i})") { kept, name in
            "list_transform(\(kept), lambda \(name)f: (\(name)f).k)"
        }
    }

    /// A map of pairs in which the first of each key counts.
    func firstPairs(_ list: String) throws(QueryError) -> String {
        try firsts(of: list, "struct_pack(k := ({e}).k, i := {i}, v := ({e}).v)") { kept, name in
            "map_from_entries(list_transform(\(kept), lambda \(name)f: struct_pack(k := (\(name)f).k, v := (\(name)f).v)))"
        }
    }

    /// The elements of a list with their places, those with equal keys beside each other.
    ///
    /// So the first of each key is found faster than by looking for each in all.
    private func sorted(
        _ list: String,
        _ place: String,
        _ body: (String) throws(QueryError) -> String
    ) throws(QueryError) -> String {
        // Named first, since DuckDB takes the type from a sorted list that is constant and NULL.
        try binding(list) { name throws(QueryError) in
            let item = place.replacingAll("{e}", with: "\(name)e").replacingAll("{i}", with: "\(name)i")
            return try binding("list_sort(list_transform(\(name), lambda \(name)e, \(name)i: \(item)))", body)
        }
    }

    private func firsts(
        of list: String,
        _ place: String,
        _ result: (_ kept: String, _ name: String) -> String
    ) throws(QueryError) -> String {
        try sorted(list, place) { name in
            let isFirst = "\(name)j = 1 OR \(name)[\(name)j - 1].k IS DISTINCT FROM (\(name)p).k"
            let first = "list_filter(\(name), lambda \(name)p, \(name)j: \(isFirst))"
            let placed = "list_transform(\(first), lambda \(name)p: struct_pack(i := (\(name)p).i, p := \(name)p))"
            return result("list_transform(list_sort(\(placed)), lambda \(name)p: (\(name)p).p)", name)
        }
    }

    /// A map of each key to all its values.
    func allPairs(_ list: String) throws(QueryError) -> String {
        try sorted(list, "struct_pack(k := ({e}).k, i := {i}, v := ({e}).v)") { name throws(QueryError) in
            let isFirst = "\(name)j = 1 OR \(name)[\(name)j - 1].k IS DISTINCT FROM \(name)[\(name)j].k"
            let starts = "list_filter(range(1, len(\(name)) + 1), lambda \(name)j: \(isFirst))"
            return try binding(starts) { start in
                let places = "range(\(name)j, coalesce(\(start)[\(name)t + 1], len(\(name)) + 1))"
                let entry =
                    "struct_pack(i := \(name)[\(name)j].i, k := \(name)[\(name)j].k, "
                    + "v := list_transform(\(places), lambda \(name)q: \(name)[\(name)q].v))"
                let groups = "list_sort(list_transform(\(start), lambda \(name)j, \(name)t: \(entry)))"
                return "map_from_entries(list_transform(\(groups), lambda \(name)p: "
                    + "struct_pack(k := (\(name)p).k, v := (\(name)p).v)))"
            }
        }
    }

    /// The elements of a list as text, as casts give it.
    func textElements(_ list: String, _ type: SQLType) throws(QueryError) -> String {
        guard case .array(let element) = type, element != .varchar, element != .unknown else { return list }
        return try withLambda { name throws(QueryError) in
            "list_transform(\(list), lambda \(name): \(try cast(name, from: element, to: .varchar, safe: false)))"
        }
    }
}
