extension SQLType {
    /// Whether values are made of others, so that a NULL may stand inside one.
    var isNested: Bool {
        switch self {
        case .array, .map, .row: true
        default: false
        }
    }

    var containsMap: Bool {
        switch self {
        case .map: true
        case .array(let element): element.containsMap
        case .row(let fields): fields.contains(where: \.type.containsMap)
        default: false
        }
    }
}

/// Comparisons of arrays, maps and rows. DuckDB takes a NULL inside for equal to another, Trino does not know.
extension DuckDBPrinter {
    func comparison(
        _ sign: String,
        _ left: BoundExpression,
        _ right: BoundExpression
    ) throws(QueryError) -> String {
        if left.type.isFloating { return try floating(sign, left, right) }
        let first = try expression(left)
        let second = try expression(right)
        guard left.type.isNested, right.type.isNested else { return "(\(first) \(sign) \(second))" }
        if sign == "=" || sign == "<>", case .row(let fields) = left.node, case .row(let others) = right.node {
            var terms: [String] = []
            for (field, other) in zip(fields, others) { terms.append(try comparison("=", field, other)) }
            return "(\(sign == "=" ? "" : "NOT ")(\(terms.joined(separator: " AND "))))"
        }
        return try bindingPair(first, second) { a, b throws(QueryError) in
            switch sign {
            case "=": try equality(a, b, left.type)
            case "<>": "(NOT \(try equality(a, b, left.type)))"
            default: try order(sign, a, b, left.type)
            }
        }
    }

    /// DuckDB takes NaN for equal to itself and for more than every number; in Trino it is neither.
    private func floating(
        _ sign: String,
        _ left: BoundExpression,
        _ right: BoundExpression
    ) throws(QueryError) -> String {
        let plain = "$1 \(sign) $2"
        let template =
            switch sign {
            case ">" where left.mayBeNaN, ">=" where left.mayBeNaN:
                right.literalNumber == nil
                    ? "CASE WHEN isnan($1) AND $2 IS NOT NULL THEN false ELSE \(plain) END"
                    : "(\(plain) AND NOT isnan($1))"
            case "<" where right.mayBeNaN, "<=" where right.mayBeNaN:
                left.literalNumber == nil
                    ? "CASE WHEN isnan($2) AND $1 IS NOT NULL THEN false ELSE \(plain) END"
                    : "(\(plain) AND NOT isnan($2))"
            case "=" where left.mayBeNaN && right.mayBeNaN, "<>" where left.mayBeNaN && right.mayBeNaN:
                "CASE WHEN isnan($1) AND isnan($2) THEN \(sign == "<>") ELSE \(plain) END"
            default: "(\(plain))"
            }
        return try expand(template, [left, right], type: .boolean)
    }

    /// `IN` a query, of values that may have a NULL inside.
    ///
    /// Values without are looked up by DuckDB; the others are compared one by one, as far as they decide something.
    func nestedIn(
        _ value: BoundExpression,
        _ query: BoundQuery,
        negated: Bool
    ) throws(QueryError) -> String {
        let type = value.type
        let item =
            query.columns.count == 1
            ? "t.\"c1\"" : "row(" + query.columns.indices.map { "t.\"c\($0 + 1)\"" }.joined(separator: ", ") + ")"
        let inner =
            "SELECT \(try canonical(item, query.rowType)) AS c FROM (\(try self.query(query, names: nil))) AS t"
        let text = try canonical(try expression(value), type)
        let open = "t.c IS NULL OR \(try hasNull("t.c", query.rowType))"
        let lists =
            "(SELECT struct_pack(a := list(DISTINCT t.c), o := list(DISTINCT t.c) FILTER (WHERE \(open))) "
            + "FROM (\(inner)) AS t)"
        let undecided = try binding("struct_pack(v := \(text), l := \(lists))") { name throws(QueryError) in
            let isOpen = "(\(name)).v IS NULL OR \(try hasNull("(\(name)).v", type))"
            let others = "CASE WHEN \(isOpen) THEN (\(name)).l.a ELSE (\(name)).l.o END"
            let equal = "list_transform(\(others), lambda \(name)e: \(try equality("(\(name)).v", "\(name)e", type)))"
            let known = try binding(equal) { "list_count(\($0)) < len(\($0))" }
            return "CASE WHEN \(known) THEN NULL ELSE false END"
        }
        let found = "\(text) IN (\(inner)) AND NOT \(try hasNull(text, type))"
        return "(\(negated ? "NOT " : "")(CASE WHEN \(found) THEN true ELSE \(undecided) END))"
    }

    private func bindingPair(
        _ first: String,
        _ second: String,
        _ body: (String, String) throws(QueryError) -> String
    ) throws(QueryError) -> String {
        try binding("struct_pack(l := \(first), r := \(second))") { name throws(QueryError) in
            try body("(\(name)).l", "(\(name)).r")
        }
    }

    /// Whether two values are equal: NULL where that hangs on a NULL inside.
    func equality(_ a: String, _ b: String, _ type: SQLType) throws(QueryError) -> String {
        switch type {
        case .array(let element):
            let parts = try withLambda { name throws(QueryError) in
                let part = try equality("\(a)[\(name)]", "\(b)[\(name)]", element)
                return "list_transform(range(1, len(\(a)) + 1), lambda \(name): \(part))"
            }
            let all = try allTrue(parts)
            return "(CASE WHEN \(a) IS NULL OR \(b) IS NULL THEN NULL "
                + "WHEN len(\(a)) <> len(\(b)) THEN false ELSE \(all) END)"
        case .map(_, let item):
            let parts = try withLambda { name throws(QueryError) in
                let part = try equality("\(a)[\(name)]", "\(b)[\(name)]", item)
                return "list_transform(map_keys(\(a)), lambda \(name): "
                    + "CASE WHEN map_contains(\(b), \(name)) THEN \(part) ELSE false END)"
            }
            let all = try allTrue(parts)
            return "(CASE WHEN \(a) IS NULL OR \(b) IS NULL THEN NULL "
                + "WHEN cardinality(\(a)) <> cardinality(\(b)) THEN false ELSE \(all) END)"
        case .row(let fields):
            var parts: [String] = []
            for (index, item) in fields.enumerated() {
                parts.append(try equality(place(index, of: a), place(index, of: b), item.type))
            }
            return "(\(parts.joined(separator: " AND ")))"
        case .real, .double:
            // DuckDB takes NaN for equal to itself.
            return "CASE WHEN isnan(\(a)) AND isnan(\(b)) THEN false ELSE \(a) = \(b) END"
        default:
            return "(\(a) = \(b))"
        }
    }

    private func allTrue(_ parts: String) throws(QueryError) -> String {
        try binding(parts) { name in
            "CASE WHEN list_contains(\(name), false) THEN false WHEN list_count(\(name)) = len(\(name)) THEN true END"
        }
    }

    /// Arrays and rows with a NULL inside have no order in Trino; the query fails.
    private func order(_ sign: String, _ a: String, _ b: String, _ type: SQLType) throws(QueryError) -> String {
        let name = if case .row = type { "ROW" } else { "ARRAY" }
        let failure = failure("\(name) comparison not supported for values with null elements", type: .boolean)
        return "(CASE WHEN \(a) IS NULL OR \(b) IS NULL THEN NULL "
            + "WHEN \(try hasNull(a, type)) OR \(try hasNull(b, type)) THEN \(failure) ELSE \(a) \(sign) \(b) END)"
    }

    /// Whether a value that is not NULL has a NULL somewhere inside.
    func hasNull(_ value: String, _ type: SQLType) throws(QueryError) -> String {
        switch type {
        case .array(let element) where element.isNested:
            let inner = try withLambda { name throws(QueryError) in
                "list_transform(\(value), lambda \(name): \(name) IS NULL OR \(try hasNull(name, element)))"
            }
            return "list_contains(\(inner), true)"
        case .array:
            return "(list_count(\(value)) < len(\(value)))"
        case .map(_, let item):
            return try hasNull("map_values(\(value))", .array(item))
        case .row(let fields):
            var parts: [String] = []
            for (index, item) in fields.enumerated() {
                let part = place(index, of: value)
                parts.append("\(part) IS NULL")
                if item.type.isNested { parts.append(try hasNull(part, item.type)) }
            }
            return "(\(parts.joined(separator: " OR ")))"
        default:
            return "false"
        }
    }

    /// A field of a row by its place: two rows that are compared may have other names for their fields.
    private func place(_ index: Int, of row: String) -> String { "struct_extract_at(\(row), \(index + 1))" }

    /// A field of a row; one without a name may have one in DuckDB.
    func field(_ value: String, _ fields: [SQLType.RowField], _ index: Int) -> String {
        guard let name = fields[index].name else { return "struct_extract_at(\(value), \(index + 1))" }
        return "struct_extract(\(value), \(DuckDBText.string(name)))"
    }

    /// The same value with the entries of its maps in the order of their keys, which does not count in Trino.
    func canonical(_ value: String, _ type: SQLType) throws(QueryError) -> String {
        guard type.containsMap else { return value }
        switch type {
        case .array(let element):
            return try withLambda { name throws(QueryError) in
                "list_transform(\(value), lambda \(name): \(try canonical(name, element)))"
            }
        case .map(_, let item):
            return try withLambda { name throws(QueryError) in
                let entry = "struct_pack(k := (\(name)).key, v := \(try canonical("(\(name)).value", item)))"
                return "map_from_entries(list_sort(list_transform(map_entries(\(value)), lambda \(name): \(entry))))"
            }
        case .row(let fields):
            return try binding(value) { name throws(QueryError) in
                var parts: [String] = []
                for (index, item) in fields.enumerated() {
                    let part = try canonical(field(name, fields, index), item.type)
                    parts.append(item.name.map { "\(DuckDBText.name($0)) := \(part)" } ?? part)
                }
                let isNamed = fields.allSatisfy { $0.name != nil }
                return "CASE WHEN \(name) IS NOT NULL THEN "
                    + "\(isNamed ? "struct_pack" : "row")(\(parts.joined(separator: ", "))) END"
            }
        default:
            return value
        }
    }
}

extension BoundExpression {
    /// Whether a floating-point number is not surely a number.
    var mayBeNaN: Bool {
        switch node {
        case .literal: false
        case .cast(let value, _):
            value.type.isFloating ? value.mayBeNaN : !value.type.isInteger && !value.type.isDecimal
        case .negation(let value): value.mayBeNaN
        case .arithmetic(.add, let left, let right), .arithmetic(.subtract, let left, let right),
            .arithmetic(.multiply, let left, let right):
            left.mayBeNaN || right.mayBeNaN
        case .arithmetic(.divide, let left, let right):
            left.mayBeNaN || !right.isOtherThanZero
        case .aggregate(let aggregate):
            aggregate.arguments.count != 1 || aggregate.arguments[0].mayBeNaN
                || !["avg(", "sum(", "min(", "max("].contains { aggregate.function.hasPrefix($0) }
        case .key(let value): value.mayBeNaN
        default: true
        }
    }
}
