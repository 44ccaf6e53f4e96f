extension Analyzer {
    struct RelationResult {
        var relation: BoundRelation
        var columns: [Scope.Column]
    }

    /// Resolves what stands in `FROM`.
    /// - Parameter siblings: the columns to the left, which `UNNEST` and `LATERAL` may use.
    func bind(
        _ relation: Relation,
        beside siblings: [Scope.Column],
        in surroundings: Surroundings
    ) throws(QueryError) -> RelationResult {
        switch relation.kind {
        case .table(let name):
            return try table(name, at: relation.position, in: surroundings)
        case .query(let query):
            return subquery(try bind(query, in: surroundings), lateral: false)
        case .lateral(let query):
            let scope = Scope(columns: siblings, parent: surroundings.outer)
            let inner = Surroundings(common: surroundings.common, outer: ScopeReference(scope))
            return subquery(try bind(query, in: inner), lateral: true)
        case .sequence(let arguments):
            return try sequence(arguments, at: relation.position, in: surroundings)
        case .unnest(let arguments, let ordinality):
            let scope = Scope(columns: siblings, parent: surroundings.outer)
            let context = ExpressionContext(scope: scope, common: surroundings.common)
            return try unnest(arguments, ordinality, in: context.without(aggregatesIn: "UNNEST"))
        case .join(let join):
            return try bind(join, beside: siblings, in: surroundings)
        case .sample(let inner, let sampling):
            let bound = try bind(inner, beside: siblings, in: surroundings)
            return RelationResult(relation: .sample(bound.relation, sampling), columns: bound.columns)
        case .aliased(let inner, let alias, let columns):
            return try named(try bind(inner, beside: siblings, in: surroundings), alias, columns, inner)
        }
    }

    /// The columns of a query's output, `c1` and so on by their place.
    func scopeColumns(_ columns: [BoundColumn], of number: Int, qualifier: String?) -> [Scope.Column] {
        columns.enumerated().map { index, column in
            let node = BoundExpression.Node.column(relation: number, name: "c\(index + 1)")
            let place = SourcePosition(line: 1, column: 1)
            return Scope.Column(
                qualifier: qualifier,
                key: column.name?.lowercased(),
                shownName: column.name,
                expression: BoundExpression(node, column.type, place)
            )
        }
    }

    private func table(
        _ name: String,
        at position: SourcePosition,
        in surroundings: Surroundings
    ) throws(QueryError) -> RelationResult {
        let number = newRelation()
        if let entry = surroundings.common[name.lowercased()] {
            commonUses[entry.number, default: 0] += 1
            let columns = scopeColumns(entry.columns, of: number, qualifier: name.lowercased())
            return RelationResult(relation: .common(number: number, table: entry.number), columns: columns)
        }
        let simpleName = storeName(name)
        let table = try table(simpleName, at: position)
        let columns = table.columns.map { column in
            let value = BoundExpression(.column(relation: number, name: column.name), column.type, position)
            return Scope.Column(
                qualifier: simpleName.lowercased(),
                key: column.name.lowercased(),
                shownName: column.name,
                expression: value
            )
        }
        return RelationResult(relation: .store(number: number, id: table.id), columns: columns)
    }

    /// A store's name without the schema before it.
    private func storeName(_ name: String) -> String {
        guard !name.hasPrefix("arn:"), let dot = name.lastIndex(of: ".") else { return name }
        return String(name[name.index(after: dot)...])
    }

    private func subquery(_ query: BoundQuery, lateral: Bool) -> RelationResult {
        let number = newRelation()
        let columns = scopeColumns(query.columns, of: number, qualifier: nil)
        return RelationResult(relation: .query(number: number, query, lateral: lateral), columns: columns)
    }

    private func named(
        _ result: RelationResult,
        _ alias: Name,
        _ names: [Name],
        _ inner: Relation
    ) throws(QueryError) -> RelationResult {
        var result = result
        result.columns.removeAll(where: \.isHidden)
        guard names.isEmpty || names.count == result.columns.count else {
            throw QueryError(
                "Column alias list has \(names.count) entries but '\(alias.text)' has \(result.columns.count) columns",
                at: alias.position
            )
        }
        for index in result.columns.indices {
            result.columns[index].qualifier = alias.key
            if !names.isEmpty {
                result.columns[index].key = names[index].key
                result.columns[index].shownName = names[index].text
            }
        }
        if case .unnest = inner.kind, result.columns.count == 1, result.columns[0].key == nil {
            result.columns[0].key = alias.key
            result.columns[0].shownName = alias.text
        }
        return result
    }

    // MARK: UNNEST

    private func unnest(
        _ arguments: [Expression],
        _ ordinality: Bool,
        in context: ExpressionContext
    ) throws(QueryError) -> RelationResult {
        let number = newRelation()
        var bound: [BoundExpression] = []
        var columns: [Scope.Column] = []
        for (index, argument) in arguments.enumerated() {
            let value = try unnestable(argument, in: context)
            bound.append(value)
            columns += unnested(value, place: index + 1, of: number)
        }
        if ordinality {
            let node = BoundExpression.Node.column(relation: number, name: "ordinality")
            columns.append(Scope.Column(expression: BoundExpression(node, .bigint, bound[0].position)))
        }
        let relation = BoundRelation.unnest(number: number, BoundUnnest(arguments: bound, ordinality: ordinality))
        return RelationResult(relation: relation, columns: columns)
    }

    private func unnestable(_ argument: Expression, in context: ExpressionContext) throws(QueryError) -> BoundExpression
    {
        let value = try bind(argument, in: context)
        switch value.type {
        case .array: return value
        case .map(let key, let item):
            let entry = SQLType.row([SQLType.RowField("key", key), SQLType.RowField("value", item)])
            return BoundExpression(.call("map_entries", [value]), .array(entry), value.position)
        default:
            throw QueryError("Cannot unnest type: \(value.type)", at: argument.position)
        }
    }

    /// An array of rows has a column for each field.
    private func unnested(_ value: BoundExpression, place: Int, of number: Int) -> [Scope.Column] {
        guard case .array(let element) = value.type else { return [] }
        let item = BoundExpression(.column(relation: number, name: "u\(place)"), element, value.position)
        guard case .row(let fields) = element else { return [Scope.Column(expression: item)] }
        let isMap = if case .call("map_entries", _) = value.node { true } else { false }
        return fields.enumerated().map { index, field in
            let name = isMap ? nil : field.name
            let part = BoundExpression(.field(item, index: index), field.type, value.position)
            return Scope.Column(key: name?.lowercased(), shownName: name, expression: part)
        }
    }

    // MARK: Joins

    private func bind(
        _ join: Join,
        beside siblings: [Scope.Column],
        in surroundings: Surroundings
    ) throws(QueryError) -> RelationResult {
        let left = try bind(join.left, beside: siblings, in: surroundings)
        let right = try bind(join.right, beside: siblings + left.columns, in: surroundings)
        var columns = left.columns + right.columns
        var condition: BoundExpression?
        switch join.criteria {
        case .none:
            break
        case .on(let expression):
            let scope = Scope(columns: siblings + columns, parent: surroundings.outer)
            let context = ExpressionContext(scope: scope, common: surroundings.common)
            condition = try self.condition(expression, in: context.without(aggregatesIn: "JOIN clause"))
        case .using(let names):
            (columns, condition) = try merged(left.columns, right.columns, join.kind, by: names)
        case .natural:
            let rightKeys = Set(right.columns.compactMap(\.key))
            let names = left.columns.filter { $0.key.map(rightKeys.contains) ?? false }
                .map { Name(text: $0.shownName ?? "", position: join.right.position) }
            (columns, condition) = try merged(left.columns, right.columns, join.kind, by: names)
        }
        let relation = BoundRelation.join(join.kind, left.relation, right.relation, on: condition)
        return RelationResult(relation: relation, columns: columns)
    }

    /// `USING`: each of its columns comes once, before the others.
    private func merged(
        _ left: [Scope.Column],
        _ right: [Scope.Column],
        _ kind: Join.Kind,
        by names: [Name]
    ) throws(QueryError) -> ([Scope.Column], BoundExpression?) {
        var columns: [Scope.Column] = []
        var conditions: [BoundExpression] = []
        var rest = left + right
        for name in names {
            let a = try joined(name, left)
            let b = try joined(name, right)
            let equal = try comparison("=", a.expression, b.expression, at: name.position)
            conditions.append(equal)
            columns.append(try mergedColumn(a, b, kind, at: name.position))
            for index in rest.indices where rest[index].key == name.key { rest[index].isHidden = true }
        }
        let place = names.first?.position ?? SourcePosition(line: 1, column: 1)
        let condition = BoundExpression(.and(conditions), .boolean, place)
        return (columns + rest, conditions.isEmpty ? nil : conditions.count == 1 ? conditions[0] : condition)
    }

    private func joined(_ name: Name, _ columns: [Scope.Column]) throws(QueryError) -> Scope.Column {
        let matches = columns.filter { $0.key == name.key && !$0.isHidden }
        guard matches.count == 1, let match = matches.first else {
            let problem = matches.isEmpty ? "is missing from" : "is ambiguous in"
            throw QueryError("Column '\(name.text)' \(problem) one side of the join", at: name.position)
        }
        return match
    }

    private func mergedColumn(
        _ left: Scope.Column,
        _ right: Scope.Column,
        _ kind: Join.Kind,
        at position: SourcePosition
    ) throws(QueryError) -> Scope.Column {
        var column = kind == .right ? right : left
        column.qualifier = nil
        if kind == .full { column.expression = try coalesce([left.expression, right.expression], at: position) }
        return column
    }
}
