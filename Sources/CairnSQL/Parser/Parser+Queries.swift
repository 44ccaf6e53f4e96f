extension Parser {
    /// `[WITH …] body [ORDER BY …] [OFFSET …] [LIMIT …]`
    mutating func query() throws(QueryError) -> Query {
        try nested { parser throws(QueryError) in try parser.unboundedQuery() }
    }

    private mutating func unboundedQuery() throws(QueryError) -> Query {
        let position = token.position
        let isRecursive = isKeyword("WITH") && isKeyword("RECURSIVE", at: 1)
        let with = try commonTables()
        var query = Query(with: with, isRecursive: isRecursive, body: try setOperation(), position: position)
        if accept("ORDER") {
            try expect("BY")
            query.orderBy = try list { parser throws(QueryError) in try parser.sortItem() }
        }
        try readLimits(into: &query)
        return query
    }

    private mutating func commonTables() throws(QueryError) -> [CommonTable] {
        guard accept("WITH") else { return [] }
        _ = accept("RECURSIVE")
        if isKeyword("FUNCTION"), peek().keyword != "AS", !peek().isSymbol("(") {
            throw QueryError("WITH FUNCTION is not supported", at: token.position, expected: ["a name"])
        }
        return try list { parser throws(QueryError) in try parser.commonTable() }
    }

    private mutating func commonTable() throws(QueryError) -> CommonTable {
        let name = try name()
        var columns: [Name] = []
        if accept(symbol: "(") {
            columns = try names()
            try expect(symbol: ")")
        }
        try expect("AS")
        try expect(symbol: "(")
        try countRelation(at: name.position)
        let query = try query()
        try expect(symbol: ")")
        commonTableNames.insert(name.key)
        return CommonTable(name: name, columns: columns, query: query)
    }

    mutating func sortItem() throws(QueryError) -> SortItem {
        let expression = try expression()
        let descending = accept("DESC")
        if !descending { _ = accept("ASC") }
        guard accept("NULLS") else {
            return SortItem(expression: expression, descending: descending, nullsFirst: false)
        }
        let first = accept("FIRST")
        if !first { try expect("LAST") }
        return SortItem(expression: expression, descending: descending, nullsFirst: first)
    }

    private mutating func readLimits(into query: inout Query) throws(QueryError) {
        if accept("OFFSET") {
            query.offset = try rowCount()
            if !accept("ROWS") { _ = accept("ROW") }
        }
        if accept("LIMIT") {
            query.limit = isKeyword("ALL") ? RowCount(count: nil, position: token.position) : try rowCount()
            if isKeyword("ALL") { advance() }
        } else if accept("FETCH") {
            try readFetch(into: &query)
        }
    }

    private mutating func readFetch(into query: inout Query) throws(QueryError) {
        guard accept("FIRST") || accept("NEXT") else { throw mismatch(["FIRST", "NEXT"]) }
        query.limit = RowCount(count: 1, position: token.position)
        if !isKeyword("ROW"), !isKeyword("ROWS") { query.limit = try rowCount() }
        guard accept("ROW") || accept("ROWS") else { throw mismatch(["ROW", "ROWS"]) }
        if accept("ONLY") { return }
        guard isKeyword("WITH"), isKeyword("TIES", at: 1) else { throw mismatch(["ONLY", "WITH TIES"]) }
        guard !query.orderBy.isEmpty else {
            throw QueryError("FETCH FIRST WITH TIES clause requires ORDER BY", at: token.position)
        }
        guard query.limit?.count != 0 else {
            throw QueryError("FETCH FIRST row count must be positive (actual value: 0)", at: token.position)
        }
        query.withTies = true
        advance()
        advance()
    }

    private mutating func rowCount() throws(QueryError) -> RowCount {
        let position = token.position
        let text = token.isSymbol("?") ? try parameter() : try integerText()
        guard let count = Int(text), count >= 0 else {
            throw QueryError("'\(text)' is not a number of rows", at: position)
        }
        return RowCount(count: count, position: position)
    }

    mutating func integerText() throws(QueryError) -> String {
        guard token.kind == .integer else { throw mismatch(["a whole number"]) }
        defer { advance() }
        return token.text
    }

    // MARK: Set operations

    private mutating func setOperation() throws(QueryError) -> QueryBody {
        try chain(of: [.union, .except]) { parser throws(QueryError) in
            try parser.chain(of: [.intersect]) { parser throws(QueryError) in try parser.queryTerm() }
        }
    }

    /// `INTERSECT` binds stronger than `UNION` and `EXCEPT`; all three go from left to right.
    private mutating func chain(
        of kinds: [SetOperation.Kind],
        term: (inout Parser) throws(QueryError) -> QueryBody
    ) throws(QueryError) -> QueryBody {
        var left = try term(&self)
        var depth = 1
        while let kind = kinds.first(where: { isKeyword($0.rawValue) }) {
            let position = token.position
            advance()
            let all = accept("ALL")
            if !all { _ = accept("DISTINCT") }
            depth += 1
            try checkDepth(depth, at: position)
            left = .set(SetOperation(kind: kind, all: all, left: left, right: try term(&self), position: position))
        }
        return left
    }

    private mutating func queryTerm() throws(QueryError) -> QueryBody {
        let position = token.position
        if accept(symbol: "(") {
            let query = try query()
            try expect(symbol: ")")
            return .nested(query)
        }
        if accept("VALUES") {
            return .values(try list { parser throws(QueryError) in try parser.expression() }, position)
        }
        if accept("TABLE") {
            let table = try tableName()
            return .select(Select(items: [.all(qualifier: nil, names: [], position)], from: table, position: position))
        }
        guard isKeyword("SELECT") else { throw mismatch(["SELECT", "VALUES", "'('"]) }
        return .select(try select())
    }

    private mutating func select() throws(QueryError) -> Select {
        let position = token.position
        try expect("SELECT")
        let distinct = accept("DISTINCT")
        if !distinct { _ = accept("ALL") }
        let items = try list { parser throws(QueryError) in try parser.selectItem() }
        var select = Select(distinct: distinct, items: items, position: position)
        if accept("FROM") { select.from = try relations() }
        if accept("WHERE") { select.filter = try expression() }
        if isKeyword("GROUP") { select.grouping = try grouping() }
        if accept("HAVING") { select.having = try expression() }
        if accept("WINDOW") {
            select.windows = try list { parser throws(QueryError) in try parser.namedWindow() }
        }
        return select
    }

    private mutating func selectItem() throws(QueryError) -> SelectItem {
        let position = token.position
        if accept(symbol: "*") { return .all(qualifier: nil, names: [], position) }
        if isName(token), peek().isSymbol("."), peek(2).isSymbol("*") {
            let qualifier = try name()
            advance()
            advance()
            return .all(qualifier: make(.name(qualifier), position), names: try allNames(), position)
        }
        let expression = try expression()
        if token.isSymbol("."), peek().isSymbol("*") {
            advance()
            advance()
            return .all(qualifier: expression, names: try allNames(), position)
        }
        if accept("AS") { return .expression(expression, alias: try name()) }
        if isName(token), !["LIMIT", "OFFSET", "FETCH", "WINDOW"].contains(token.keyword ?? "") {
            return .expression(expression, alias: try name())
        }
        return .expression(expression, alias: nil)
    }

    /// `AS (name, …)` behind `.*`
    private mutating func allNames() throws(QueryError) -> [Name] {
        guard isKeyword("AS"), peek().isSymbol("(") else { return [] }
        advance()
        advance()
        let names = try names()
        try expect(symbol: ")")
        return names
    }

    // MARK: Grouping

    private mutating func grouping() throws(QueryError) -> Grouping {
        try expect("GROUP")
        try expect("BY")
        if isKeyword("AUTO"), !peek().isSymbol(","), !peek().isSymbol("("), !peek().isSymbol(".") {
            advance()
            return Grouping(distinct: false, elements: [], isAutomatic: true)
        }
        let distinct = accept("DISTINCT")
        if !distinct { _ = accept("ALL") }
        let elements = try list { parser throws(QueryError) in try parser.groupingElement() }
        return Grouping(distinct: distinct, elements: elements)
    }

    private mutating func groupingElement() throws(QueryError) -> GroupingElement {
        if accept("ROLLUP") { return .rollup(try groupingSets()) }
        if accept("CUBE") { return .cube(try groupingSets()) }
        if isKeyword("GROUPING"), isKeyword("SETS", at: 1) {
            advance()
            advance()
            return .sets(try groupingSets())
        }
        if token.isSymbol("("), peek().isSymbol(")") {
            advance()
            advance()
            return .keys([])
        }
        let expression = try expression()
        if case .row(let keys) = expression.kind { return .keys(keys) }
        return .keys([expression])
    }

    private mutating func groupingSets() throws(QueryError) -> [[Expression]] {
        try expect(symbol: "(")
        let sets = try list { parser throws(QueryError) in try parser.groupingSet() }
        try expect(symbol: ")")
        return sets
    }

    private mutating func groupingSet() throws(QueryError) -> [Expression] {
        guard case .keys(let keys) = try groupingElement() else {
            throw mismatch(["an expression", "'('"])
        }
        return keys
    }
}
