extension DuckDBPrinter {
    /// - Parameter names: what the output columns are called; `c1` and so on if it is `nil`.
    func query(_ query: BoundQuery, names: [String]?) throws(QueryError) -> String {
        var text = ""
        if !query.with.isEmpty {
            var tables: [String] = []
            for table in query.with {
                tables.append("q\(table.number) AS (\(try commonTable(table)))")
            }
            text += query.with.contains { $0.step != nil } ? "WITH RECURSIVE " : "WITH "
            text += tables.joined(separator: ", ") + " "
        }
        if query.withTies { return try bounded(text + (try withTies(query, names: names))) }
        text += try body(query.body, names: names)
        if !query.orderBy.isEmpty { text += " ORDER BY " + (try sorting(query.orderBy)) }
        if let limit = query.limit { text += " LIMIT \(limit)" }
        if let offset = query.offset { text += " OFFSET \(offset)" }
        return try bounded(text)
    }

    /// How often the step of a recursive query may give rows.
    private static let recursionDepthMax = 10

    private func commonTable(_ table: BoundCommonTable) throws(QueryError) -> String {
        let query = try self.query(table.query, names: nil)
        guard let step = table.step else { return query }
        let message =
            "Recursion depth limit exceeded (\(Self.recursionDepthMax)). Use 'max_recursion_depth' session property to "
            + "modify the limit."
        let depth = "(SELECT max(depth) FROM q\(table.number))"
        let next =
            "CASE WHEN \(depth) < \(Self.recursionDepthMax) THEN \(depth) + 1 "
            + "ELSE CAST(\(failure(message, type: .integer)) AS INTEGER) END"
        return "SELECT t.*, 0 AS depth FROM (\(query)) AS t UNION ALL "
            + "SELECT s.*, \(next) AS depth FROM (\(try self.query(step, names: nil))) AS s"
    }

    /// Rows up to the last that is wanted, and those that are equal to it in order.
    private func withTies(_ query: BoundQuery, names: [String]?) throws(QueryError) -> String {
        let keys = query.orderBy.map { item in
            let place = if case .ordinal(let place) = item.value { place } else { 1 }
            return "s.\"c\(place)\" \(item.descending ? "DESC" : "ASC") NULLS \(item.nullsFirst ? "FIRST" : "LAST")"
        }
        let order = keys.joined(separator: ", ")
        let items = query.columns.indices.map { "s.\"c\($0 + 1)\" AS \(columnName($0, names))" }
        let first = query.offset ?? 0
        let (last, overflow) = first.addingReportingOverflow(query.limit ?? 0)
        let ranked =
            "SELECT t.*, rank() OVER (ORDER BY \(order.replacingAll("s.\"", with: "t.\""))) AS rank, "
            + "row_number() OVER (ORDER BY \(order.replacingAll("s.\"", with: "t.\""))) AS place "
            + "FROM (\(try body(query.body, names: nil))) AS t"
        return "SELECT \(items.joined(separator: ", ")) FROM (\(ranked)) AS s "
            + "WHERE s.rank <= \(overflow ? Int.max : last) AND s.place > \(first) ORDER BY \(order)"
    }

    private func body(_ body: BoundQueryBody, names: [String]?) throws(QueryError) -> String {
        switch body {
        case .select(let select):
            return try self.select(select, names: names)
        case .nested(let query):
            return try wrapped(try self.query(query, names: nil), count: query.columns.count, names: names)
        case .values(let rows):
            return try values(rows, names: names)
        case .set(let kind, let all, let left, let right):
            let first = try side(left, names: names, all: all)
            let second = try side(right, names: nil, all: all)
            return "\(first) \(kind.rawValue)\(all ? " ALL" : "") \(second)"
        case .converted(let body, let from, let to):
            let inner = try self.body(body, names: nil)
            var items: [String] = []
            for (index, pair) in zip(from, to).enumerated() {
                let value = try cast("t.\"c\(index + 1)\"", from: pair.0, to: pair.1, safe: false)
                items.append("\(value) AS \(columnName(index, names))")
            }
            return "SELECT \(items.joined(separator: ", ")) FROM (\(inner)) AS t"
        }
    }

    private func side(_ body: BoundQueryBody, names: [String]?, all: Bool) throws(QueryError) -> String {
        let types = all ? [] : body.types
        guard types.contains(where: \.containsMap) else {
            let text = try self.body(body, names: names)
            if case .set = body { return "(\(text))" }
            return text
        }
        let inner = try self.body(body, names: nil)
        var items: [String] = []
        for (index, type) in types.enumerated() {
            items.append("\(try canonical("t.\"c\(index + 1)\"", type)) AS \(columnName(index, names))")
        }
        return "SELECT \(items.joined(separator: ", ")) FROM (\(inner)) AS t"
    }

    private func columnName(_ index: Int, _ names: [String]?) -> String {
        DuckDBText.name(names?[index] ?? "c\(index + 1)")
    }

    private func wrapped(_ text: String, count: Int, names: [String]?) throws(QueryError) -> String {
        let items = (0..<count).map { "t.\"c\($0 + 1)\" AS \(columnName($0, names))" }
        return "SELECT \(items.joined(separator: ", ")) FROM (\(text)) AS t"
    }

    private func values(_ rows: [[BoundExpression]], names: [String]?) throws(QueryError) -> String {
        var texts: [String] = []
        for row in rows { texts.append("(" + (try list(row).joined(separator: ", ")) + ")") }
        let count = rows.first?.count ?? 0
        let columns = (0..<count).map { "\"c\($0 + 1)\"" }.joined(separator: ", ")
        let items = (0..<count).map { "t.\"c\($0 + 1)\" AS \(columnName($0, names))" }
        return "SELECT \(items.joined(separator: ", ")) FROM (VALUES \(texts.joined(separator: ", "))) AS t(\(columns))"
    }

    // MARK: SELECT

    private func select(_ select: BoundSelect, names: [String]?) throws(QueryError) -> String {
        var items: [String] = []
        for (index, item) in select.items.enumerated() {
            let value = try expression(item)
            items.append(
                "\(select.distinct ? try canonical(value, item.type) : value) AS \(columnName(index, names))")
        }
        var text = "SELECT \(select.distinct ? "DISTINCT " : "")" + items.joined(separator: ", ")
        if let from = select.from { text += " FROM " + (try relation(from)) }
        if let filter = select.filter { text += " WHERE " + (try expression(filter)) }
        if let grouping = select.grouping { text += try groupBy(grouping) }
        if let having = select.having { text += " HAVING " + (try expression(having)) }
        return try bounded(text)
    }

    private func groupBy(_ sets: [[BoundExpression]]) throws(QueryError) -> String {
        if sets == [[]] { return "" }
        var texts: [String] = []
        for set in sets {
            var keys: [String] = []
            for key in set {
                let text = try self.key(key)
                if !keys.contains(text) { keys.append(text) }
            }
            texts.append(keys.joined(separator: ", "))
        }
        if texts.count == 1 { return " GROUP BY " + texts[0] }
        return " GROUP BY GROUPING SETS (" + texts.map { "(\($0))" }.joined(separator: ", ") + ")"
    }

    /// A key of a grouping, the same text wherever it stands; a bare number would be taken for a place.
    func key(_ expression: BoundExpression) throws(QueryError) -> String {
        let depth = lambdaDepth
        lambdaDepth = 0
        defer { lambdaDepth = depth }
        if case .literal = expression.node {
            return "CAST(\(try self.expression(expression)) AS \(DuckDBText.type(expression.type)))"
        }
        return try canonical(try self.expression(expression), expression.type)
    }

    func sorting(_ items: [BoundSortItem]) throws(QueryError) -> String {
        var texts: [String] = []
        for item in items {
            let value =
                switch item.value {
                case .ordinal(let place): String(place)
                case .expression(let expression): try sortKey(expression)
                }
            texts.append("\(value) \(item.descending ? "DESC" : "ASC") NULLS \(item.nullsFirst ? "FIRST" : "LAST")")
        }
        return texts.joined(separator: ", ")
    }

    private func sortKey(_ expression: BoundExpression) throws(QueryError) -> String {
        guard case .literal = expression.node else { return try self.expression(expression) }
        return try key(expression)
    }

    // MARK: FROM

    func relation(_ relation: BoundRelation) throws(QueryError) -> String {
        switch relation {
        case .store(let number, let id):
            return "\(tables(id)) AS r\(number)"
        case .common(let number, let table):
            return "q\(table) AS r\(number)"
        case .query(let number, let query, let lateral):
            return "\(lateral ? "LATERAL " : "")(\(try self.query(query, names: nil))) AS r\(number)"
        case .unnest(let number, let unnest):
            return try self.unnest(unnest, number)
        case .join(let kind, let left, let right, let condition):
            return try join(kind, left, right, condition)
        case .sample(let inner, let sampling):
            return "\(try self.relation(inner)) TABLESAMPLE \(sampling.method) (\(sampling.percentage) PERCENT)"
        }
    }

    private func join(
        _ kind: Join.Kind,
        _ left: BoundRelation,
        _ right: BoundRelation,
        _ condition: BoundExpression?
    ) throws(QueryError) -> String {
        let first = try relation(left)
        var second = try relation(right)
        if case .join = right { second = "(\(second))" }
        guard let condition else {
            let isCross = kind == .cross || kind == .inner
            return isCross ? "\(first) CROSS JOIN \(second)" : "\(first) \(kind.rawValue) JOIN \(second) ON true"
        }
        return "\(first) \(kind.rawValue) JOIN \(second) ON \(try expression(condition))"
    }

    private func unnest(_ unnest: BoundUnnest, _ number: Int) throws(QueryError) -> String {
        let arrays = try list(unnest.arguments)
        if arrays.count == 1 {
            let ordinality = unnest.ordinality ? (" WITH ORDINALITY", ", ordinality") : ("", "")
            return "UNNEST(\(arrays[0]))\(ordinality.0) AS r\(number)(u1\(ordinality.1))"
        }
        var items = arrays.enumerated().map { "unnest(\($1)) AS u\($0 + 1)" }
        if unnest.ordinality {
            let lengths = arrays.map { "coalesce(len(\($0)), 0)" }.joined(separator: ", ")
            items.append("unnest(range(1, greatest(\(lengths)) + 1)) AS ordinality")
        }
        return "LATERAL (SELECT \(items.joined(separator: ", "))) AS r\(number)"
    }
}
