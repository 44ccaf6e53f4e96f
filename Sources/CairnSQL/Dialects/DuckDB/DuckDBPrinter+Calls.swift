extension DuckDBPrinter {
    func call(
        _ name: String,
        _ arguments: [BoundExpression],
        _ expression: BoundExpression
    ) throws(QueryError) -> String {
        let call = DuckDBCall(
            printer: self, arguments: arguments, type: expression.type, position: expression.position,
            name: String(name.prefix { $0 != "(" }))
        switch DuckDBFunctions.all[name] {
        case .template(let template): return try call.expand(template)
        case .special(let write): return try write(call)
        case .aggregate, nil: throw call.refused("The function \(name) is not supported by DuckDB")
        }
    }

    // MARK: Aggregates

    func aggregate(_ aggregate: BoundAggregate, _ expression: BoundExpression) throws(QueryError) -> String {
        let call = DuckDBCall(
            printer: self, arguments: aggregate.arguments, type: expression.type, position: expression.position,
            name: String(aggregate.function.prefix { $0 != "(" }))
        var pieces = try self.pieces(of: aggregate)
        var template: String
        switch DuckDBFunctions.all[aggregate.function] {
        case .template(let text): template = text
        case .special(let write): template = try write(call)
        case .aggregate(let write): template = try write(call, &pieces)
        case nil: throw call.refused("The function \(aggregate.function) is not supported")
        }
        var context = TemplateContext(
            type: expression.type, variable: "a\(lambdaDepth)", arguments: aggregate.arguments)
        context.pieces = pieces
        template = template.replacingAll("%", with: "{d}$*{o}").replacingAll("@", with: "{filter}{over}")
        if aggregate.arguments.isEmpty { template = template.replacingAll("{d}$*{o}", with: "") }
        return try substituted(template, try arguments(of: aggregate, call.name), context)
    }

    /// Maps are told apart here by all but the order of their entries.
    private func arguments(of aggregate: BoundAggregate, _ name: String) throws(QueryError) -> [String] {
        let tells = ["approx_distinct", "histogram", "map_agg", "multimap_agg", "set_agg"].contains(name)
        var texts: [String] = []
        for argument in aggregate.arguments {
            let text = try expression(argument)
            texts.append(aggregate.distinct || tells ? try canonical(text, argument.type) : text)
        }
        return texts
    }

    private func pieces(of aggregate: BoundAggregate) throws(QueryError) -> [String: String] {
        var order = aggregate.orderBy.isEmpty ? "" : " ORDER BY " + (try sorting(aggregate.orderBy))
        if aggregate.ignoreNulls { order += " IGNORE NULLS" }
        var pieces = [
            "d": aggregate.distinct ? "DISTINCT " : "", "o": order, "filter": "", "andfilter": "", "over": "",
        ]
        if let filter = aggregate.filter {
            let condition = try expression(filter)
            pieces["filter"] = " FILTER (WHERE \(condition))"
            pieces["andfilter"] = " AND \(condition)"
        }
        if let window = aggregate.window { pieces["over"] = " OVER (\(try self.window(window)))" }
        return pieces
    }

    private func window(_ window: BoundWindow) throws(QueryError) -> String {
        var parts: [String] = []
        if !window.partition.isEmpty {
            var keys: [String] = []
            for key in window.partition { keys.append(try canonical(try expression(key), key.type)) }
            parts.append("PARTITION BY " + keys.joined(separator: ", "))
        }
        if !window.orderBy.isEmpty { parts.append("ORDER BY " + (try sorting(window.orderBy))) }
        if let frame = window.frame {
            let start = try bound(frame.start)
            if let end = frame.end {
                parts.append("\(frame.unit) BETWEEN \(start) AND \(try bound(end))")
            } else {
                parts.append("\(frame.unit) \(start)")
            }
        }
        return parts.joined(separator: " ")
    }

    private func bound(_ bound: BoundWindow.Bound) throws(QueryError) -> String {
        switch bound {
        case .unboundedPreceding: "UNBOUNDED PRECEDING"
        case .unboundedFollowing: "UNBOUNDED FOLLOWING"
        case .currentRow: "CURRENT ROW"
        case .preceding(let value): "\(try distance(value)) PRECEDING"
        case .following(let value): "\(try distance(value)) FOLLOWING"
        }
    }

    /// DuckDB passes over distances below zero, Trino fails.
    private func distance(_ value: BoundExpression) throws(QueryError) -> String {
        let text = try expression(value)
        if value.literalInteger != nil { return text }
        if case .literal(.interval(let length)) = value.node, length >= 0 { return text }
        let failure = failure("Window frame offset value must not be negative or null", type: value.type)
        let zero = value.type.isInterval ? "to_milliseconds(0)" : "0"
        return "CASE WHEN \(text) >= \(zero) THEN \(text) ELSE \(failure) END"
    }
}

extension String {
    func replacingAll(_ part: String, with other: String) -> String {
        split(separator: part, omittingEmptySubsequences: false).joined(separator: other)
    }
}
