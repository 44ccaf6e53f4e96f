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
        case nil: throw call.refused("The function \(name) is not supported by DuckDB")
        }
    }

    // MARK: Aggregates

    func aggregate(_ aggregate: BoundAggregate, _ expression: BoundExpression) throws(QueryError) -> String {
        var template: String
        switch DuckDBFunctions.all[aggregate.function] {
        case .template(let text): template = text
        case .special(let write):
            let call = DuckDBCall(
                printer: self, arguments: aggregate.arguments, type: expression.type, position: expression.position)
            template = try write(call)
        case nil:
            throw QueryError("The function \(aggregate.function) is not supported", at: expression.position)
        }
        var context = TemplateContext(
            type: expression.type, variable: "a\(lambdaDepth)", arguments: aggregate.arguments)
        context.pieces = try pieces(of: aggregate)
        template = template.replacingAll("%", with: "{d}$*{o}").replacingAll("@", with: "{filter}{over}")
        if aggregate.arguments.isEmpty { template = template.replacingAll("{d}$*{o}", with: "") }
        return try substituted(template, try list(aggregate.arguments), context)
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
            parts.append("PARTITION BY " + (try list(window.partition).joined(separator: ", ")))
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
        case .preceding(let value): "\(try expression(value)) PRECEDING"
        case .following(let value): "\(try expression(value)) FOLLOWING"
        }
    }
}

extension String {
    func replacingAll(_ part: String, with other: String) -> String {
        split(separator: part, omittingEmptySubsequences: false).joined(separator: other)
    }
}
