extension Analyzer {
    /// Resolves a call of an aggregate or window function.
    func aggregate(
        _ call: FunctionCall,
        _ signatures: [FunctionSignature],
        in context: ExpressionContext
    ) throws(QueryError) -> BoundExpression {
        try checkPlace(call, signatures[0].kind, in: context)
        if call.name.key == "listagg", call.arguments.count > (call.truncates ? 4 : 2) {
            throw QueryError("listagg takes a value and a separator", at: call.name.position)
        }
        var inner = context
        inner.withoutWindows = "aggregate function"
        if call.over == nil { inner.withoutAggregates = "aggregate function" }
        inner.aliases = [:]

        if call.star, call.name.key != "count" {
            throw QueryError("Only count can be called with *", at: call.name.position)
        }
        let (match, arguments) = try matched(call, signatures, in: inner)
        try checkCaptures(arguments)
        var aggregate = BoundAggregate(function: match.signature.text, arguments: arguments)
        aggregate.distinct = call.distinct
        aggregate.ignoreNulls = call.ignoreNulls
        for item in call.orderBy { aggregate.orderBy.append(try sortItem(item, in: inner)) }
        try checkDistinct(aggregate, at: call.name.position)
        if let filter = call.filter { aggregate.filter = try condition(filter, in: inner) }
        if let over = call.over {
            aggregate.window = try window(over, in: inner)
            try checkWindow(aggregate, call.name)
        }
        return BoundExpression(.aggregate(aggregate), match.type(match.signature.result), call.name.position)
    }

    /// Lambdas of an aggregate see nothing but their own parameters.
    private func checkCaptures(_ arguments: [BoundExpression]) throws(QueryError) {
        for case .lambda(let own, _, let body) in arguments.map(\.node) {
            let captures = body.contains { part in
                switch part.node {
                case .column: true
                case .parameter(let level, _): level < own
                default: false
                }
            }
            if captures {
                throw QueryError("A lambda of an aggregation function can use its parameters only", at: body.position)
            }
        }
    }

    /// What is sorted by has to be what is told apart.
    private func checkDistinct(_ aggregate: BoundAggregate, at position: SourcePosition) throws(QueryError) {
        guard aggregate.distinct else { return }
        for case .expression(let key) in aggregate.orderBy.map(\.value) where !aggregate.arguments.contains(key) {
            throw QueryError(
                "For aggregate function with DISTINCT, ORDER BY expressions must appear in arguments",
                at: position
            )
        }
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

    private func checkWindow(_ aggregate: BoundAggregate, _ name: Name) throws(QueryError) {
        guard let window = aggregate.window else { return }
        if name.key == "lag" || name.key == "lead" {
            if window.orderBy.isEmpty {
                throw QueryError("\(name.key) function requires an ORDER BY window clause", at: name.position)
            }
            if window.frame != nil {
                throw QueryError("Cannot specify window frame for \(name.key) function", at: name.position)
            }
        }
        guard let frame = window.frame else { return }
        if frame.unit == "GROUPS", window.orderBy.isEmpty {
            throw QueryError("Window frame of type GROUPS requires ORDER BY in window specification", at: name.position)
        }
        let end = frame.end ?? .currentRow
        if frame.start == .unboundedFollowing {
            throw QueryError("Window frame start cannot be UNBOUNDED FOLLOWING", at: name.position)
        }
        if end == .unboundedPreceding {
            throw QueryError("Window frame end cannot be UNBOUNDED PRECEDING", at: name.position)
        }
        guard frame.start.side <= end.side else {
            throw QueryError(
                "Window frame starting from \(frame.start.name) cannot end with \(end.name)", at: name.position)
        }
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
        let start = try bound(frame.start, frame.unit, in: context)
        let end = try frame.end.map { end throws(QueryError) in try bound(end, frame.unit, in: context) }
        return BoundWindow.Frame(unit: frame.unit, start: start, end: end)
    }

    private func bound(
        _ bound: Frame.Bound,
        _ unit: String,
        in context: ExpressionContext
    ) throws(QueryError) -> BoundWindow.Bound {
        switch bound {
        case .unboundedPreceding: return .unboundedPreceding
        case .unboundedFollowing: return .unboundedFollowing
        case .currentRow: return .currentRow
        case .preceding(let value): return .preceding(try offset(value, unit, in: context))
        case .following(let value): return .following(try offset(value, unit, in: context))
        }
    }

    private func offset(
        _ value: Expression,
        _ unit: String,
        in context: ExpressionContext
    ) throws(QueryError) -> BoundExpression {
        let bound = try bind(value, in: context)
        guard unit == "RANGE" ? bound.type.isNumeric || bound.type.isInterval : bound.type.isInteger else {
            throw QueryError("Window frame offset must be a number or an interval", at: value.position)
        }
        if let number = bound.literalInteger, number < 0 {
            throw QueryError("Window frame offset value must not be negative or null", at: value.position)
        }
        return bound
    }
}
