/// The JSON functions of the SQL standard.
extension DuckDBPrinter {
    func json(_ json: BoundJSON, _ expression: BoundExpression) throws(QueryError) -> String {
        guard json.path != nil else {
            let text = json.kind == .object ? try object(json) : try array(json)
            return expression.type == .varbinary ? "encode(\(text))" : text
        }
        let input = try self.expression(json.kind == .query ? json.arguments[0] : json.arguments[0].withoutSorting)
        guard input.utf8.count > 100 || !json.arguments[0].isPlain else {
            return try pathCall(json, input, expression.type)
        }
        return try withLambda { name throws(QueryError) in
            "(list_transform([\(input)], lambda \(name): \(try pathCall(json, name, expression.type))))[1]"
        }
    }

    // MARK: Paths

    private func pathCall(_ json: BoundJSON, _ input: String, _ type: SQLType) throws(QueryError) -> String {
        guard let path = json.path else { return "NULL" }
        let isText = json.arguments[0].type != .json
        // Steps other than members may give the input as it is, which must have no blanks then.
        let isMember = if case .member? = path.chain.steps.first { true } else { false }
        let start = isText && !isMember ? "json(\(input))" : "CAST(\(input) AS JSON)"
        var context = PathContext(isStrict: path.isStrict, input: "[\(start)]", parameters: [:])
        for (name, index) in json.passing {
            let value = try jsonText(try self.expression(json.arguments[index]), of: json.arguments[index].type)
            let isNull = json.arguments[index].type == .unknown
            context.parameters[name] = "[CAST(\(isNull ? "'null'" : "coalesce(\(value), 'null')") AS JSON)]"
        }
        var list = try sequence(path.chain, context)
        // Most input is as the path says: then the members are found in one step.
        if !path.isStrict, path.chain.start == .input, let keys = path.chain.leadingKeys {
            let first = "json_extract(\(input), \(DuckDBText.string("$" + keys.map { ".\"\($0)\"" }.joined())))"
            var quick = context
            quick.input = "[\(first)]"
            let rest = StandardPath.Chain(start: .input, steps: Array(path.chain.steps.dropFirst(keys.count)))
            list = "CASE WHEN \(first) IS NOT NULL THEN \(try sequence(rest, quick)) ELSE \(list) END"
        }
        if isText, !DuckDBFunctions.isRecord(json.arguments[0]) {
            list = "CASE WHEN json_valid(\(input)) THEN \(list) END"
        }
        return try withLambda { name throws(QueryError) in
            let result = try result(json, name, input, type)
            return "(list_transform([\(list)], lambda \(name): "
                + "CASE WHEN \(input) IS NULL THEN NULL \(result) END))[1]"
        }
    }

    /// The branches of what a function makes of the sequence that its path gives.
    private func result(
        _ json: BoundJSON,
        _ list: String,
        _ input: String,
        _ type: SQLType
    ) throws(QueryError) -> String {
        let failed = { (message: String) throws(QueryError) in
            try self.behavior(json.onError, json, type, message)
        }
        let unread = try failed("path evaluation failed, or the input is no JSON")
        if json.kind == .exists { return "WHEN \(list) IS NULL THEN \(unread) ELSE len(\(list)) > 0" }
        let none = try behavior(json.onEmpty, json, type, "JSON path found no items")
        let start = "WHEN \(list) IS NULL THEN \(unread) WHEN len(\(list)) = 0 THEN \(none) "
        if json.kind == .query { return start + (try queried(json, list, input, type)) }
        let several = try failed("JSON path found multiple items")
        let other = try failed("JSON path found an item that cannot be converted to an SQL value")
        let value = try withLambda { name throws(QueryError) in
            let scalar = try scalar("\(list)[1]", json.arguments[0], input, to: type)
            return "(list_transform([\(scalar)], lambda \(name): "
                + "CASE WHEN \(name) IS NULL THEN \(other) ELSE \(name) END))[1]"
        }
        return start + "WHEN len(\(list)) > 1 THEN \(several) "
            + "WHEN json_type(\(list)[1]) IN ('OBJECT', 'ARRAY') THEN \(other) "
            + "WHEN json_type(\(list)[1]) = 'NULL' THEN NULL ELSE \(value)"
    }

    private func queried(
        _ json: BoundJSON,
        _ list: String,
        _ input: String,
        _ type: SQLType
    ) throws(QueryError) -> String {
        try withLambda { name throws(QueryError) in
            let single = "CAST(\(list)[1] AS VARCHAR)"
            let array =
                "'[' || array_to_string(list_transform(\(list), lambda \(name): CAST(\(name) AS VARCHAR)), ',') || ']'"
            let several = try behavior(json.onError, json, type, "JSON path found multiple items")
            func checked(_ text: String) -> String {
                let text = json.arguments[0].type == .json ? text : keptNumbers(text, of: input, name)
                return type == .varbinary ? "encode(\(text))" : text
            }
            switch json.wrapper {
            case .unconditional: return "ELSE \(checked(array))"
            case .conditional:
                let isStructure = "len(\(list)) = 1 AND json_type(\(list)[1]) IN ('OBJECT', 'ARRAY')"
                return "ELSE \(checked("CASE WHEN \(isStructure) THEN \(single) ELSE \(array) END"))"
            case .without:
                let text = json.omitsQuotes ? "json_extract_string(\(list)[1], '$')" : single
                let null = json.omitsQuotes ? "WHEN json_type(\(list)[1]) = 'NULL' THEN 'null' " : ""
                return "WHEN len(\(list)) > 1 THEN \(several) \(null)ELSE \(checked(text))"
            }
        }
    }

    /// Text of JSON that was taken out of other text; it fails where DuckDB does not write a number as it was written.
    private func keptNumbers(_ text: String, of input: String, _ name: String) -> String {
        let failure = failure("The JSON has a number that is not written in the shortest way", type: .varchar)
        let isOther = Self.hasNumber(like: DuckDBFunctions.otherNumbers, in: input)
        let isShort = Self.hasNumber(like: "'[0-9][eE][-+0-9]'", in: name)
        return "(list_transform([\(text)], lambda \(name): CASE WHEN regexp_matches(\(name), '[0-9][.eE][-+0-9]') "
            + "AND (\(isOther) OR \(isShort)) THEN \(failure) ELSE \(name) END))[1]"
    }

    /// A scalar as a value of a type, NULL if it cannot be one.
    private func scalar(
        _ item: String,
        _ source: BoundExpression,
        _ input: String,
        to type: SQLType
    ) throws(QueryError) -> String {
        let text = "json_extract_string(\(item), '$')"
        let isDouble = "json_type(\(item)) = 'DOUBLE'"
        let outer = isInAttempt
        if type == .varchar {
            // Numbers too large for DuckDB have no point; their text stays.
            let number =
                source.type == .json
                ? "CASE WHEN regexp_matches(\(text), '[.eE]') THEN \(floating("CAST(\(text) AS DOUBLE)")) ELSE \(text) END"
                : "CASE WHEN \(Self.hasNumber(like: DuckDBFunctions.otherNumbers, in: input)) OR contains(\(text), 'e') THEN "
                    + failure("The JSON has a number that is not written in the shortest way", type: .varchar)
                    + " ELSE \(text) END"
            return "CASE WHEN \(isDouble) THEN \(number) ELSE \(text) END"
        }
        isInAttempt = true
        defer { isInAttempt = outer }
        let fromText = try cast(text, from: .varchar, to: type, safe: true)
        guard type.isNumeric || type == .boolean else {
            return "CASE WHEN json_type(\(item)) = 'VARCHAR' THEN \(fromText) END"
        }
        let truth = "CAST(\(text) AS BOOLEAN)"
        let fraction = "TRY_CAST(\(text) AS \(type.isFloating ? "DOUBLE" : "DECIMAL(38, 18)"))"
        let isTrue = type == .boolean ? truth : "CAST(\(truth) AS \(DuckDBText.type(type)))"
        let number =
            type == .boolean
            ? "TRY_CAST(\(text) AS DOUBLE) <> 0"
            : "CASE WHEN \(isDouble) THEN TRY_CAST(\(type.isInteger ? "round(\(fraction))" : fraction) "
                + "AS \(DuckDBText.type(type))) ELSE TRY_CAST(\(text) AS \(DuckDBText.type(type))) END"
        return
            "CASE json_type(\(item)) WHEN 'VARCHAR' THEN \(fromText) WHEN 'BOOLEAN' THEN \(isTrue) ELSE \(number) END"
    }

    private func behavior(
        _ behavior: BoundJSON.Behavior,
        _ json: BoundJSON,
        _ type: SQLType,
        _ message: String
    ) throws(QueryError) -> String {
        switch behavior {
        case .null: return "NULL"
        case .error: return failure(message, type: type)
        case .boolean(let value): return value ? "true" : "false"
        case .emptyArray: return type == .varbinary ? "encode('[]')" : "'[]'"
        case .emptyObject: return type == .varbinary ? "encode('{}')" : "'{}'"
        case .argument(let index): return try expression(json.arguments[index])
        }
    }

    // MARK: Construction

    private func array(_ json: BoundJSON) throws(QueryError) -> String {
        var items: [String] = []
        for index in json.arguments.indices { items.append(try member(json, index)) }
        return "('[' || \(joined(items)) || ']')"
    }

    private func object(_ json: BoundJSON) throws(QueryError) -> String {
        var members: [String] = []
        var keys: [String] = []
        for index in stride(from: 0, to: json.arguments.count, by: 2) {
            let key = try expression(json.arguments[index])
            keys.append(key)
            let missing = failure("null value passed for JSON object key to JSON_OBJECT function", type: .varchar)
            let checked =
                json.arguments[index].literalText == nil
                ? "CASE WHEN \(key) IS NULL THEN \(missing) ELSE CAST(to_json(\(key)) AS VARCHAR) END"
                : "CAST(to_json(\(key)) AS VARCHAR)"
            members.append("\(checked) || ':' || \(try member(json, index + 1))")
        }
        let text = "'{' || \(joined(members)) || '}'"
        // Trino's objects have no key twice, whether or not that is asked for.
        guard keys.count > 1 else { return "(\(text))" }
        let list = keys.joined(separator: ", ")
        let twice = failure("duplicate key passed to JSON_OBJECT function", type: .varchar)
        return "(CASE WHEN len(list_distinct([\(list)])) < \(keys.count) THEN \(twice) ELSE \(text) END)"
    }

    /// Members that are NULL are left out.
    private func joined(_ members: [String]) -> String {
        members.isEmpty ? "''" : "array_to_string([\(members.joined(separator: ", "))], ',')"
    }

    /// The text of a value; NULL, or `null`, if there is none.
    private func member(_ json: BoundJSON, _ index: Int) throws(QueryError) -> String {
        let argument = json.arguments[index]
        let value = try expression(argument)
        let text: String
        if json.texts.contains(index) {
            text = argument.isJSONText ? value : try formatted(value)
        } else if argument.type == .unknown {
            text = "CAST(NULL AS VARCHAR)"
        } else {
            text = try jsonText(value, of: argument.type)
        }
        return json.keepsNull ? "coalesce(\(text), 'null')" : text
    }

    /// Text of JSON without its blanks.
    private func formatted(_ value: String) throws(QueryError) -> String {
        let broken = failure("conversion to JSON failed", type: .varchar)
        return try withLambda { name throws(QueryError) in
            let text = keptNumbers("CAST(json(\(name)) AS VARCHAR)", of: name, "\(name)j")
            return "(list_transform([\(value)], lambda \(name): CASE WHEN \(name) IS NULL THEN NULL "
                + "WHEN json_valid(\(name)) THEN \(text) ELSE \(broken) END))[1]"
        }
    }
}

extension BoundExpression {
    /// Whether it is the text that another of these functions gives.
    fileprivate var isJSONText: Bool {
        switch node {
        case .json(let json): json.kind != .value && json.kind != .exists
        default: false
        }
    }
}

extension StandardPath.Chain {
    /// The members that the path starts with, if it has some.
    fileprivate var leadingKeys: [String]? {
        var keys: [String] = []
        for step in steps {
            guard case .member(let key) = step else { break }
            keys.append(key)
        }
        return keys.isEmpty ? nil : keys
    }
}
