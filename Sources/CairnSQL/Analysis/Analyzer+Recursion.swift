/// `WITH RECURSIVE`.
///
/// Source: Trino documentation, "SELECT", "WITH RECURSIVE clause".
extension Analyzer {
    /// A sub-query that may name itself in the second half of a `UNION`.
    func recursive(
        _ table: CommonTable,
        in surroundings: Surroundings
    ) throws(QueryError) -> (entry: CommonEntry, tables: [BoundCommonTable]) {
        guard case .set(let union) = table.query.body else {
            throw QueryError("A recursive query is a UNION", at: table.name.position)
        }
        var inner = Surroundings(common: surroundings.common)
        let base = try bind(Query(body: union.left, position: table.query.position), in: inner)
        let columns = try renamed(base.columns, table.columns, of: table.name)
        let entry = CommonEntry(number: newRelation(), columns: columns)
        inner.common[table.name.key] = entry
        let step = try bind(Query(body: union.right, position: table.query.position), in: inner)
        let uses = commonUses[entry.number] ?? 0
        guard uses > 0 else {
            // It does not name itself.
            let plain = try commonTable(table, in: surroundings)
            return (plain.entry, [BoundCommonTable(number: plain.entry.number, query: plain.query)])
        }
        guard uses <= 1 else {
            throw QueryError(
                "Multiple recursive references in the step of '\(table.name.text)'", at: table.name.position)
        }
        guard !table.columns.isEmpty else {
            throw QueryError("missing column aliases in recursive WITH query", at: table.name.position)
        }
        guard step.columns.count == base.columns.count else {
            let counts = "\(base.columns.count) and \(step.columns.count)"
            throw QueryError("UNION query has different number of fields: \(counts)", at: union.position)
        }
        for (index, pair) in zip(step.columns, base.columns).enumerated() where !pair.0.type.coerces(to: pair.1.type) {
            throw QueryError(
                "recursion step relation output type (\(pair.0.type)) is not coercible to recursion base relation output "
                    + "type (\(pair.1.type)) at column \(index + 1)", at: union.position)
        }
        let types = base.columns.map(\.type)
        let body = BoundQueryBody.converted(.nested(step), from: step.columns.map(\.type), to: types)
        let converted = BoundQuery(body: body, columns: base.columns)
        let repeated = BoundCommonTable(number: entry.number, query: base, step: converted)
        guard !union.all else { return (entry, [repeated]) }
        let last = CommonEntry(number: newRelation(), columns: columns)
        return (last, [repeated, BoundCommonTable(number: last.number, query: distinct(entry))])
    }

    /// `UNION` without `ALL` drops what comes twice at the very end.
    private func distinct(_ entry: CommonEntry) -> BoundQuery {
        let number = newRelation()
        let items = scopeColumns(entry.columns, of: number, qualifier: nil).map(\.expression)
        let select = BoundSelect(distinct: true, items: items, from: .common(number: number, table: entry.number))
        return BoundQuery(body: .select(select), columns: entry.columns)
    }
}

extension Query {
    /// Whether it is two queries with `UNION` between, and nothing around them.
    var isUnion: Bool {
        guard case .set(let operation) = body, operation.kind == .union else { return false }
        return with.isEmpty && orderBy.isEmpty && limit == nil && offset == nil
    }
}
