/// The JSON functions of the SQL standard.
///
/// Source: Trino documentation, "JSON functions and operators".
extension Parser {
    mutating func jsonCall(_ kind: JSONCall.Kind) throws(QueryError) -> Expression {
        let position = token.position
        advance()
        try expect(symbol: "(")
        var call = JSONCall(kind: kind, position: position, pathPosition: position)
        switch kind {
        case .object, .array: try readConstruction(into: &call)
        case .exists, .query, .value: try readPath(into: &call)
        }
        try expect(symbol: ")")
        return make(.json(call), position, over: call.expressions)
    }

    // MARK: Paths

    private mutating func readPath(into call: inout JSONCall) throws(QueryError) {
        call.values = [try jsonInput()]
        try expect(symbol: ",")
        call.pathPosition = token.position
        guard token.kind == .string, !isQuotedPlaceholder else {
            throw QueryError("The JSON path must be a literal", at: token.position)
        }
        call.path = token.text
        advance()
        if accept("PASSING") {
            call.passing = try list { parser throws(QueryError) in try parser.jsonParameter() }
        }
        if call.kind != .exists { try readReturning(into: &call) }
        if call.kind == .query { try readWrapper(into: &call) }
        while let behavior = try jsonBehavior(call.kind) {
            try expect("ON")
            if call.kind != .exists, call.onEmpty == nil, call.onError == nil, accept("EMPTY") {
                call.onEmpty = behavior
            } else {
                try expect("ERROR")
                guard call.onError == nil else { throw mismatch(["')'"]) }
                call.onError = behavior
            }
        }
    }

    private mutating func jsonInput() throws(QueryError) -> JSONCall.Value {
        let value = try expression()
        return JSONCall.Value(value: value, isJSON: try format() || value.isJSONText)
    }

    /// `FORMAT JSON [ENCODING UTF8]`
    private mutating func format() throws(QueryError) -> Bool {
        guard accept("FORMAT") else { return false }
        try expect("JSON")
        if accept("ENCODING"), !accept("UTF8") {
            throw QueryError("Only the encoding UTF8 is supported", at: token.position, expected: ["UTF8"])
        }
        return true
    }

    private mutating func jsonParameter() throws(QueryError) -> JSONCall.Parameter {
        let value = try jsonInput()
        try expect("AS")
        let isQuoted = token.kind == .quotedName
        let name = try name()
        // The grammar's names without quotes are in upper case.
        return JSONCall.Parameter(name: isQuoted ? name.text : name.text.uppercased(), value: value)
    }

    private mutating func readReturning(into call: inout JSONCall) throws(QueryError) {
        guard accept("RETURNING") else { return }
        call.returning = try typeName()
        if call.kind != .value { _ = try format() }
    }

    private mutating func readWrapper(into call: inout JSONCall) throws(QueryError) {
        if accept("WITHOUT") {
            _ = accept("ARRAY")
            try expect("WRAPPER")
        } else if accept("WITH") {
            call.wrapper = accept("CONDITIONAL") ? .conditional : .unconditional
            if call.wrapper == .unconditional { _ = accept("UNCONDITIONAL") }
            _ = accept("ARRAY")
            try expect("WRAPPER")
        }
        guard isKeyword("KEEP") || isKeyword("OMIT") else { return }
        call.omitsQuotes = isKeyword("OMIT")
        if call.omitsQuotes, call.wrapper != .without {
            throw QueryError("OMIT QUOTES behavior cannot be used with an array wrapper", at: token.position)
        }
        advance()
        try expect("QUOTES")
        if isKeyword("ON"), isKeyword("SCALAR", at: 1) {
            advance()
            advance()
            try expect("STRING")
        }
    }

    private mutating func jsonBehavior(_ kind: JSONCall.Kind) throws(QueryError) -> JSONCall.Behavior? {
        if accept("ERROR") { return .error }
        switch kind {
        case .exists:
            if accept("TRUE") { return .boolean(true) }
            if accept("FALSE") { return .boolean(false) }
            return accept("UNKNOWN") ? .null : nil
        case .query:
            if accept("EMPTY") {
                if accept("OBJECT") { return .emptyObject }
                _ = accept("ARRAY")
                return .emptyArray
            }
            return accept("NULL") ? .null : nil
        default:
            if accept("DEFAULT") { return .value(try expression()) }
            return accept("NULL") ? .null : nil
        }
    }

    // MARK: Construction

    private mutating func readConstruction(into call: inout JSONCall) throws(QueryError) {
        call.keepsNull = call.kind == .object
        if !token.isSymbol(")"), !isKeyword("RETURNING") {
            let kind = call.kind
            call.values = try list { parser throws(QueryError) in
                try kind == .object ? parser.member() : parser.jsonInput()
            }
        }
        if isKeyword("NULL") || isKeyword("ABSENT"), isKeyword("ON", at: 1) {
            call.keepsNull = isKeyword("NULL")
            for _ in 0..<2 { advance() }
            try expect("NULL")
        }
        if call.kind == .object, isKeyword("WITH") || isKeyword("WITHOUT") {
            call.hasUniqueKeys = isKeyword("WITH")
            advance()
            try expect("UNIQUE")
            _ = accept("KEYS")
        }
        try readReturning(into: &call)
    }

    /// `[KEY] key VALUE value`, `key : value`
    private mutating func member() throws(QueryError) -> JSONCall.Value {
        let following = peek()
        let isWord = isKeyword("KEY") && !following.isSymbol(":") && !following.isSymbol(".")
        // A column may be called `key`, and another `value`.
        let isValueNext = following.keyword == "VALUE"
        if isWord, !isValueNext || (peek(2).keyword == "VALUE" && !peek(3).isSymbol(",") && !peek(3).isSymbol(")")) {
            advance()
        }
        let key = try expression()
        if !accept(symbol: ":") {
            guard accept("VALUE") else { throw mismatch(["VALUE", "':'"]) }
        }
        var value = try jsonInput()
        value.key = key
        return value
    }
}

extension Expression {
    /// Whether it gives the text of JSON, which `json_object` and `json_array` take as it is.
    fileprivate var isJSONText: Bool {
        guard case .json(let call) = kind else { return false }
        return call.kind == .query || call.kind == .object || call.kind == .array
    }
}

extension JSONCall {
    /// The expressions in it.
    fileprivate var expressions: [Expression] {
        var result = values.flatMap { [$0.key, $0.value].compactMap { $0 } } + passing.map(\.value.value)
        for case .value(let expression)? in [onEmpty, onError] { result.append(expression) }
        return result
    }
}
