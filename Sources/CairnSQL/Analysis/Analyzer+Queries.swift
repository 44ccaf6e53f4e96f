extension Analyzer {
    /// Resolves a query and everything in it.
    func bind(_ query: Query, in surroundings: Surroundings) throws(QueryError) -> BoundQuery {
        var surroundings = surroundings
        var with: [BoundCommonTable] = []
        for table in query.with {
            if query.isRecursive, table.query.isUnion {
                let bound = try recursive(table, in: surroundings)
                with += bound.tables
                surroundings.common[table.name.key] = bound.entry
            } else {
                let bound = try commonTable(table, in: surroundings)
                with.append(BoundCommonTable(number: bound.entry.number, query: bound.query))
                surroundings.common[table.name.key] = bound.entry
            }
        }
        var result = try bindBody(of: query, in: surroundings)
        result.with = with
        result.offset = query.offset?.count
        result.limit = query.limit?.count
        return query.withTies ? withTies(result) : result
    }

    /// What is sorted by becomes columns, so that rows can be ranked by them.
    private func withTies(_ query: BoundQuery) -> BoundQuery {
        var result = query
        result.withTies = true
        guard case .select(var select) = query.body else { return result }
        for (index, item) in query.orderBy.enumerated() {
            guard case .expression(let expression) = item.value else { continue }
            select.items.append(expression)
            result.orderBy[index].value = .ordinal(select.items.count)
        }
        result.body = .select(select)
        return result
    }

    func commonTable(
        _ table: CommonTable,
        in surroundings: Surroundings
    ) throws(QueryError) -> (entry: CommonEntry, query: BoundQuery) {
        let query = try bind(table.query, in: Surroundings(common: surroundings.common))
        let columns = try renamed(query.columns, table.columns, of: table.name)
        return (CommonEntry(number: newRelation(), columns: columns), query)
    }

    func renamed(
        _ columns: [BoundColumn],
        _ names: [Name],
        of table: Name
    ) throws(QueryError) -> [BoundColumn] {
        guard !names.isEmpty else { return columns }
        guard names.count == columns.count else {
            throw QueryError(
                "'\(table.text)' has \(columns.count) columns, and \(names.count) names for them",
                at: table.position
            )
        }
        return zip(columns, names).map { BoundColumn(name: $1.text, type: $0.type) }
    }

    private func bindBody(of query: Query, in surroundings: Surroundings) throws(QueryError) -> BoundQuery {
        if case .select(let select) = query.body {
            let bound = try bind(select, orderBy: query.orderBy, in: surroundings)
            return BoundQuery(body: .select(bound.select), orderBy: bound.orderBy, columns: bound.columns)
        }
        let (body, columns) = try bind(query.body, in: surroundings)
        if let orderBy = try ordinals(query.orderBy, of: columns) {
            return BoundQuery(body: body, orderBy: orderBy, columns: columns)
        }
        return try ordered(BoundQuery(body: body, columns: columns), by: query.orderBy, in: surroundings)
    }

    /// Sorts a query whose body has no tables of its own, by way of a sub-query.
    private func ordered(
        _ query: BoundQuery,
        by items: [SortItem],
        in surroundings: Surroundings
    ) throws(QueryError) -> BoundQuery {
        let number = newRelation()
        let columns = scopeColumns(query.columns, of: number, qualifier: nil)
        let scope = Scope(columns: columns, parent: surroundings.outer)
        let context = ExpressionContext(scope: scope, common: surroundings.common)
            .without(aggregatesIn: "ORDER BY clause")
        let select = BoundSelect(
            items: columns.map(\.expression),
            from: .query(number: number, query, lateral: false)
        )
        var orderBy: [BoundSortItem] = []
        for item in items {
            if let ordinal = try ordinal(item, of: query.columns) {
                orderBy.append(ordinal)
            } else {
                orderBy.append(try sortItem(item, in: context))
            }
        }
        return BoundQuery(body: .select(select), orderBy: orderBy, columns: query.columns)
    }

    private func ordinals(_ items: [SortItem], of columns: [BoundColumn]) throws(QueryError) -> [BoundSortItem]? {
        var result: [BoundSortItem] = []
        for item in items {
            guard let ordinal = try ordinal(item, of: columns) else { return nil }
            result.append(ordinal)
        }
        return result
    }

    /// The place of an output column that is named by its number or its name.
    func ordinal(_ item: SortItem, of columns: [BoundColumn]) throws(QueryError) -> BoundSortItem? {
        let place: Int
        switch item.expression.kind {
        case .integer(let text):
            place = try position(text, of: columns.count, at: item.expression.position)
        case .name(let name):
            let matches = columns.indices.filter { columns[$0].name?.lowercased() == name.key }
            guard matches.count == 1, let match = matches.first else { return nil }
            place = match + 1
        default:
            return nil
        }
        return BoundSortItem(value: .ordinal(place), descending: item.descending, nullsFirst: item.nullsFirst)
    }

    func position(_ text: String, of count: Int, at position: SourcePosition) throws(QueryError) -> Int {
        guard let place = Int(text), (1...max(count, 1)).contains(place) else {
            throw QueryError("There is no column \(text) in the select list, which has \(count)", at: position)
        }
        return place
    }

    // MARK: Bodies

    func bind(
        _ body: QueryBody,
        in surroundings: Surroundings
    ) throws(QueryError) -> (QueryBodyResult) {
        switch body {
        case .select(let select):
            let bound = try bind(select, orderBy: [], in: surroundings)
            return (.select(bound.select), bound.columns)
        case .nested(let query):
            let bound = try bind(query, in: surroundings)
            return (.nested(bound), bound.columns)
        case .values(let rows, let position):
            return try values(rows, at: position, in: surroundings)
        case .set(let operation):
            return try bind(operation, in: surroundings)
        }
    }

    typealias QueryBodyResult = (body: BoundQueryBody, columns: [BoundColumn])

    private func bind(_ operation: SetOperation, in surroundings: Surroundings) throws(QueryError) -> QueryBodyResult {
        let left = try bind(operation.left, in: surroundings)
        let right = try bind(operation.right, in: surroundings)
        guard left.columns.count == right.columns.count else {
            let counts = "\(left.columns.count) and \(right.columns.count)"
            throw QueryError(
                "\(operation.kind.rawValue) query has different number of fields: \(counts)",
                at: operation.position
            )
        }
        var types: [SQLType] = []
        for (index, pair) in zip(left.columns, right.columns).enumerated() {
            guard let type = SQLType.common(pair.0.type, pair.1.type) else {
                throw QueryError(
                    "column \(index + 1) in \(operation.kind.rawValue) query has incompatible types: "
                        + "\(pair.0.type), \(pair.1.type)",
                    at: operation.position
                )
            }
            types.append(type)
        }
        let body = BoundQueryBody.set(
            operation.kind,
            all: operation.all,
            converted(left, to: types),
            converted(right, to: types)
        )
        return (body, zip(left.columns, types).map { BoundColumn(name: $0.name, type: $1) })
    }

    private func converted(_ side: QueryBodyResult, to types: [SQLType]) -> BoundQueryBody {
        let from = side.columns.map(\.type)
        return from == types ? side.body : .converted(side.body, from: from, to: types)
    }

    private func values(
        _ rows: [Expression],
        at position: SourcePosition,
        in surroundings: Surroundings
    ) throws(QueryError) -> QueryBodyResult {
        let context = ExpressionContext(scope: Scope(parent: surroundings.outer), common: surroundings.common)
            .without(aggregatesIn: "VALUES")
        var bound: [[BoundExpression]] = []
        for row in rows {
            var fields = [row]
            if case .row(let parts) = row.kind { fields = parts }
            var expressions: [BoundExpression] = []
            for field in fields { expressions.append(try bind(field, in: context)) }
            guard expressions.count == bound.first?.count ?? expressions.count else {
                throw QueryError("The rows of VALUES have different numbers of columns", at: row.position)
            }
            bound.append(expressions)
        }
        let types = try valueTypes(bound, at: position)
        let rows = bound.map { row in zip(row, types).map { self.converted($0, to: $1) } }
        return (.values(rows), types.map { BoundColumn(name: nil, type: $0) })
    }

    private func valueTypes(
        _ rows: [[BoundExpression]],
        at position: SourcePosition
    ) throws(QueryError) -> [SQLType] {
        var types = rows.first?.map(\.type) ?? []
        for row in rows {
            for (index, expression) in row.enumerated() {
                guard let type = SQLType.common(types[index], expression.type) else {
                    throw QueryError("The rows of VALUES have different types", at: expression.position)
                }
                types[index] = type
            }
        }
        return types
    }
}
