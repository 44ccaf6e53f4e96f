extension Analyzer {
    /// The most sets of keys that one `GROUP BY` may come to.
    private static let groupingSetCountMax = 256

    /// The product of the sets that the elements of `GROUP BY` give.
    func groupingSets(
        _ grouping: Grouping,
        items: [BoundExpression],
        columns: [BoundColumn],
        in context: ExpressionContext
    ) throws(QueryError) -> [[BoundExpression]] {
        var context = context.without(aggregatesIn: "GROUP BY clause")
        for (item, column) in zip(items, columns) {
            if let key = column.name?.lowercased(), context.weakAliases[key] == nil { context.weakAliases[key] = item }
        }
        var sets: [[BoundExpression]] = [[]]
        for element in grouping.elements {
            let next = try groupingSets(element, items: items, in: context)
            guard sets.count * next.count <= Self.groupingSetCountMax else { throw tooManySets(element) }
            sets = sets.flatMap { left in next.map { left + $0 } }
        }
        guard grouping.distinct else { return sets }
        var seen: Set<Set<BoundExpression>> = []
        return sets.filter { seen.insert(Set($0)).inserted }
    }

    private func tooManySets(_ element: GroupingElement) -> QueryError {
        let position =
            switch element {
            case .keys(let keys): keys.first?.position
            case .rollup(let sets), .cube(let sets), .sets(let sets): sets.first?.first?.position
            }
        return QueryError(
            "GROUP BY has more than \(Self.groupingSetCountMax) grouping sets",
            at: position ?? SourcePosition(line: 1, column: 1)
        )
    }

    private func groupingSets(
        _ element: GroupingElement,
        items: [BoundExpression],
        in context: ExpressionContext
    ) throws(QueryError) -> [[BoundExpression]] {
        switch element {
        case .keys(let keys):
            return [try self.keys(keys, items: items, in: context)]
        case .sets(let sets):
            return try lists(sets, items: items, in: context)
        case .rollup(let lists):
            let keys = try self.lists(lists, items: items, in: context)
            return (0...keys.count).reversed().map { Array(keys.prefix($0).joined()) }
        case .cube(let lists):
            guard lists.count <= 8 else { throw tooManySets(element) }
            let keys = try self.lists(lists, items: items, in: context)
            return (0..<(1 << keys.count)).reversed().map { mask in
                Array(keys.indices.filter { mask & (1 << (keys.count - 1 - $0)) != 0 }.map { keys[$0] }.joined())
            }
        }
    }

    private func lists(
        _ lists: [[Expression]],
        items: [BoundExpression],
        in context: ExpressionContext
    ) throws(QueryError) -> [[BoundExpression]] {
        var result: [[BoundExpression]] = []
        for list in lists { result.append(try keys(list, items: items, in: context)) }
        return result
    }

    private func keys(
        _ keys: [Expression],
        items: [BoundExpression],
        in context: ExpressionContext
    ) throws(QueryError) -> [BoundExpression] {
        var result: [BoundExpression] = []
        for key in keys {
            let bound: BoundExpression
            if case .integer(let text) = key.kind {
                bound = items[try position(text, of: items.count, at: key.position) - 1]
            } else {
                bound = try bind(key, in: context)
            }
            guard !bound.containsAggregate else {
                throw QueryError("GROUP BY clause cannot contain aggregations", at: key.position)
            }
            guard bound.type.isComparable else {
                throw QueryError("Values of type \(bound.type) cannot be grouped by", at: key.position)
            }
            result.append(bound)
        }
        return result
    }

    // MARK: What may stand behind a grouping

    /// Marks the keys in everything that is evaluated behind the grouping, and refuses columns that are no keys.
    func grouped(_ result: SelectResult, scope: Scope, _ select: Select) throws(QueryError) -> SelectResult {
        var result = result
        let sorting = result.orderBy.compactMap { item -> BoundExpression? in
            guard case .expression(let expression) = item.value else { return nil }
            return expression
        }
        let all = result.select.items + sorting
        guard result.select.grouping != nil || result.select.having != nil || all.contains(where: \.containsAggregate)
        else { return result }
        let keys = Set((result.select.grouping ?? []).joined())
        let marking = KeyMarking(keys: keys, local: Set(scope.columns.flatMap { $0.expression.relations }))
        if result.select.grouping == nil { result.select.grouping = [[]] }
        result.select.items = try marking.marked(result.select.items)
        result.select.having = try marking.marked(result.select.having)
        for (index, item) in result.orderBy.enumerated() {
            if case .expression(let expression) = item.value {
                result.orderBy[index].value = .expression(try marking.marked(expression))
            }
        }
        return result
    }
}
