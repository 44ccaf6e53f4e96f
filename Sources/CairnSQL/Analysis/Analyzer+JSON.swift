/// The JSON functions of the SQL standard.
extension Analyzer {
    func bind(_ call: JSONCall, in context: ExpressionContext) throws(QueryError) -> BoundExpression {
        switch call.kind {
        case .object, .array: return try construction(call, in: context)
        case .exists, .query, .value: return try pathCall(call, in: context)
        }
    }

    // MARK: Paths

    private func pathCall(_ call: JSONCall, in context: ExpressionContext) throws(QueryError) -> BoundExpression {
        let input = try bind(call.values[0].value, in: context)
        guard [.varchar, .json, .unknown].contains(input.type) else {
            throw QueryError("Cannot read input of type \(input.type) as JSON", at: input.position)
        }
        var bound = BoundJSON(
            kind: call.kind, arguments: [input.type == .json ? input : converted(input, to: .varchar)])
        do {
            bound.path = try StandardPathReader.path(call.path)
        } catch {
            throw QueryError("Invalid JSON path '\(call.path.prefix(80))': \(error.message)", at: call.pathPosition)
        }
        for parameter in call.passing {
            bound.passing[parameter.name] = bound.arguments.count
            bound.arguments.append(try parameterValue(parameter.value, in: context))
        }
        for name in bound.path?.parameters.sorted() ?? [] where bound.passing[name] == nil {
            throw QueryError(
                "no value passed for parameter \(name). Try quoting \"\(name)\" in the PASSING clause to match case",
                at: call.pathPosition)
        }
        let type = try returnedType(of: call, at: call.position)
        bound.wrapper = call.wrapper
        bound.omitsQuotes = call.omitsQuotes
        bound.onEmpty = try behavior(call.onEmpty ?? .null, type, &bound, in: context)
        bound.onError = try behavior(
            call.onError ?? (call.kind == .exists ? .boolean(false) : .null), type, &bound, in: context)
        return returned(BoundExpression(.json(bound), type, call.position), call)
    }

    private func behavior(
        _ behavior: JSONCall.Behavior,
        _ type: SQLType,
        _ bound: inout BoundJSON,
        in context: ExpressionContext
    ) throws(QueryError) -> BoundJSON.Behavior {
        switch behavior {
        case .null: return .null
        case .error: return .error
        case .boolean(let value): return .boolean(value)
        case .emptyArray: return .emptyArray
        case .emptyObject: return .emptyObject
        case .value(let expression):
            let value = try bind(expression, in: context)
            guard value.type.coerces(to: type) else {
                throw QueryError(
                    "Function json_value default value has the wrong type: \(value.type) for \(type)",
                    at: expression.position)
            }
            bound.arguments.append(converted(value, to: type))
            return .argument(bound.arguments.count - 1)
        }
    }

    private func parameterValue(
        _ value: JSONCall.Value,
        in context: ExpressionContext
    ) throws(QueryError) -> BoundExpression {
        let bound = try bind(value.value, in: context)
        guard !value.isJSON else {
            throw QueryError("FORMAT JSON is not supported in PASSING", at: bound.position)
        }
        guard [.varchar, .boolean, .unknown].contains(bound.type) || bound.type.isNumeric else {
            throw QueryError(
                "A parameter of type \(bound.type) is not supported; cast it to varchar", at: bound.position)
        }
        return bound
    }

    private func returnedType(of call: JSONCall, at position: SourcePosition) throws(QueryError) -> SQLType {
        if call.kind == .exists { return .boolean }
        guard let name = call.returning else { return .varchar }
        let type = try SQLType(name)
        let isFit =
            call.kind == .value
            ? type.isNumeric || type.isTemporal || type.isTime || type == .boolean || type == .varchar
            : type == .varchar || type == .varbinary
        guard isFit else {
            throw QueryError("Invalid return type of function \(call.kind.rawValue): \(type)", at: name.position)
        }
        return type
    }

    /// `RETURNING varchar(n)` cuts.
    private func returned(_ value: BoundExpression, _ call: JSONCall) -> BoundExpression {
        guard let name = call.returning, value.type == .varchar, let length = name.numbers.first else { return value }
        let count = BoundExpression(.literal(.number(String(length))), .integer, name.position)
        return BoundExpression(.call("varchar cut", [value, count]), .varchar, value.position)
    }

    // MARK: Construction

    private func construction(_ call: JSONCall, in context: ExpressionContext) throws(QueryError) -> BoundExpression {
        var bound = BoundJSON(kind: call.kind, arguments: [])
        bound.keepsNull = call.keepsNull
        for value in call.values {
            if let key = value.key {
                let key = try bind(key, in: context)
                guard key.type == .varchar else {
                    throw QueryError("Invalid type of JSON object key: \(key.type)", at: key.position)
                }
                bound.arguments.append(key)
            }
            if value.isJSON { bound.texts.insert(bound.arguments.count) }
            bound.arguments.append(try member(value, of: call.kind, in: context))
        }
        if call.hasUniqueKeys, !bound.texts.isEmpty {
            throw QueryError("WITH UNIQUE KEYS is not supported with FORMAT JSON", at: call.position)
        }
        let type = try returnedType(of: call, at: call.position)
        return returned(BoundExpression(.json(bound), type, call.position), call)
    }

    /// Numbers, booleans and text become JSON's own, other values the text that they are cast to.
    private func member(
        _ value: JSONCall.Value,
        of kind: JSONCall.Kind,
        in context: ExpressionContext
    ) throws(QueryError) -> BoundExpression {
        let bound = try bind(value.value, in: context)
        if value.isJSON {
            guard bound.type == .varchar else {
                throw QueryError("Cannot read input of type \(bound.type) as JSON", at: bound.position)
            }
            return bound
        }
        switch bound.type {
        case .unknown, .varchar, .boolean, .real, .double: return bound
        case .decimal(_, let scale) where scale > 6:
            throw QueryError(
                "Decimals of more than 6 digits behind the point are not supported here", at: bound.position)
        case _ where bound.type.isNumeric: return bound
        case .json:
            throw QueryError(
                "\(kind.rawValue) takes JSON as text: json_format(…) FORMAT JSON", at: bound.position)
        default: return try cast(bound, to: .varchar, safe: false, at: bound.position)
        }
    }
}
