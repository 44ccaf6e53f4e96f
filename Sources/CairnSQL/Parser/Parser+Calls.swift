extension Parser {
    mutating func reservedFunctionName() throws(QueryError) -> Name {
        defer { advance() }
        guard peek().isSymbol("(") else {
            advance()
            throw mismatch(["'('"])
        }
        return Name(text: token.text, position: token.position)
    }

    /// `name(arguments) [WITHIN GROUP …] [FILTER …] [IGNORE NULLS] [OVER …]`
    mutating func call(_ name: Name) throws(QueryError) -> Expression {
        var call = FunctionCall(name: name, arguments: [])
        try expect(symbol: "(")
        if accept(symbol: "*") {
            call.star = true
        } else if !token.isSymbol(")") {
            try readArguments(into: &call)
        }
        try readNullTreatment(into: &call)
        try expect(symbol: ")")
        try readClauses(into: &call)
        return make(.call(call), name.position, over: call.arguments)
    }

    private mutating func readArguments(into call: inout FunctionCall) throws(QueryError) {
        call.distinct = accept("DISTINCT")
        if !call.distinct, isKeyword("ALL") { advance() }
        call.arguments = try list { parser throws(QueryError) in try parser.expression() }
        if accept("ORDER") {
            try expect("BY")
            call.orderBy = try list { parser throws(QueryError) in try parser.sortItem() }
        }
        if isKeyword("ON"), isKeyword("OVERFLOW", at: 1) {
            advance()
            advance()
            if !accept("ERROR") { try readTruncation(into: &call) }
        }
    }

    /// `TRUNCATE ['filler'] WITH | WITHOUT COUNT`
    private mutating func readTruncation(into call: inout FunctionCall) throws(QueryError) {
        let position = token.position
        guard call.arguments.count < 3, accept("TRUNCATE") else { throw mismatch(["ERROR", "TRUNCATE"]) }
        if call.arguments.count == 1 { call.arguments.append(make(.string(""), position)) }
        call.truncates = true
        call.arguments.append(token.kind == .string ? try primary() : make(.string("..."), position))
        let counts = accept("WITH")
        if !counts, !accept("WITHOUT") { throw mismatch(["WITH", "WITHOUT"]) }
        try expect("COUNT")
        call.arguments.append(make(.boolean(counts), position))
    }

    private mutating func readNullTreatment(into call: inout FunctionCall) throws(QueryError) {
        guard isKeyword("IGNORE") || isKeyword("RESPECT"), isKeyword("NULLS", at: 1) else { return }
        call.ignoreNulls = isKeyword("IGNORE")
        advance()
        advance()
    }

    private mutating func readClauses(into call: inout FunctionCall) throws(QueryError) {
        if accept("WITHIN") {
            try expect("GROUP")
            try expect(symbol: "(")
            try expect("ORDER")
            try expect("BY")
            call.orderBy = try list { parser throws(QueryError) in try parser.sortItem() }
            try expect(symbol: ")")
        }
        if isKeyword("FILTER"), peek().isSymbol("(") {
            advance()
            advance()
            try expect("WHERE")
            call.filter = try expression()
            try expect(symbol: ")")
        }
        try readNullTreatment(into: &call)
        if accept("OVER") { call.over = try windowReference() }
    }

    // MARK: Windows

    private mutating func windowReference() throws(QueryError) -> WindowReference {
        guard token.isSymbol("(") else { return .named(try name()) }
        return .inline(try window())
    }

    mutating func namedWindow() throws(QueryError) -> NamedWindow {
        let name = try name()
        try expect("AS")
        return NamedWindow(name: name, window: try window())
    }

    private mutating func window() throws(QueryError) -> Window {
        try expect(symbol: "(")
        var window = Window()
        let frameWords = ["PARTITION", "ROWS", "RANGE", "GROUPS"]
        if isName(token), !frameWords.contains(token.keyword ?? "") { window.base = try name() }
        if accept("PARTITION") {
            try expect("BY")
            window.partition = try list { parser throws(QueryError) in try parser.expression() }
        }
        if accept("ORDER") {
            try expect("BY")
            window.orderBy = try list { parser throws(QueryError) in try parser.sortItem() }
        }
        if let unit = token.keyword, ["ROWS", "RANGE", "GROUPS"].contains(unit) {
            advance()
            window.frame = try frame(unit)
        }
        try expect(symbol: ")")
        return window
    }

    private mutating func frame(_ unit: String) throws(QueryError) -> Frame {
        guard accept("BETWEEN") else { return Frame(unit: unit, start: try frameBound(), end: nil) }
        let start = try frameBound()
        try expect("AND")
        return Frame(unit: unit, start: start, end: try frameBound())
    }

    private mutating func frameBound() throws(QueryError) -> Frame.Bound {
        if accept("UNBOUNDED") {
            if accept("PRECEDING") { return .unboundedPreceding }
            guard accept("FOLLOWING") else { throw mismatch(["PRECEDING", "FOLLOWING"]) }
            return .unboundedFollowing
        }
        if accept("CURRENT") {
            guard accept("ROW") else { throw mismatch(["ROW"]) }
            return .currentRow
        }
        let value = try expression()
        if accept("PRECEDING") { return .preceding(value) }
        guard accept("FOLLOWING") else { throw mismatch(["PRECEDING", "FOLLOWING"]) }
        return .following(value)
    }

    // MARK: Functions with a grammar of their own

    private func rewritten(_ name: String, _ arguments: [Expression], _ position: SourcePosition) -> Expression {
        let call = FunctionCall(name: Name(text: name, position: position), arguments: arguments)
        return make(.call(call), position, over: arguments)
    }

    /// `trim([[LEADING | TRAILING | BOTH] [characters] FROM] text)`, or `trim(text[, characters])`
    mutating func trim() throws(QueryError) -> Expression {
        let position = token.position
        advance()
        try expect(symbol: "(")
        var name = "trim"
        for (word, function) in [("LEADING", "ltrim"), ("TRAILING", "rtrim"), ("BOTH", "trim")] where accept(word) {
            name = function
        }
        var arguments: [Expression] = []
        if !isKeyword("FROM") { arguments = try list { parser throws(QueryError) in try parser.expression() } }
        if accept("FROM") { arguments.insert(try expression(), at: 0) }
        try expect(symbol: ")")
        return rewritten(name, arguments, position)
    }

    mutating func normalize() throws(QueryError) -> Expression {
        let position = token.position
        advance()
        try expect(symbol: "(")
        let value = try expression()
        var arguments = [value]
        if accept(symbol: ",") {
            let form = try name()
            arguments.append(make(.string(form.text.uppercased()), form.position))
        }
        try expect(symbol: ")")
        return rewritten("normalize", arguments, position)
    }

    /// `substring(text FROM start [FOR length])`, or with commas
    mutating func substring() throws(QueryError) -> Expression {
        let position = token.position
        advance()
        try expect(symbol: "(")
        var arguments = [try expression()]
        if accept("FROM") {
            arguments.append(try expression())
            if accept("FOR") { arguments.append(try expression()) }
        } else {
            while accept(symbol: ",") { arguments.append(try expression()) }
        }
        try expect(symbol: ")")
        return rewritten("substring", arguments, position)
    }

    /// `position(part IN text)`
    mutating func positionCall() throws(QueryError) -> Expression {
        let position = token.position
        advance()
        try expect(symbol: "(")
        let part = try primary()
        try expect("IN")
        let text = try expression()
        try expect(symbol: ")")
        return rewritten("strpos", [text, part], position)
    }

    // MARK: Types

    mutating func typeName() throws(QueryError) -> TypeName {
        try nested { parser throws(QueryError) in
            var type = try parser.simpleType()
            while parser.isKeyword("ARRAY") {
                parser.advance()
                let element = TypeName.Field(name: nil, type: type)
                type = TypeName(name: "array", parameters: [element], position: type.position)
            }
            return type
        }
    }

    private mutating func simpleType() throws(QueryError) -> TypeName {
        let position = token.position
        guard token.kind == .word else { throw mismatch(["a type"]) }
        var type = TypeName(name: token.text.lowercased(), position: position)
        advance()
        if type.name == "double" { _ = accept("PRECISION") }
        if type.name == "interval" {
            type.name += " " + token.text.lowercased()
            for _ in 0..<3 { advance() }
            return type
        }
        switch type.name {
        case "array", "map": type.parameters = try typeParameters()
        case "row": type.parameters = try rowFields()
        default: type.numbers = try typeNumbers()
        }
        return try withZone(type)
    }

    private mutating func withZone(_ type: TypeName) throws(QueryError) -> TypeName {
        guard type.name == "timestamp" || type.name == "time" else { return type }
        var type = type
        for (word, suffix) in [("WITH", " with time zone"), ("WITHOUT", "")] where isKeyword(word) {
            advance()
            try expect("TIME")
            try expect("ZONE")
            type.name += suffix
        }
        return type
    }

    private mutating func typeNumbers() throws(QueryError) -> [Int] {
        guard accept(symbol: "(") else { return [] }
        let numbers = try list { parser throws(QueryError) in
            let position = parser.token.position
            guard let number = Int(try parser.integerText()) else {
                throw QueryError("The number is too large", at: position)
            }
            return number
        }
        try expect(symbol: ")")
        return numbers
    }

    private mutating func typeParameters() throws(QueryError) -> [TypeName.Field] {
        let close = token.isSymbol("<") ? ">" : ")"
        guard accept(symbol: "(") || accept(symbol: "<") else { throw mismatch(["'('"]) }
        let types = try list { parser throws(QueryError) in
            TypeName.Field(name: nil, type: try parser.typeName())
        }
        try expect(symbol: close)
        return types
    }

    private mutating func rowFields() throws(QueryError) -> [TypeName.Field] {
        try expect(symbol: "(")
        let fields = try list { parser throws(QueryError) in try parser.rowField() }
        try expect(symbol: ")")
        return fields
    }

    private mutating func rowField() throws(QueryError) -> TypeName.Field {
        let next = peek()
        let isNamed =
            token.kind == .quotedName
            || (next.kind == .word && !["ARRAY", "WITH", "WITHOUT", "PRECISION"].contains(next.keyword ?? ""))
            || (next.keyword == "ARRAY" && (peek(2).isSymbol("(") || peek(2).isSymbol("<")))
        let name = isNamed ? try name() : nil
        return TypeName.Field(name: name?.text, type: try typeName())
    }
}
