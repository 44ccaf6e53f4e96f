extension DuckDBPrinter {
    /// Arguments longer than this are evaluated once and named, where a template uses them more than once.
    private static let repeatedByteCountMax = 160

    /// What Java takes for white space.
    private static let blanks: String = {
        let numbers = Array(0x9...0xD) + Array(0x1C...0x20) + [0x1680] + Array(0x2000...0x2006) + Array(0x2008...0x200A)
        let text = (numbers + [0x2028, 0x2029, 0x205F, 0x3000]).compactMap(UnicodeScalar.init).map(String.init)
        return DuckDBText.string(text.joined())
    }()

    /// Fills a template with arguments.
    ///
    /// `$1`: an argument; `$*`: all, with commas; `$||`: all, with `||`; `{…}`: see ``placeholder(_:_:)``.
    func expand(_ template: String, _ arguments: [BoundExpression], type: SQLType) throws(QueryError) -> String {
        guard template.contains("{b}") else {
            return try filled(template, arguments, TemplateContext(type: type, variable: "", arguments: arguments))
        }
        return try withLambda { name throws(QueryError) in
            try filled(template, arguments, TemplateContext(type: type, variable: name, arguments: arguments))
        }
    }

    private func filled(
        _ template: String,
        _ arguments: [BoundExpression],
        _ context: TemplateContext
    ) throws(QueryError) -> String {
        let texts = try list(arguments)
        guard needsNaming(template, arguments, texts) else { return try substituted(template, texts, context) }
        return try withLambda { name throws(QueryError) in
            // Lambdas among the arguments are no values; they stay where they are.
            // Literals stay too: some functions take nothing else.
            let named = texts.indices.filter { !arguments[$0].isLambda && !arguments[$0].isLiteral }
            let fields = named.map { "a\($0) := \(texts[$0])" }.joined(separator: ", ")
            let inner = texts.indices.map { named.contains($0) ? "(\(name)).a\($0)" : texts[$0] }
            let body = try substituted(template, inner, context)
            return "(list_transform([struct_pack(\(fields))], lambda \(name): \(body)))[1]"
        }
    }

    private func needsNaming(_ template: String, _ arguments: [BoundExpression], _ texts: [String]) -> Bool {
        texts.indices.contains { index in
            guard !arguments[index].isLambda, !arguments[index].isLiteral else { return false }
            // DuckDB takes no queries in a lambda.
            if template.contains("lambda"), arguments[index].containsQuery { return true }
            let uses = template.split(separator: "$\(index + 1)", omittingEmptySubsequences: false).count - 1
            guard uses > 1 else { return false }
            return texts[index].utf8.count > Self.repeatedByteCountMax || arguments[index].isVolatile
        }
    }

    func substituted(_ template: String, _ texts: [String], _ context: TemplateContext) throws(QueryError) -> String {
        var result = ""
        var rest = Substring(template)
        while let next = rest.first {
            if next == "$", let (text, length) = argument(rest, texts) {
                result += text
                rest.removeFirst(length)
            } else if next == "{", let inner = Self.braced(rest) {
                result += try placeholder(String(inner), texts, context)
                rest.removeFirst(inner.count + 2)
            } else {
                result.append(next)
                rest.removeFirst()
            }
        }
        return try bounded(template.hasPrefix("CASE ") ? "(\(result))" : result)
    }

    private func argument(_ rest: Substring, _ texts: [String]) -> (String, Int)? {
        if rest.hasPrefix("$*") { return (texts.joined(separator: ", "), 2) }
        if rest.hasPrefix("$||") { return (texts.joined(separator: " || "), 3) }
        guard let digit = rest.dropFirst().first?.wholeNumberValue, (1...texts.count).contains(digit) else {
            return nil
        }
        return (texts[digit - 1], 2)
    }

    /// The text up to the brace that closes the first one.
    private static func braced(_ text: Substring) -> Substring? {
        var depth = 0
        for index in text.indices {
            if text[index] == "{" { depth += 1 }
            if text[index] == "}" {
                depth -= 1
                if depth == 0 { return text[text.index(after: text.startIndex)..<index] }
            }
        }
        return nil
    }

    /// What a part of a template in braces stands for.
    private func placeholder(
        _ text: String,
        _ texts: [String],
        _ context: TemplateContext
    ) throws(QueryError) -> String {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let inner = parts.count > 1 ? parts[1] : ""
        switch parts[0] {
        case "b": return context.variable
        case "blanks": return Self.blanks
        // A character that stands for nothing in any text.
        case "mark": return "chr(1114109)"
        case "fail": return failure(inner, type: context.type)
        case "failText": return failure(inner, type: .varchar)
        case "type": return DuckDBText.type(context.type)
        case "ms": return DuckDBText.milliseconds(try substituted(inner, texts, context))
        case "months": return DuckDBText.months(try substituted(inner, texts, context))
        case "distinct": return try distinct(try substituted(inner, texts, context))
        case "firstPairs": return try firstPairs(try substituted(inner, texts, context))
        case "allPairs": return try allPairs(try substituted(inner, texts, context))
        default:
            if let piece = context.pieces[parts[0]] { return piece }
            return "{\(try substituted(text, texts, context))}"
        }
    }
}

/// What a template may refer to besides its arguments.
struct TemplateContext {
    var type: SQLType
    /// The name of the template's own lambda parameter.
    var variable: String
    var arguments: [BoundExpression]
    /// The clauses of an aggregate.
    var pieces: [String: String] = [:]
}

extension BoundExpression {
    var isLambda: Bool {
        if case .lambda = node { return true }
        return false
    }

    var isLiteral: Bool {
        switch node {
        case .literal: true
        case .cast(let value, _): value.isLiteral
        default: false
        }
    }

    var containsQuery: Bool {
        contains { part in
            switch part.node {
            case .subquery, .exists, .inQuery, .quantified: true
            default: false
            }
        }
    }

    /// Whether it may stand in a lambda, and is as good as a name.
    var isPlain: Bool {
        switch node {
        case .column, .parameter, .literal: true
        case .field(let value, _): value.isPlain
        default: false
        }
    }

    /// Whether it may give another value each time.
    var isVolatile: Bool {
        contains { part in
            guard case .call(let name, _) = part.node else { return false }
            return ["rand(", "random(", "shuffle(", "uuid("].contains { name.hasPrefix($0) }
        }
    }
}
