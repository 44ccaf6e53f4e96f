extension BoundExpression {
    typealias Change = (BoundExpression) throws(QueryError) -> BoundExpression

    /// The expression with each of its parts changed; queries inside it stay as they are.
    func mappingParts(_ change: Change) throws(QueryError) -> BoundExpression {
        var result = self
        result.node = try changedNode(change)
        return result
    }

    private func changedNode(_ change: Change) throws(QueryError) -> Node {
        switch node {
        case .column, .parameter, .literal, .exists, .subquery, .key, .grouping:
            return node
        case .call(let name, let arguments):
            return .call(name, try all(arguments, change))
        case .json(var json):
            json.arguments = try all(json.arguments, change)
            return .json(json)
        case .aggregate(let aggregate):
            return .aggregate(try changed(aggregate, change))
        case .cast(let value, let safe):
            return .cast(try change(value), safe: safe)
        case .field(let value, let index):
            return .field(try change(value), index: index)
        case .negation(let value):
            return .negation(try change(value))
        case .not(let value):
            return .not(try change(value))
        case .isNull(let value, let negated):
            return .isNull(try change(value), negated: negated)
        case .attempt(let value):
            return .attempt(try change(value))
        case .lambda(let level, let count, let body):
            return .lambda(level: level, parameters: count, try change(body))
        case .and(let terms):
            return .and(try all(terms, change))
        case .or(let terms):
            return .or(try all(terms, change))
        case .array(let items):
            return .array(try all(items, change))
        case .row(let items):
            return .row(try all(items, change))
        default:
            return try changedOperator(change)
        }
    }

    private func changedOperator(_ change: Change) throws(QueryError) -> Node {
        switch node {
        case .element(let value, let index):
            return .element(try change(value), try change(index))
        case .arithmetic(let sign, let left, let right):
            return .arithmetic(sign, try change(left), try change(right))
        case .comparison(let sign, let left, let right):
            return .comparison(sign, try change(left), try change(right))
        case .distinctFrom(let left, let right, let negated):
            return .distinctFrom(try change(left), try change(right), negated: negated)
        case .quantified(let sign, let value, let quantifier, let query):
            return .quantified(sign, try change(value), quantifier, query)
        case .between(let value, let low, let high, let negated):
            return .between(try change(value), try change(low), try change(high), negated: negated)
        case .inList(let value, let list, let negated):
            return .inList(try change(value), try all(list, change), negated: negated)
        case .inQuery(let value, let query, let negated):
            return .inQuery(try change(value), query, negated: negated)
        case .like(let value, let pattern, let escape, let negated):
            return .like(try change(value), try change(pattern), escape: try optional(escape, change), negated: negated)
        case .conditional(let branches, let otherwise):
            return .conditional(try changed(branches, change), otherwise: try optional(otherwise, change))
        default:
            return node
        }
    }

    private func all(_ expressions: [BoundExpression], _ change: Change) throws(QueryError) -> [BoundExpression] {
        var result: [BoundExpression] = []
        for expression in expressions { result.append(try change(expression)) }
        return result
    }

    private func optional(_ expression: BoundExpression?, _ change: Change) throws(QueryError) -> BoundExpression? {
        guard let expression else { return nil }
        return try change(expression)
    }

    private func changed(_ branches: [BoundBranch], _ change: Change) throws(QueryError) -> [BoundBranch] {
        var result: [BoundBranch] = []
        for branch in branches {
            result.append(BoundBranch(condition: try change(branch.condition), value: try change(branch.value)))
        }
        return result
    }

    private func changed(_ aggregate: BoundAggregate, _ change: Change) throws(QueryError) -> BoundAggregate {
        var result = aggregate
        result.arguments = try all(aggregate.arguments, change)
        result.filter = try optional(aggregate.filter, change)
        result.orderBy = try changed(aggregate.orderBy, change)
        if var window = aggregate.window {
            window.partition = try all(window.partition, change)
            window.orderBy = try changed(window.orderBy, change)
            result.window = window
        }
        return result
    }

    private func changed(_ items: [BoundSortItem], _ change: Change) throws(QueryError) -> [BoundSortItem] {
        var result: [BoundSortItem] = []
        for var item in items {
            if case .expression(let expression) = item.value { item.value = .expression(try change(expression)) }
            result.append(item)
        }
        return result
    }

    // MARK: Looking

    /// Whether the expression or one of its parts is what the closure looks for; queries are not looked into.
    func contains(_ matches: (BoundExpression) -> Bool) -> Bool {
        if matches(self) { return true }
        var found = false
        _ = try? mappingParts { part throws(QueryError) in
            if !found, part.contains(matches) { found = true }
            return part
        }
        return found
    }

    /// Whether it aggregates rows of its own query; a window over them does not.
    var containsAggregate: Bool {
        contains { part in
            if case .aggregate(let aggregate) = part.node { return aggregate.window == nil }
            if case .grouping = part.node { return true }
            return false
        }
    }

    var containsWindow: Bool {
        contains { part in
            guard case .aggregate(let aggregate) = part.node else { return false }
            return aggregate.window != nil
        }
    }

    /// The relations whose columns it uses.
    var relations: [Int] {
        var relations: [Int] = []
        _ = contains { part in
            if case .column(let relation, _) = part.node { relations.append(relation) }
            return false
        }
        return relations
    }
}
