extension Analyzer {
    /// Resolves a call of a function.
    func bind(_ call: FunctionCall, in context: ExpressionContext) throws(QueryError) -> BoundExpression {
        let name = call.name.key
        if let special = try specialForm(name, call, in: context) { return special }
        let signatures = catalog.signatures(named: name)
        guard let kind = signatures.first?.kind else { throw unknownFunction(call.name) }
        if kind != .scalar { return try aggregate(call, signatures, in: context) }
        guard call.over == nil, call.filter == nil, !call.distinct, !call.star, call.orderBy.isEmpty, !call.ignoreNulls
        else {
            throw QueryError("'\(name)' is not an aggregation function", at: call.name.position)
        }
        let (match, arguments) = try matched(call, signatures, in: context)
        let text = match.signature.text
        let type = try zonedResult(text, arguments) ?? match.type(match.signature.result)
        return BoundExpression(.call(text, arguments), type, call.name.position)
    }

    private func unknownFunction(_ name: Name) -> QueryError {
        if FunctionCatalog.unsupported.contains(name.key) {
            return QueryError("The function '\(name.key)' is not supported", at: name.position)
        }
        let near = nearNames(name.key)
        return QueryError("Function '\(name.text.prefix(60))' not registered", at: name.position, expected: near)
    }

    private func nearNames(_ name: String) -> [String] {
        let start = name.prefix(4)
        guard start.count == 4 else { return [] }
        return Set(catalog.all.map(\.name).filter { $0.hasPrefix(start) }).sorted().prefix(5).map { $0 }
    }

    /// A call of a scalar function whose arguments are resolved already.
    func scalar(
        _ name: String,
        _ arguments: [BoundExpression],
        at position: SourcePosition
    ) throws(QueryError) -> BoundExpression {
        let match = try best(catalog.signatures(named: name), arguments.map(\.type), name, at: position)
        let values = arguments.enumerated().map { index, value in
            match.convertedType(of: index, from: value.type).map { converted(value, to: $0) } ?? value
        }
        return BoundExpression(.call(match.signature.text, values), match.type(match.signature.result), position)
    }

    // MARK: Arguments

    func matched(
        _ call: FunctionCall,
        _ signatures: [FunctionSignature],
        in context: ExpressionContext
    ) throws(QueryError) -> (CallMatch, [BoundExpression]) {
        var values: [BoundExpression?] = []
        for argument in call.arguments {
            if case .lambda = argument.kind {
                values.append(nil)
            } else {
                values.append(try bind(argument, in: context))
            }
        }
        var match = try best(signatures, values.map { $0?.type }, call.name.key, at: call.name.position)
        var arguments: [BoundExpression] = []
        for (index, argument) in call.arguments.enumerated() {
            if let value = values[index] {
                arguments.append(value)
            } else {
                arguments.append(try lambda(argument, place: index, &match, in: context))
            }
        }
        arguments = arguments.enumerated().map { index, value in
            match.convertedType(of: index, from: value.type).map { converted(value, to: $0) } ?? value
        }
        return (match, arguments)
    }

    /// The signature that needs the fewest conversions.
    private func best(
        _ signatures: [FunctionSignature],
        _ types: [SQLType?],
        _ name: String,
        at position: SourcePosition
    ) throws(QueryError) -> CallMatch {
        let matches = signatures.compactMap { CallMatch.matching($0, types) }
        guard let best = matches.min(by: { $0.cost < $1.cost }) else {
            let shown = types.map { $0?.description ?? "lambda" }.joined(separator: ", ")
            throw QueryError(
                "Unexpected parameters (\(shown)) for function \(name)",
                at: position,
                expected: signatures.map(\.text)
            )
        }
        return best
    }

    private func lambda(
        _ expression: Expression,
        place: Int,
        _ match: inout CallMatch,
        in context: ExpressionContext
    ) throws(QueryError) -> BoundExpression {
        guard case .lambda(let names, let body) = expression.kind,
            case .lambda(let patterns, let result) = match.signature.parameter(place), names.count == patterns.count
        else {
            throw QueryError("The lambda has the wrong number of parameters", at: expression.position)
        }
        var inner = context
        inner.withoutAggregates = "lambda expression"
        inner.withoutWindows = "lambda expression"
        var types = patterns.map { match.type($0) }
        var value: BoundExpression
        var rounds = 0
        // What a lambda gives may widen the type of its own parameter, as that of the state of a fold.
        repeat {
            types = patterns.map { match.type($0) }
            inner.lambdas = context.lambdas
            inner.lambdas.append(zip(names, types).map { ExpressionContext.LambdaParameter(key: $0.key, type: $1) })
            value = try bind(body, in: inner)
            guard match.unify(result, value.type) else {
                throw QueryError("The lambda gives \(value.type), which is not expected here", at: body.position)
            }
            rounds += 1
            guard rounds <= 4 else {
                throw QueryError("The lambda gives other types than it takes", at: body.position)
            }
        } while patterns.map { match.type($0) } != types
        let wanted = match.type(result)
        if wanted != .unknown { value = converted(value, to: wanted) }
        let node = BoundExpression.Node.lambda(level: context.lambdas.count, parameters: names.count, value)
        return BoundExpression(node, .function(types, value.type), expression.position)
    }

    // MARK: Special forms

    private static let forms: Set<String> = [
        "if", "coalesce", "nullif", "try", "greatest", "least", "typeof", "grouping", "at_timezone",
    ]

    private func specialForm(
        _ name: String,
        _ call: FunctionCall,
        in context: ExpressionContext
    ) throws(QueryError) -> BoundExpression? {
        guard Self.forms.contains(name) else { return nil }
        let arguments = try all(call.arguments, in: context)
        let position = call.name.position
        try checkCount(name, arguments.count, at: position)
        switch name {
        case "if":
            guard arguments[0].type == .boolean || arguments[0].type == .unknown else {
                throw QueryError("IF condition must be a boolean, this is \(arguments[0].type)", at: position)
            }
            return try conditional([converted(arguments[0], to: .boolean)], Array(arguments.dropFirst()), at: position)
        case "coalesce": return try coalesce(arguments, at: position)
        case "try": return BoundExpression(.attempt(arguments[0]), arguments[0].type, position)
        case "typeof":
            return BoundExpression(.literal(.string(shownType(of: arguments[0]))), .varchar, position)
        case "at_timezone": return try atTimeZone(arguments[0], arguments[1], at: position)
        case "grouping": return BoundExpression(.grouping(arguments), .integer, position)
        case "nullif": return try nullIf(arguments[0], arguments[1], at: position)
        default:
            let (values, type) = try unified(arguments, of: "arguments of \(name)")
            guard type.isOrderable else { throw QueryError("Type \(type) cannot be ordered", at: position) }
            return BoundExpression(.call(name, values), type, position)
        }
    }

    private func checkCount(_ name: String, _ count: Int, at position: SourcePosition) throws(QueryError) {
        let range: ClosedRange<Int> =
            switch name {
            case "if": 2...3
            case "nullif", "at_timezone": 2...2
            case "try", "typeof": 1...1
            case "coalesce": 2...Int.max
            default: 1...Int.max
            }
        guard range.contains(count) else {
            throw QueryError("'\(name)' cannot be called with \(count) arguments", at: position)
        }
    }

    private func nullIf(
        _ value: BoundExpression,
        _ other: BoundExpression,
        at position: SourcePosition
    ) throws(QueryError) -> BoundExpression {
        let equal = try comparison("=", value, other, at: position)
        let null = BoundExpression(.literal(.null), .unknown, position)
        return try conditional([equal], [null, value], at: position)
    }
}
