extension Parser {
    /// A node one level above the deepest of its parts.
    func make(_ kind: Expression.Kind, _ position: SourcePosition, over parts: [Expression] = []) -> Expression {
        Expression(kind: kind, position: position, depth: 1 + (parts.lazy.map(\.depth).max() ?? 0))
    }

    private func bounded(_ expression: Expression) throws(QueryError) -> Expression {
        try checkDepth(expression.depth, at: expression.position)
        return expression
    }

    mutating func expression() throws(QueryError) -> Expression {
        try nested { parser throws(QueryError) in try parser.bounded(try parser.disjunction()) }
    }

    private mutating func disjunction() throws(QueryError) -> Expression {
        var terms = [try conjunction()]
        while accept("OR") { terms.append(try conjunction()) }
        return terms.count == 1 ? terms[0] : make(.or(terms), terms[0].position, over: terms)
    }

    private mutating func conjunction() throws(QueryError) -> Expression {
        var terms = [try negation()]
        while accept("AND") { terms.append(try negation()) }
        return terms.count == 1 ? terms[0] : make(.and(terms), terms[0].position, over: terms)
    }

    private mutating func negation() throws(QueryError) -> Expression {
        let position = token.position
        guard accept("NOT") else { return try predicate() }
        let operand = try nested { parser throws(QueryError) in try parser.negation() }
        return make(.not(operand), position, over: [operand])
    }

    // MARK: Predicates

    private static let comparisons: Set<String> = ["=", "<>", "!=", "<", "<=", ">", ">="]

    private mutating func predicate() throws(QueryError) -> Expression {
        var left = try sum()
        while let next = try predicate(on: left) { left = try bounded(next) }
        return left
    }

    private mutating func predicate(on left: Expression) throws(QueryError) -> Expression? {
        if token.kind == .symbol, Self.comparisons.contains(token.text) { return try comparison(left) }
        if isKeyword("IS") { return try isPredicate(left) }
        let negated = isKeyword("NOT") && ["BETWEEN", "IN", "LIKE"].contains(peek().keyword ?? "")
        if negated { advance() }
        if accept("BETWEEN") { return try between(left, negated) }
        if accept("IN") { return try inPredicate(left, negated) }
        if accept("LIKE") { return try like(left, negated) }
        return nil
    }

    private mutating func comparison(_ left: Expression) throws(QueryError) -> Expression {
        let position = token.position
        let sign = token.text == "!=" ? "<>" : token.text
        advance()
        if let word = token.keyword, ["ANY", "SOME", "ALL"].contains(word), peek().isSymbol("(") {
            advance()
            advance()
            let query = try query()
            try expect(symbol: ")")
            return make(.quantified(sign, left, word == "ALL" ? .all : .any, query), position, over: [left])
        }
        let right = try sum()
        return make(.comparison(sign, left, right), position, over: [left, right])
    }

    private mutating func isPredicate(_ left: Expression) throws(QueryError) -> Expression {
        let position = token.position
        try expect("IS")
        let negated = accept("NOT")
        if accept("NULL") { return make(.isNull(left, negated: negated), position, over: [left]) }
        guard accept("DISTINCT") else { throw mismatch(["NULL", "NOT NULL", "DISTINCT FROM"]) }
        try expect("FROM")
        let right = try sum()
        return make(.distinctFrom(left, right, negated: negated), position, over: [left, right])
    }

    private mutating func between(_ left: Expression, _ negated: Bool) throws(QueryError) -> Expression {
        let low = try sum()
        try expect("AND")
        let high = try sum()
        return make(.between(left, low, high, negated: negated), left.position, over: [left, low, high])
    }

    private mutating func inPredicate(_ left: Expression, _ negated: Bool) throws(QueryError) -> Expression {
        try expect(symbol: "(")
        if isKeyword("SELECT") || isKeyword("WITH") || isKeyword("VALUES") {
            let query = try query()
            try expect(symbol: ")")
            return make(.inQuery(left, query, negated: negated), left.position, over: [left])
        }
        let values = try list { parser throws(QueryError) in try parser.expression() }
        try expect(symbol: ")")
        return make(.inList(left, values, negated: negated), left.position, over: [left] + values)
    }

    private mutating func like(_ left: Expression, _ negated: Bool) throws(QueryError) -> Expression {
        let pattern = try sum()
        let escape = accept("ESCAPE") ? try sum() : nil
        let parts = [left, pattern] + (escape.map { [$0] } ?? [])
        return make(.like(left, pattern, escape: escape, negated: negated), left.position, over: parts)
    }

    // MARK: Operators

    /// `+ -` and, weaker, `||`: Trino's concatenation binds like a sum, from left to right.
    private mutating func sum() throws(QueryError) -> Expression {
        var left = try product()
        while token.isSymbol("+") || token.isSymbol("-") || token.isSymbol("||") {
            let sign = token
            advance()
            let right = try product()
            left = try bounded(sign.text == "||" ? concatenation(left, right) : arithmetic(sign, left, right))
        }
        return left
    }

    private func concatenation(_ left: Expression, _ right: Expression) -> Expression {
        guard case .concatenation(let parts) = left.kind else {
            return make(.concatenation([left, right]), left.position, over: [left, right])
        }
        return make(.concatenation(parts + [right]), left.position, over: parts + [right])
    }

    private func arithmetic(_ sign: Token, _ left: Expression, _ right: Expression) -> Expression {
        make(.arithmetic(sign.text, left, right), sign.position, over: [left, right])
    }

    private mutating func product() throws(QueryError) -> Expression {
        var left = try unary()
        while token.isSymbol("*") || token.isSymbol("/") || token.isSymbol("%") {
            let sign = token
            advance()
            left = try bounded(arithmetic(sign, left, try unary()))
        }
        return left
    }

    private mutating func unary() throws(QueryError) -> Expression {
        let sign = token
        guard sign.isSymbol("-") || sign.isSymbol("+") else { return try atTimeZone() }
        advance()
        let operand = try nested { parser throws(QueryError) in try parser.unary() }
        return make(.unary(sign.text, operand), sign.position, over: [operand])
    }

    private mutating func atTimeZone() throws(QueryError) -> Expression {
        var value = try postfix()
        while isKeyword("AT"), isKeyword("TIME", at: 1), isKeyword("ZONE", at: 2) {
            for _ in 0..<3 { advance() }
            let zone = try postfix()
            value = try bounded(make(.atTimeZone(value, zone), value.position, over: [value, zone]))
        }
        return value
    }

    private mutating func postfix() throws(QueryError) -> Expression {
        var value = try primary()
        while true {
            if token.isSymbol("."), peek().isSymbol("*") { return value }
            if accept(symbol: ".") {
                value = try bounded(make(.member(value, try memberName()), value.position, over: [value]))
            } else if accept(symbol: "[") {
                let index = try expression()
                try expect(symbol: "]")
                value = try bounded(make(.element(value, index), value.position, over: [value, index]))
            } else {
                return value
            }
        }
    }

    /// Behind a point reserved words are names too, as in `webIdFederationData.from`.
    private mutating func memberName() throws(QueryError) -> Name {
        guard token.kind == .word || token.kind == .quotedName else { throw mismatch(["a name"]) }
        defer { advance() }
        return Name(text: token.text, position: token.position)
    }
}
