extension Parser {
    /// Literals, names, calls and everything in parentheses.
    mutating func primary() throws(QueryError) -> Expression {
        let position = token.position
        switch token.kind {
        case .integer, .decimal, .double:
            return try number()
        case .string:
            return try stringLiteral()
        case .binary:
            defer { advance() }
            return make(.binary(token.text), position)
        case .quotedName:
            return try nameOrCall()
        case .word:
            return try word()
        case .symbol:
            return try symbol()
        case .end:
            throw mismatch(["an expression"])
        }
    }

    private mutating func number() throws(QueryError) -> Expression {
        let number = token
        advance()
        if token.kind == .word, token.range.lowerBound == number.range.upperBound {
            throw QueryError(
                "A name cannot start with a digit, unless it stands in double quotes",
                at: number.position
            )
        }
        switch number.kind {
        case .decimal: return make(.decimal(number.text), number.position)
        case .double: return make(.double(number.text), number.position)
        default: return make(.integer(number.text), number.position)
        }
    }

    private mutating func stringLiteral() throws(QueryError) -> Expression {
        let position = token.position
        if isQuotedPlaceholder { return make(.string(try parameter()), position) }
        defer { advance() }
        return make(.string(token.text), position)
    }

    private mutating func symbol() throws(QueryError) -> Expression {
        let position = token.position
        if token.isSymbol("?") { return make(literal(of: try parameter()), position) }
        guard token.isSymbol("(") else { throw mismatch(["an expression"]) }
        if isLambda { return try lambda() }
        advance()
        if isKeyword("SELECT") || isKeyword("WITH") || isKeyword("VALUES") {
            let query = try query()
            try expect(symbol: ")")
            return make(.subquery(query), position)
        }
        let parts = try list { parser throws(QueryError) in try parser.expression() }
        try expect(symbol: ")")
        return parts.count == 1 ? parts[0] : make(.row(parts), position, over: parts)
    }

    /// A parameter is a number if it reads as one, else text.
    private func literal(of parameter: String) -> Expression.Kind {
        if parameter.utf8.allSatisfy({ (48...57).contains($0) }), (1...18).contains(parameter.utf8.count) {
            return .integer(parameter)
        }
        guard parameter.hasPrefix("'"), parameter.hasSuffix("'"), parameter.count >= 2 else {
            return .string(parameter)
        }
        return .string(
            parameter.dropFirst().dropLast().split(separator: "''", omittingEmptySubsequences: false)
                .joined(separator: "'"))
    }

    // MARK: Words

    private mutating func word() throws(QueryError) -> Expression {
        let position = token.position
        switch token.keyword ?? "" {
        case "NULL": return constant(.null)
        case "TRUE": return constant(.boolean(true))
        case "FALSE": return constant(.boolean(false))
        case "CASE": return try caseExpression()
        case "CAST": return try cast(safe: false)
        case "TRY_CAST" where peek().isSymbol("("): return try cast(safe: true)
        case "EXISTS": return try exists()
        case "EXTRACT": return try extract()
        case "TRIM": return try trim()
        case "NORMALIZE": return try normalize()
        case "LISTAGG", "GROUPING": return try call(try reservedFunctionName())
        case "CURRENT_DATE", "CURRENT_TIMESTAMP", "LOCALTIME", "LOCALTIMESTAMP": return try currentTime()
        case "INTERVAL" where peek().kind == .string || peek().isSymbol("-") || peek().isSymbol("+"):
            return try interval()
        case "ARRAY" where peek().isSymbol("["): return try array()
        case "ROW" where peek().isSymbol("("): return try row()
        case "POSITION" where peek().isSymbol("("): return try positionCall()
        case "DATE", "TIMESTAMP", "TIME", "DECIMAL", "DOUBLE", "JSON", "VARCHAR", "BIGINT", "UUID", "IPADDRESS", "CHAR",
            "REAL", "TINYINT", "SMALLINT", "INTEGER", "INT", "BOOLEAN":
            if let literal = try typedLiteral() { return literal }
            return try nameOrCall()
        case "JSON_EXISTS", "JSON_QUERY", "JSON_VALUE", "JSON_OBJECT", "JSON_ARRAY":
            guard peek().isSymbol("("), let kind = JSONCall.Kind(rawValue: token.text.lowercased()) else {
                return try nameOrCall()
            }
            return try jsonCall(kind)
        case "SUBSTRING" where peek().isSymbol("("): return try substring()
        default: return try nameOrCall()
        }
        func constant(_ kind: Expression.Kind) -> Expression {
            advance()
            return make(kind, position)
        }
    }

    private mutating func nameOrCall() throws(QueryError) -> Expression {
        if isName(token), peek().isSymbol("->") { return try lambda() }
        let name = try name()
        if token.isSymbol("(") { return try call(name) }
        return make(.name(name), name.position)
    }

    /// `TIMESTAMP '…'`, `DOUBLE PRECISION '…'`; `nil` if it is a name only.
    private mutating func typedLiteral() throws(QueryError) -> Expression? {
        let position = token.position
        guard peek().kind == .string else { return nil }
        let type = TypeName(name: token.text.lowercased(), position: position)
        advance()
        if isQuotedPlaceholder { return make(.typed(type, try parameter()), position) }
        defer { advance() }
        return make(.typed(type, token.text), position)
    }

    private mutating func caseExpression() throws(QueryError) -> Expression {
        let position = token.position
        try expect("CASE")
        let operand = isKeyword("WHEN") ? nil : try expression()
        var branches: [CaseBranch] = []
        while accept("WHEN") {
            let condition = try expression()
            try expect("THEN")
            branches.append(CaseBranch(condition: condition, value: try expression()))
        }
        guard !branches.isEmpty else { throw mismatch(["WHEN"]) }
        let otherwise = accept("ELSE") ? try expression() : nil
        try expect("END")
        let parts = branches.flatMap { [$0.condition, $0.value] } + [operand, otherwise].compactMap { $0 }
        guard let operand else { return make(.searchedCase(branches, otherwise), position, over: parts) }
        return make(.simpleCase(operand, branches, otherwise), position, over: parts)
    }

    private mutating func cast(safe: Bool) throws(QueryError) -> Expression {
        let position = token.position
        advance()
        try expect(symbol: "(")
        let value = try expression()
        try expect("AS")
        let type = try typeName()
        try expect(symbol: ")")
        return make(.cast(value, type, safe: safe), position, over: [value])
    }

    private mutating func exists() throws(QueryError) -> Expression {
        let position = token.position
        advance()
        try expect(symbol: "(")
        let query = try query()
        try expect(symbol: ")")
        return make(.exists(query), position)
    }

    private mutating func extract() throws(QueryError) -> Expression {
        let position = token.position
        advance()
        try expect(symbol: "(")
        let field = try name()
        try expect("FROM")
        let value = try expression()
        try expect(symbol: ")")
        return make(.extract(field, value), position, over: [value])
    }

    private mutating func currentTime() throws(QueryError) -> Expression {
        let name = Name(text: token.text.lowercased(), position: token.position)
        advance()
        if accept(symbol: "(") {
            let position = token.position
            guard try integerText() == "3" else { throw QueryError("Times have milliseconds: 3 digits", at: position) }
            try expect(symbol: ")")
        }
        return make(.call(FunctionCall(name: name, arguments: [])), name.position)
    }

    private mutating func interval() throws(QueryError) -> Expression {
        let position = token.position
        advance()
        let negative = token.isSymbol("-")
        if token.kind == .symbol { advance() }
        guard token.kind == .string else { throw mismatch(["the length of the interval in quotes"]) }
        let text = token.text
        advance()
        let unit = try intervalUnit()
        let end = accept("TO") ? try intervalUnit() : nil
        return make(.interval(IntervalLiteral(negative: negative, text: text, unit: unit, end: end)), position)
    }

    private mutating func intervalUnit() throws(QueryError) -> String {
        let units = ["SECOND", "MINUTE", "HOUR", "DAY", "WEEK", "MONTH", "YEAR"]
        guard let word = token.keyword, let unit = units.first(where: { word == $0 || word == $0 + "S" }) else {
            throw mismatch(units)
        }
        advance()
        return unit
    }

    private mutating func array() throws(QueryError) -> Expression {
        let position = token.position
        advance()
        advance()
        var items: [Expression] = []
        if !token.isSymbol("]") { items = try list { parser throws(QueryError) in try parser.expression() } }
        try expect(symbol: "]")
        return make(.array(items), position, over: items)
    }

    private mutating func row() throws(QueryError) -> Expression {
        let position = token.position
        advance()
        advance()
        let items = try list { parser throws(QueryError) in try parser.expression() }
        try expect(symbol: ")")
        return make(.row(items), position, over: items)
    }

    // MARK: Lambdas

    private var isLambda: Bool {
        var offset = 1
        if peek(offset).isSymbol(")") { return peek(offset + 1).isSymbol("->") }
        while isName(peek(offset)) {
            offset += 1
            if peek(offset).isSymbol(")") { return peek(offset + 1).isSymbol("->") }
            guard peek(offset).isSymbol(",") else { return false }
            offset += 1
        }
        return false
    }

    private mutating func lambda() throws(QueryError) -> Expression {
        let position = token.position
        var parameters: [Name] = []
        if accept(symbol: "(") {
            if !token.isSymbol(")") { parameters = try names() }
            try expect(symbol: ")")
        } else {
            parameters = [try name()]
        }
        try expect(symbol: "->")
        let body = try expression()
        return make(.lambda(parameters, body), position, over: [body])
    }
}
