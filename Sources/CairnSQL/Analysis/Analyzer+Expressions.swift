extension Analyzer {
    /// Resolves an expression.
    func bind(_ expression: Expression, in context: ExpressionContext) throws(QueryError) -> BoundExpression {
        let position = expression.position
        switch expression.kind {
        case .null: return BoundExpression(.literal(.null), .unknown, position)
        case .boolean(let value): return BoundExpression(.literal(.boolean(value)), .boolean, position)
        case .string(let text): return BoundExpression(.literal(.string(text)), .varchar, position)
        case .binary(let digits): return BoundExpression(.literal(.binary(digits)), .varbinary, position)
        case .integer, .decimal, .double, .typed, .interval: return try literal(expression)
        case .name(let name): return try self.name(name, in: context)
        case .member(let value, let name): return try member(value, name, in: context)
        case .element(let value, let index): return try element(value, index, at: position, in: context)
        case .call(let call): return try bind(call, in: context)
        case .json(let call): return try bind(call, in: context)
        case .lambda:
            throw QueryError("A lambda can only be an argument of a function that takes one", at: position)
        case .and, .or, .not, .comparison, .quantified, .distinctFrom, .isNull, .between, .inList, .inQuery, .like,
            .exists:
            return try predicate(expression, in: context)
        case .subquery(let query):
            let bound = try subquery(query, in: context, at: position)
            return BoundExpression(.subquery(bound), bound.columns[0].type, position)
        default:
            return try construction(expression, in: context)
        }
    }

    /// Operators, casts and everything that puts a value together.
    private func construction(
        _ expression: Expression,
        in context: ExpressionContext
    ) throws(QueryError) -> BoundExpression {
        let position = expression.position
        switch expression.kind {
        case .unary(let sign, let operand):
            return try unary(sign, try bind(operand, in: context), at: position)
        case .arithmetic(let sign, let left, let right):
            return try arithmetic(sign, try bind(left, in: context), try bind(right, in: context), at: position)
        case .concatenation(let parts):
            return try concatenation(try all(parts, in: context), at: position)
        case .simpleCase(let operand, let branches, let otherwise):
            return try simpleCase(operand, branches, otherwise, at: position, in: context)
        case .searchedCase(let branches, let otherwise):
            return try searchedCase(branches, otherwise, at: position, in: context)
        case .cast(let value, let type, let safe):
            return try cast(try bind(value, in: context), to: type, safe: safe, at: position)
        case .array(let items):
            let (values, type) = try unified(try all(items, in: context), of: "ARRAY elements")
            return BoundExpression(.array(values), .array(type), position)
        case .row(let items):
            let values = try all(items, in: context)
            return BoundExpression(.row(values), .row(values.map { SQLType.RowField(nil, $0.type) }), position)
        case .atTimeZone(let value, let zone):
            return try atTimeZone(try bind(value, in: context), try bind(zone, in: context), at: position)
        case .extract(let field, let value):
            return try extract(field, try bind(value, in: context))
        default:
            throw QueryError("This expression is not supported", at: position)
        }
    }

    func all(_ expressions: [Expression], in context: ExpressionContext) throws(QueryError) -> [BoundExpression] {
        var result: [BoundExpression] = []
        for expression in expressions { result.append(try bind(expression, in: context)) }
        return result
    }

    // MARK: Names

    private func name(_ name: Name, in context: ExpressionContext) throws(QueryError) -> BoundExpression {
        if let parameter = parameter(name, in: context) { return parameter }
        if var value = context.aliases[name.key] {
            value.position = name.position
            return value
        }
        switch context.scope.column(named: name.text) {
        case .found(let column):
            var value = column.expression
            value.position = name.position
            return value
        case .ambiguous:
            throw QueryError("Column '\(name.text)' is ambiguous", at: name.position)
        case .missing:
            if let value = context.weakAliases[name.key] { return value }
            throw QueryError("Column '\(name.text)' cannot be resolved", at: name.position)
        }
    }

    private func parameter(_ name: Name, in context: ExpressionContext) -> BoundExpression? {
        for (level, parameters) in context.lambdas.enumerated().reversed() {
            if let index = parameters.firstIndex(where: { $0.key == name.key }) {
                let node = BoundExpression.Node.parameter(level: level, index: index)
                return BoundExpression(node, parameters[index].type, name.position)
            }
        }
        return nil
    }

    private func member(
        _ value: Expression,
        _ name: Name,
        in context: ExpressionContext
    ) throws(QueryError) -> BoundExpression {
        if case .name(let qualifier) = value.kind, parameter(qualifier, in: context) == nil,
            context.scope.hasQualifier(qualifier.key)
        {
            return try qualified(qualifier, name, in: context)
        }
        return try field(name, of: try bind(value, in: context))
    }

    private func qualified(
        _ qualifier: Name,
        _ name: Name,
        in context: ExpressionContext
    ) throws(QueryError) -> BoundExpression {
        switch context.scope.column(named: name.text, qualifier: qualifier.key) {
        case .found(let column):
            var value = column.expression
            value.position = qualifier.position
            return value
        case .ambiguous:
            throw QueryError("Column '\(qualifier.text).\(name.text)' is ambiguous", at: qualifier.position)
        case .missing:
            if case .found(let column) = context.scope.column(named: qualifier.text) {
                return try field(name, of: column.expression)
            }
            throw QueryError("Column '\(qualifier.text).\(name.text)' cannot be resolved", at: qualifier.position)
        }
    }

    private func field(_ name: Name, of value: BoundExpression) throws(QueryError) -> BoundExpression {
        if case .map = value.type {
            throw QueryError(
                "A map has no fields; take its value with element_at(…, '\(name.text)')",
                at: name.position
            )
        }
        guard case .row(let fields) = value.type else {
            throw QueryError("A value of type \(value.type) has no field '\(name.text)'", at: name.position)
        }
        // The published schema misspells one field, and both spellings are in use.
        let key = name.key == "credentiaisissuedto" ? "credentialsissuedto" : name.key
        guard let index = fields.firstIndex(where: { $0.name?.lowercased() == key }) else {
            let names = fields.compactMap(\.name)
            throw QueryError("There is no field '\(name.text)'", at: name.position, expected: names)
        }
        return BoundExpression(.field(value, index: index), fields[index].type, value.position)
    }

    private func element(
        _ value: Expression,
        _ index: Expression,
        at position: SourcePosition,
        in context: ExpressionContext
    ) throws(QueryError) -> BoundExpression {
        let value = try bind(value, in: context)
        let index = try bind(index, in: context)
        switch value.type {
        case .array(let element) where index.type.coerces(to: .bigint):
            return BoundExpression(.element(value, converted(index, to: .bigint)), element, position)
        case .map(let key, let item) where index.type.coerces(to: key):
            return BoundExpression(.element(value, converted(index, to: key)), item, position)
        case .row(let fields):
            guard let place = index.literalInteger, fields.indices.contains(place - 1) else {
                throw QueryError("A row is subscripted by a number from 1 to \(fields.count)", at: index.position)
            }
            return BoundExpression(.field(value, index: place - 1), fields[place - 1].type, position)
        default:
            throw QueryError("Cannot use \(index.type) for subscript of \(value.type)", at: position)
        }
    }

    /// A query that gives one column, or the fields of a row.
    func subquery(
        _ query: Query,
        in context: ExpressionContext,
        at position: SourcePosition,
        isRow: Bool = false
    ) throws(QueryError) -> BoundQuery {
        guard context.lambdas.isEmpty else {
            throw QueryError("Lambda expression cannot contain subqueries", at: position)
        }
        let surroundings = Surroundings(common: context.common, outer: ScopeReference(context.scope))
        let bound = try bind(query, in: surroundings)
        guard isRow || bound.columns.count == 1 else {
            throw QueryError("Multiple columns returned by subquery are not supported here", at: position)
        }
        return bound
    }
}
