extension Analyzer {
    /// Resolves a call of an aggregate or window function.
    func aggregate(
        _ call: FunctionCall,
        _ signatures: [FunctionSignature],
        in context: ExpressionContext
    ) throws(QueryError) -> BoundExpression {
        try checkPlace(call, signatures[0].kind, in: context)
        var inner = context
        inner.withoutWindows = "aggregate function"
        if call.over == nil { inner.withoutAggregates = "aggregate function" }
        inner.aliases = [:]

        var types: [SQLType] = []
        var arguments = try all(call.arguments, in: inner)
        if call.star {
            guard call.name.key == "count" else {
                throw QueryError("Only count can be called with *", at: call.name.position)
            }
            arguments = []
        }
        types = arguments.map(\.type)
        let match = try best(signatures, types, call)
        arguments = arguments.enumerated().map { index, value in
            match.convertedType(of: index, from: value.type).map { converted(value, to: $0) } ?? value
        }
        var aggregate = BoundAggregate(function: match.signature.text, arguments: arguments)
        aggregate.distinct = call.distinct
        aggregate.ignoreNulls = call.ignoreNulls
        for item in call.orderBy { aggregate.orderBy.append(try sortItem(item, in: inner)) }
        if let filter = call.filter { aggregate.filter = try condition(filter, in: inner) }
        if let over = call.over { aggregate.window = try window(over, in: inner) }
        return BoundExpression(.aggregate(aggregate), match.type(match.signature.result), call.name.position)
    }

    private func best(
        _ signatures: [FunctionSignature],
        _ types: [SQLType],
        _ call: FunctionCall
    ) throws(QueryError) -> CallMatch {
        let matches = signatures.compactMap { CallMatch.matching($0, types) }
        guard let best = matches.min(by: { $0.cost < $1.cost }) else {
            let shown = types.map(\.description).joined(separator: ", ")
            throw QueryError(
                "Unexpected parameters (\(shown)) for function \(call.name.key)",
                at: call.name.position,
                expected: signatures.map(\.text)
            )
        }
        return best
    }

    private func checkPlace(
        _ call: FunctionCall,
        _ kind: FunctionSignature.Kind,
        in context: ExpressionContext
    ) throws(QueryError) {
        let name = call.name.key
        let position = call.name.position
        if call.over != nil {
            if let clause = context.withoutWindows {
                throw QueryError("\(clause) cannot contain window functions: \(name)", at: position)
            }
            guard !call.distinct, call.orderBy.isEmpty else {
                throw QueryError("DISTINCT and ORDER BY in window function parameters are not supported", at: position)
            }
        } else if kind == .window {
            throw QueryError("Window function \(name) requires an OVER clause", at: position, expected: ["OVER"])
        } else if let clause = context.withoutAggregates {
            throw QueryError("\(clause) cannot contain aggregations: \(name)", at: position)
        }
        let takesNulls = ["lag", "lead", "first_value", "last_value", "nth_value"]
        if call.ignoreNulls, !takesNulls.contains(name) {
            throw QueryError("IGNORE NULLS cannot be used with \(name)", at: position)
        }
        if kind == .window, call.filter != nil {
            throw QueryError("FILTER is not valid for window function \(name)", at: position)
        }
    }

    // MARK: Windows

    private func window(
        _ reference: WindowReference,
        in context: ExpressionContext
    ) throws(QueryError) -> BoundWindow {
        switch reference {
        case .inline(let window): return try bind(window, depth: 0, in: context)
        case .named(let name): return try bind(try named(name, in: context), depth: 0, in: context)
        }
    }

    private func named(_ name: Name, in context: ExpressionContext) throws(QueryError) -> Window {
        guard let window = context.windows[name.key] else {
            throw QueryError("There is no window '\(name.text)'", at: name.position)
        }
        return window
    }

    private func bind(
        _ window: Window,
        depth: Int,
        in context: ExpressionContext
    ) throws(QueryError) -> BoundWindow {
        var result = BoundWindow()
        if let base = window.base {
            guard depth < 8 else { throw QueryError("Windows refer to each other too deeply", at: base.position) }
            result = try bind(try named(base, in: context), depth: depth + 1, in: context)
        }
        for expression in window.partition {
            let bound = try bind(expression, in: context)
            guard bound.type.isComparable else {
                throw QueryError(
                    "\(bound.type) is not comparable, and therefore cannot be used in window function PARTITION BY",
                    at: expression.position)
            }
            result.partition.append(bound)
        }
        for item in window.orderBy { result.orderBy.append(try sortItem(item, in: context)) }
        if let frame = window.frame {
            result.frame = try self.frame(frame, in: context)
            try checkRange(result)
        }
        return result
    }

    /// A distance in values needs one sort key that it can be added to.
    private func checkRange(_ window: BoundWindow) throws(QueryError) {
        guard let frame = window.frame, frame.unit == "RANGE" else { return }
        for case .some(let offset) in [frame.start.offset, frame.end?.offset] {
            guard window.orderBy.count == 1, case .expression(let key) = window.orderBy[0].value,
                key.type.isNumeric && offset.type.isNumeric || key.type.isTemporal && offset.type.isInterval
            else {
                throw QueryError("Window frame RANGE offset does not fit the sort key", at: offset.position)
            }
        }
    }

    private func frame(_ frame: Frame, in context: ExpressionContext) throws(QueryError) -> BoundWindow.Frame {
        let start = try bound(frame.start, in: context)
        let end = try frame.end.map { end throws(QueryError) in try bound(end, in: context) }
        return BoundWindow.Frame(unit: frame.unit, start: start, end: end)
    }

    private func bound(_ bound: Frame.Bound, in context: ExpressionContext) throws(QueryError) -> BoundWindow.Bound {
        switch bound {
        case .unboundedPreceding: return .unboundedPreceding
        case .unboundedFollowing: return .unboundedFollowing
        case .currentRow: return .currentRow
        case .preceding(let value): return .preceding(try offset(value, in: context))
        case .following(let value): return .following(try offset(value, in: context))
        }
    }

    private func offset(_ value: Expression, in context: ExpressionContext) throws(QueryError) -> BoundExpression {
        let bound = try bind(value, in: context)
        guard bound.type.isInteger || bound.type.isInterval else {
            throw QueryError("Window frame offset must be a number or an interval", at: value.position)
        }
        return bound
    }
}
