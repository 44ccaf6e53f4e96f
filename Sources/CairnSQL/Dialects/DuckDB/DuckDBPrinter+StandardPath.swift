/// Paths of the SQL standard over lists of JSON: every step takes such a list and gives one. NULL stands for an error.
extension DuckDBPrinter {
    struct PathContext {
        var isStrict: Bool
        /// The list of the input.
        var input: String
        /// The item that a filter looks at.
        var item = ""
        /// The lists of the parameters.
        var parameters: [String: String]
    }

    func sequence(_ chain: StandardPath.Chain, _ context: PathContext) throws(QueryError) -> String {
        var list =
            switch chain.start {
            case .input: context.input
            case .item: "[\(context.item)]"
            case .parameter(let name): context.parameters[name] ?? "[]"
            }
        for step in chain.steps { list = try bounded(try applied(step, to: list, context)) }
        return list
    }

    private func applied(
        _ step: StandardPath.Step,
        to list: String,
        _ context: PathContext
    ) throws(QueryError) -> String {
        try withLambda { name throws(QueryError) in
            switch step {
            case .member(let key):
                let value = "json_extract(\(name), \(DuckDBText.string("$.\"\(key)\"")))"
                if context.isStrict { return whole("list_transform(\(list), lambda \(name): \(value))", name) }
                return "list_filter(list_transform(\(unwrapped(list, name)), lambda \(name): \(value)), "
                    + "lambda \(name): \(name) IS NOT NULL)"
            case .members:
                let values = "CASE WHEN json_type(\(name)) = 'OBJECT' THEN json_extract(\(name), '$.*')"
                let items = context.isStrict ? list : unwrapped(list, name)
                let lists =
                    "list_transform(\(items), lambda \(name): \(values)\(context.isStrict ? "" : " ELSE []") END)"
                return "flatten(\(context.isStrict ? whole(lists, name) : lists))"
            case .elements:
                guard context.isStrict else { return unwrapped(list, name) }
                let items = "CASE WHEN json_type(\(name)) = 'ARRAY' THEN json_extract(\(name), '$[*]') END"
                return "flatten(\(whole("list_transform(\(list), lambda \(name): \(items))", name)))"
            case .subscripts(let ranges):
                return subscripted(list, ranges, name, context)
            case .size:
                let other = context.isStrict ? "" : " ELSE CAST('1' AS JSON)"
                let sizes =
                    "list_transform(\(list), lambda \(name): CASE WHEN json_type(\(name)) = 'ARRAY' "
                    + "THEN to_json(json_array_length(\(name)))\(other) END)"
                return context.isStrict ? whole(sizes, name) : sizes
            case .type:
                let kind =
                    "CASE json_type(\(name)) WHEN 'NULL' THEN 'null' WHEN 'VARCHAR' THEN 'string' "
                    + "WHEN 'BOOLEAN' THEN 'boolean' WHEN 'ARRAY' THEN 'array' WHEN 'OBJECT' THEN 'object' "
                    + "ELSE 'number' END"
                return "list_transform(\(list), lambda \(name): to_json(\(kind)))"
            case .filter(let predicate):
                var inner = context
                inner.item = name
                let items = context.isStrict ? list : unwrapped(list, name)
                return "list_filter(\(items), lambda \(name): \(try self.predicate(predicate, inner)))"
            }
        }
    }

    /// The elements of arrays in place of the arrays.
    private func unwrapped(_ list: String, _ name: String) -> String {
        "flatten(list_transform(\(list), lambda \(name): CASE WHEN json_type(\(name)) = 'ARRAY' "
            + "THEN json_extract(\(name), '$[*]') ELSE [\(name)] END))"
    }

    /// A list, or NULL if there is NULL in it.
    private func whole(_ list: String, _ name: String) -> String {
        "(list_transform([\(list)], lambda \(name): CASE WHEN len(\(name)) = list_count(\(name)) THEN \(name) END))[1]"
    }

    private func subscripted(
        _ list: String,
        _ ranges: [StandardPath.Range],
        _ name: String,
        _ context: PathContext
    ) -> String {
        let array = "\(name)a"
        func place(_ index: StandardPath.Index) -> String {
            switch index {
            case .first(let number): String(number + 1)
            case .last(let number): number == 0 ? "len(\(array))" : "(len(\(array)) - \(number))"
            }
        }
        let parts = ranges.map { range in
            "list_filter(\(array), lambda \(name)e, \(name)i: \(name)i BETWEEN \(place(range.from)) AND \(place(range.to)))"
        }
        var items = parts.count == 1 ? parts[0] : "list_concat(\(parts.joined(separator: ", ")))"
        if context.isStrict {
            let fits = ranges.map { range in
                "1 <= \(place(range.from)) AND \(place(range.from)) <= \(place(range.to)) "
                    + "AND \(place(range.to)) <= len(\(array))"
            }
            items = "CASE WHEN \(fits.joined(separator: " AND ")) THEN \(items) END"
        }
        let single = context.isStrict ? "" : " ELSE [\(name)]"
        let arrays =
            "list_transform(\(list), lambda \(name): CASE WHEN json_type(\(name)) = 'ARRAY' "
            + "THEN json_extract(\(name), '$[*]')\(single) END)"
        let result = "list_transform(\(arrays), lambda \(array): \(items))"
        return "flatten(\(context.isStrict ? whole(result, name) : result))"
    }

    // MARK: Filters

    /// A condition of a filter: true, false, or NULL for unknown.
    private func predicate(_ predicate: StandardPath.Predicate, _ context: PathContext) throws(QueryError) -> String {
        switch predicate {
        case .and(let left, let right):
            return "(\(try self.predicate(left, context)) AND \(try self.predicate(right, context)))"
        case .or(let left, let right):
            return "(\(try self.predicate(left, context)) OR \(try self.predicate(right, context)))"
        case .not(let inner): return "(NOT \(try self.predicate(inner, context)))"
        case .isUnknown(let inner): return "(\(try self.predicate(inner, context)) IS NULL)"
        case .exists(let chain): return "(len(\(try sequence(chain, context))) > 0)"
        case .comparison(let sign, let left, let right):
            return try pairs(left, right, context) { a, b in comparison(sign, a, b) }
        case .startsWith(let chain, let prefix):
            return try pairs(.chain(chain), prefix, context) { a, b in
                "CASE WHEN json_type(\(a)) <> 'VARCHAR' OR json_type(\(b)) <> 'VARCHAR' THEN 'e' WHEN "
                    + "starts_with(json_extract_string(\(a), '$'), json_extract_string(\(b), '$')) "
                    + "THEN 't' ELSE 'f' END"
            }
        }
    }

    private func operand(_ operand: StandardPath.Operand, _ context: PathContext) throws(QueryError) -> String {
        switch operand {
        case .literal(let json): "[CAST(\(DuckDBText.string(json)) AS JSON)]"
        case .chain(let chain): try sequence(chain, context)
        }
    }

    /// Whether one of the pairs of two sequences compares as true: `t`; `f` is for false, `e` for an error.
    private func pairs(
        _ left: StandardPath.Operand,
        _ right: StandardPath.Operand,
        _ context: PathContext,
        _ comparison: (String, String) -> String
    ) throws(QueryError) -> String {
        let sides = [try operand(left, context), try operand(right, context)]
        return try withLambda { name throws(QueryError) in
            let (a, b) = ("\(name)a", "\(name)b")
            let items = sides.map { context.isStrict ? $0 : unwrapped($0, name) }
            let inner = "list_transform(\(items[1]), lambda \(b): \(comparison(a, b)))"
            let all = "flatten(list_transform(\(items[0]), lambda \(a): \(inner)))"
            let first = "coalesce(list_filter(\(name), lambda \(name)c: \(name)c <> 'f')[1], 'f')"
            let result =
                context.isStrict
                ? "CASE WHEN list_contains(\(name), 'e') THEN NULL ELSE list_contains(\(name), 't') END"
                : "CASE WHEN \(name) IS NULL THEN NULL WHEN \(first) = 'e' THEN NULL ELSE \(first) = 't' END"
            return "(list_transform([\(all)], lambda \(name): \(result)))[1]"
        }
    }

    /// Two items; numbers that are whole are compared as such.
    private func comparison(_ sign: String, _ a: String, _ b: String) -> String {
        let integers = "('BIGINT', 'UBIGINT')"
        let numbers = "('BIGINT', 'UBIGINT', 'HUGEINT', 'DOUBLE')"
        func both(_ type: String, _ kinds: String) -> String {
            "WHEN json_type(\(a)) IN \(kinds) AND json_type(\(b)) IN \(kinds) THEN CASE WHEN "
                + "TRY_CAST(json_extract_string(\(a), '$') AS \(type)) \(sign) "
                + "TRY_CAST(json_extract_string(\(b), '$') AS \(type)) THEN 't' ELSE 'f' END "
        }
        let nulls = "json_type(\(a)) = 'NULL' AND json_type(\(b)) = 'NULL'"
        return "CASE WHEN json_type(\(a)) = 'NULL' OR json_type(\(b)) = 'NULL' THEN "
            + "\(sign == "=" ? "CASE WHEN \(nulls) THEN 't' ELSE 'f' END" : "'f'") "
            + both("VARCHAR", "('VARCHAR')") + both("HUGEINT", integers) + both("DOUBLE", numbers)
            + both("BOOLEAN", "('BOOLEAN')") + "ELSE 'e' END"
    }
}
