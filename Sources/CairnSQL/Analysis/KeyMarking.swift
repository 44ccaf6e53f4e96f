/// Finds the keys of a grouping in expressions that are evaluated behind it.
struct KeyMarking {
    var keys: Set<BoundExpression>
    /// The relations of the query; columns of queries around it are constant.
    var local: Set<Int>

    func marked(_ expressions: [BoundExpression]) throws(QueryError) -> [BoundExpression] {
        var result: [BoundExpression] = []
        for expression in expressions { result.append(try marked(expression)) }
        return result
    }

    func marked(_ expression: BoundExpression?) throws(QueryError) -> BoundExpression? {
        guard let expression else { return nil }
        return try marked(expression)
    }

    func marked(_ expression: BoundExpression) throws(QueryError) -> BoundExpression {
        if keys.contains(expression) {
            return BoundExpression(.key(expression), expression.type, expression.position)
        }
        switch expression.node {
        case .column(let relation, let name):
            guard local.contains(relation) else { return expression }
            throw QueryError(
                "'\(name)' must be an aggregate expression or appear in GROUP BY clause",
                at: expression.position
            )
        case .aggregate(let aggregate) where aggregate.window == nil:
            return expression
        case .grouping(let arguments):
            for argument in arguments where !keys.contains(argument) {
                throw QueryError(
                    "The arguments to GROUPING() must be expressions referenced by the GROUP BY",
                    at: argument.position
                )
            }
            return expression
        default:
            return try expression.mappingParts { part throws(QueryError) in try marked(part) }
        }
    }
}
