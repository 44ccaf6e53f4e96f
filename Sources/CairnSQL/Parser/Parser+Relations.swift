extension Parser {
    /// The list after `FROM`; a comma is a cross join.
    mutating func relations() throws(QueryError) -> Relation {
        var left = try joined()
        var depth = 1
        while token.isSymbol(",") {
            depth += 1
            try checkDepth(depth, at: token.position)
            advance()
            let right = try joined()
            left = Relation(
                kind: .join(Join(kind: .cross, left: left, right: right, criteria: .none)),
                position: left.position
            )
        }
        return left
    }

    private mutating func joined() throws(QueryError) -> Relation {
        try nested { parser throws(QueryError) in
            var left = try parser.sampled()
            var depth = 1
            while let (kind, natural) = try parser.joinKind() {
                depth += 1
                try parser.checkDepth(depth, at: parser.token.position)
                let right = try parser.sampled()
                let criteria = try parser.criteria(of: kind, natural: natural)
                left = Relation(
                    kind: .join(Join(kind: kind, left: left, right: right, criteria: criteria)),
                    position: left.position
                )
            }
            return left
        }
    }

    private mutating func joinKind() throws(QueryError) -> (Join.Kind, natural: Bool)? {
        if accept("CROSS") {
            try expect("JOIN")
            return (.cross, false)
        }
        let natural = accept("NATURAL")
        for (word, kind) in [("LEFT", Join.Kind.left), ("RIGHT", .right), ("FULL", .full)] where accept(word) {
            _ = accept("OUTER")
            try expect("JOIN")
            return (kind, natural)
        }
        if accept("INNER") {
            try expect("JOIN")
            return (.inner, natural)
        }
        if accept("JOIN") { return (.inner, natural) }
        if natural { throw mismatch(["JOIN"]) }
        return nil
    }

    private mutating func criteria(of kind: Join.Kind, natural: Bool) throws(QueryError) -> Join.Criteria {
        if natural { return .natural }
        if kind == .cross { return .none }
        if accept("ON") { return .on(try expression()) }
        guard accept("USING") else { throw mismatch(["ON", "USING"]) }
        try expect(symbol: "(")
        let columns = try names()
        try expect(symbol: ")")
        return .using(columns)
    }

    private mutating func sampled() throws(QueryError) -> Relation {
        let relation = try aliased()
        guard accept("TABLESAMPLE") else { return relation }
        guard let method = token.keyword, ["BERNOULLI", "SYSTEM"].contains(method) else {
            throw mismatch(["BERNOULLI", "SYSTEM"])
        }
        advance()
        try expect(symbol: "(")
        guard let percentage = Double(token.text), (0...100).contains(percentage) else {
            throw mismatch(["a percentage from 0 to 100"])
        }
        advance()
        try expect(symbol: ")")
        return Relation(
            kind: .sample(relation, Sampling(method: method, percentage: percentage)),
            position: relation.position
        )
    }

    private mutating func aliased() throws(QueryError) -> Relation {
        let relation = try primaryRelation()
        if isKeyword("MATCH_RECOGNIZE") {
            throw QueryError("MATCH_RECOGNIZE is not supported", at: token.position)
        }
        guard accept("AS") || isAlias else { return relation }
        let alias = try name()
        var columns: [Name] = []
        if accept(symbol: "(") {
            columns = try names()
            try expect(symbol: ")")
        }
        return Relation(kind: .aliased(relation, alias, columns: columns), position: relation.position)
    }

    private var isAlias: Bool {
        isName(token) && (token.kind == .quotedName || !Keywords.afterRelation.contains(token.keyword ?? ""))
    }

    private mutating func primaryRelation() throws(QueryError) -> Relation {
        let position = token.position
        try countRelation(at: position)
        if token.isSymbol("(") { return try parenthesized() }
        if accept("UNNEST") { return try unnest(position) }
        if isKeyword("LATERAL"), peek().isSymbol("(") {
            advance()
            advance()
            let query = try query()
            try expect(symbol: ")")
            return Relation(kind: .lateral(query), position: position)
        }
        if isKeyword("TABLE"), peek().isSymbol("(") { return try tableFunction(position) }
        return try tableName()
    }

    /// `TABLE(sequence(start => 1, stop => 10, step => 2))`
    private mutating func tableFunction(_ position: SourcePosition) throws(QueryError) -> Relation {
        advance()
        advance()
        guard isKeyword("SEQUENCE"), peek().isSymbol("(") else {
            throw QueryError(
                "Only the table function sequence is supported", at: token.position, expected: ["sequence"])
        }
        advance()
        advance()
        let arguments = try list { parser throws(QueryError) in
            guard parser.isName(parser.token), parser.peek().isSymbol("=>") else {
                return TableArgument(name: nil, value: try parser.expression())
            }
            let name = try parser.name()
            parser.advance()
            return TableArgument(name: name, value: try parser.expression())
        }
        try expect(symbol: ")")
        try expect(symbol: ")")
        return Relation(kind: .sequence(arguments), position: position)
    }

    private mutating func unnest(_ position: SourcePosition) throws(QueryError) -> Relation {
        try expect(symbol: "(")
        let arguments = try list { parser throws(QueryError) in try parser.expression() }
        try expect(symbol: ")")
        var ordinality = false
        if isKeyword("WITH"), isKeyword("ORDINALITY", at: 1) {
            advance()
            advance()
            ordinality = true
        }
        return Relation(kind: .unnest(arguments, ordinality: ordinality), position: position)
    }

    /// A sub-query or joined tables; which one shows in the first word behind the parentheses.
    private mutating func parenthesized() throws(QueryError) -> Relation {
        let position = token.position
        var offset = 0
        while peek(offset).isSymbol("(") { offset += 1 }
        let isQuery = ["SELECT", "WITH", "VALUES", "TABLE"].contains(peek(offset).keyword ?? "")
        try expect(symbol: "(")
        defer { _ = accept(symbol: ")") }
        let relation =
            isQuery && offset == 1 || isQuery && !closesAsRelation(offset)
            ? Relation(kind: .query(try query()), position: position) : try relations()
        guard token.isSymbol(")") else { throw mismatch(["')'"]) }
        return relation
    }

    /// Whether the inner parentheses of `((SELECT …) AS a JOIN …)` are a table of their own.
    private func closesAsRelation(_ count: Int) -> Bool {
        var depth = count
        var offset = count
        while depth >= count, peek(offset).kind != .end {
            if peek(offset).isSymbol("(") { depth += 1 }
            if peek(offset).isSymbol(")") { depth -= 1 }
            offset += 1
        }
        let following = peek(offset)
        let setWords = ["UNION", "EXCEPT", "INTERSECT", "ORDER", "LIMIT", "OFFSET", "FETCH"]
        return !following.isSymbol(")") && !setWords.contains(following.keyword ?? "")
    }

    /// The id or the ARN of a store, or the name of a sub-query.
    mutating func tableName() throws(QueryError) -> Relation {
        try noted { parser throws(QueryError) in try parser.readTableName() }
    }

    private mutating func readTableName() throws(QueryError) -> Relation {
        let position = token.position
        if token.isSymbol("?") { return Relation(kind: .table(try parameter()), position: position) }
        if token.isSymbol("$") || token.isSymbol("<") || token.isSymbol("{") {
            throw QueryError(
                "The placeholder for the event data store is not filled in",
                at: position,
                expected: ["the id of an event data store"]
            )
        }
        if token.kind == .quotedName { return Relation(kind: .table(quotedTable()), position: position) }
        let isWord = token.keyword.map { !Keywords.reserved.contains($0) } ?? false
        guard isWord || [.integer, .decimal, .double].contains(token.kind) else {
            throw mismatch(["the id or ARN of an event data store", "'('", "UNNEST"])
        }
        let text = touchingText()
        if text.hasSuffix("."), token.kind == .quotedName {
            return Relation(kind: .table(quotedTable()), position: position)
        }
        if token.isSymbol("("), token.range.lowerBound > 0, !text.contains("-") {
            throw QueryError("'\(text)' is no table function that is supported", at: position, expected: ["UNNEST"])
        }
        return Relation(kind: .table(text), position: position)
    }

    /// `"store"` or `"schema"."store"`: the last part counts.
    private mutating func quotedTable() -> String {
        var text = token.text
        advance()
        while token.isSymbol("."), peek().kind == .quotedName {
            advance()
            text = token.text
            advance()
        }
        return text
    }
}
