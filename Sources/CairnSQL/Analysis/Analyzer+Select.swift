extension Analyzer {
    struct SelectResult {
        var select: BoundSelect
        var orderBy: [BoundSortItem]
        var columns: [BoundColumn]
    }

    /// Resolves one `SELECT … FROM … WHERE … GROUP BY … HAVING …`, and the `ORDER BY` behind it.
    func bind(
        _ select: Select,
        orderBy: [SortItem],
        in surroundings: Surroundings
    ) throws(QueryError) -> SelectResult {
        var scope = Scope(parent: surroundings.outer)
        var from: BoundRelation?
        if let relation = select.from {
            let bound = try bind(relation, beside: [], in: surroundings)
            from = bound.relation
            scope.columns = bound.columns
        }
        var context = ExpressionContext(scope: scope, common: surroundings.common)
        for window in select.windows { context.windows[window.name.key] = window.window }

        let (items, columns) = try selectItems(select.items, in: context)
        var result = BoundSelect(distinct: select.distinct, items: items, from: from)
        if let filter = select.filter {
            result.filter = try condition(filter, in: context.without(aggregatesIn: "WHERE clause"))
        }
        if let grouping = select.grouping, grouping.isAutomatic {
            result.grouping = [items.filter { !$0.containsAggregate && !$0.containsWindow }]
        } else if let grouping = select.grouping {
            result.grouping = try groupingSets(grouping, items: items, columns: columns, in: context)
        }
        if let having = select.having {
            var inHaving = context
            inHaving.withoutWindows = "HAVING clause"
            result.having = try condition(having, in: inHaving)
        }
        let sorting = try sortItems(orderBy, of: select, items: items, columns: columns, in: context)
        return try grouped(SelectResult(select: result, orderBy: sorting, columns: columns), scope: scope, select)
    }

    // MARK: The select list

    private func selectItems(
        _ items: [SelectItem],
        in context: ExpressionContext
    ) throws(QueryError) -> ([BoundExpression], [BoundColumn]) {
        var expressions: [BoundExpression] = []
        var columns: [BoundColumn] = []
        for item in items {
            switch item {
            case .expression(let expression, let alias):
                let bound = try bind(expression, in: context)
                expressions.append(bound)
                columns.append(BoundColumn(name: alias?.text ?? impliedName(expression), type: bound.type))
            case .all(let qualifier, let names, let position):
                var all = try allColumns(qualifier, at: position, in: context)
                guard names.isEmpty || names.count == all.count else {
                    throw QueryError(
                        "Column alias list has \(names.count) entries but relation has \(all.count) columns",
                        at: position)
                }
                for (index, name) in names.enumerated() { all[index].shownName = name.text }
                for column in all {
                    expressions.append(column.expression)
                    columns.append(BoundColumn(name: column.shownName, type: column.expression.type))
                }
            }
        }
        return (expressions, columns)
    }

    private func impliedName(_ expression: Expression) -> String? {
        switch expression.kind {
        case .name(let name): name.text
        case .member(_, let name): name.text
        default: nil
        }
    }

    private func allColumns(
        _ qualifier: Expression?,
        at position: SourcePosition,
        in context: ExpressionContext
    ) throws(QueryError) -> [Scope.Column] {
        guard let qualifier else {
            let columns = context.scope.columns.filter { !$0.isHidden }
            guard !columns.isEmpty else { throw QueryError("SELECT * needs a FROM clause", at: position) }
            return columns
        }
        var row: BoundExpression
        if case .name(let name) = qualifier.kind {
            let columns = context.scope.columns.filter { $0.qualifier == name.key }
            if !columns.isEmpty { return columns }
            guard case .found(let column) = context.scope.column(named: name.text), case .row = column.expression.type
            else { throw QueryError("There is no table '\(name.text)'", at: name.position) }
            row = column.expression
        } else {
            row = try bind(qualifier, in: context)
        }
        guard case .row(let fields) = row.type else {
            throw QueryError("expected expression of type Row", at: qualifier.position)
        }
        return fields.enumerated().map { index, field in
            let value = BoundExpression(.field(row, index: index), field.type, position)
            return Scope.Column(key: field.name?.lowercased(), shownName: field.name, expression: value)
        }
    }

    /// A boolean expression.
    func condition(_ expression: Expression, in context: ExpressionContext) throws(QueryError) -> BoundExpression {
        let bound = try bind(expression, in: context)
        guard bound.type == .boolean || bound.type == .unknown else {
            throw QueryError("A condition must be a boolean, this is \(bound.type)", at: expression.position)
        }
        return converted(bound, to: .boolean)
    }

    // MARK: ORDER BY

    private func sortItems(
        _ items: [SortItem],
        of select: Select,
        items expressions: [BoundExpression],
        columns: [BoundColumn],
        in context: ExpressionContext
    ) throws(QueryError) -> [BoundSortItem] {
        var context = context
        context.aliases = aliases(select.items, expressions, columns)
        var result: [BoundSortItem] = []
        for item in items {
            if let ordinal = try ordinal(item, of: columns) {
                try checkOrderable(ordinal, expressions, at: item.expression.position)
                result.append(ordinal)
                continue
            }
            var sort = try sortItem(item, in: context)
            if case .expression(let expression) = sort.value, let index = expressions.firstIndex(of: expression) {
                sort.value = .ordinal(index + 1)
            } else if select.distinct {
                throw QueryError(
                    "For SELECT DISTINCT, ORDER BY expressions must appear in select list",
                    at: item.expression.position
                )
            }
            result.append(sort)
        }
        return result
    }

    private func checkOrderable(
        _ item: BoundSortItem,
        _ expressions: [BoundExpression],
        at position: SourcePosition
    ) throws(QueryError) {
        guard case .ordinal(let place) = item.value, place <= expressions.count else { return }
        let type = expressions[place - 1].type
        guard type.isOrderable else { throw notOrderable(type, at: position) }
    }

    private func notOrderable(_ type: SQLType, at position: SourcePosition) -> QueryError {
        QueryError("Type \(type) is not orderable, and therefore cannot be used in ORDER BY", at: position)
    }

    func sortItem(_ item: SortItem, in context: ExpressionContext) throws(QueryError) -> BoundSortItem {
        let expression = try bind(item.expression, in: context)
        guard expression.type.isOrderable else { throw notOrderable(expression.type, at: item.expression.position) }
        return BoundSortItem(
            value: .expression(expression),
            descending: item.descending,
            nullsFirst: item.nullsFirst
        )
    }

    /// What the aliases of a select list stand for.
    func aliases(
        _ items: [SelectItem],
        _ expressions: [BoundExpression],
        _ columns: [BoundColumn]
    ) -> [String: BoundExpression] {
        guard items.count == expressions.count else { return [:] }
        var aliases: [String: BoundExpression] = [:]
        for (item, expression) in zip(items, expressions) {
            if case .expression(_, let alias?) = item, aliases[alias.key] == nil { aliases[alias.key] = expression }
        }
        return aliases
    }
}
