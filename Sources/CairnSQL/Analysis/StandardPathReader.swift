/// Reads a ``StandardPath``.
struct StandardPathReader {
    struct Problem: Error {
        var message: String
    }

    private var rest: Substring
    private var depth = 0

    private init(_ text: String) { rest = Substring(text) }

    static func path(_ text: String) throws(Problem) -> StandardPath {
        var reader = StandardPathReader(text)
        let isStrict = reader.accept(word: "strict")
        guard isStrict || reader.accept(word: "lax") else { throw Problem(message: "expected 'lax' or 'strict'") }
        let chain = try reader.chain()
        reader.skipBlanks()
        guard reader.rest.isEmpty else { throw reader.unsupported() }
        if chain.start == .item { throw Problem(message: "'@' stands outside of a filter") }
        return StandardPath(isStrict: isStrict, chain: chain)
    }

    // MARK: Characters

    private mutating func skipBlanks() {
        while let next = rest.first, " \t\n\r".contains(next) { rest.removeFirst() }
    }

    private mutating func accept(_ text: String) -> Bool {
        skipBlanks()
        guard rest.hasPrefix(text) else { return false }
        rest.removeFirst(text.count)
        return true
    }

    private mutating func accept(word: String) -> Bool {
        skipBlanks()
        guard rest.hasPrefix(word), !Self.isInName(rest.dropFirst(word.count).first) else { return false }
        rest.removeFirst(word.count)
        return true
    }

    private static func isInName(_ character: Character?) -> Bool {
        character.map { $0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "_" } ?? false
    }

    private func unsupported() -> Problem {
        Problem(message: rest.isEmpty ? "it ends too early" : "'\(rest.prefix(20))' is not supported there")
    }

    private mutating func expect(_ text: String) throws(Problem) {
        guard accept(text) else { throw unsupported() }
    }

    private mutating func name() -> String {
        let name = rest.prefix(while: Self.isInName)
        rest.removeFirst(name.count)
        return String(name)
    }

    private mutating func number() -> Int? {
        skipBlanks()
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard let number = Int(digits), digits.count < 10 else { return nil }
        rest.removeFirst(digits.count)
        return number
    }

    /// A text in double quotes, in which a quote stands twice.
    private mutating func quoted() throws(Problem) -> String {
        var text = ""
        while let next = rest.popFirst() {
            if next == "\"" {
                guard rest.first == "\"" else { return text }
                rest.removeFirst()
            }
            text.append(next)
        }
        throw unsupported()
    }

    // MARK: Steps

    private mutating func nested<Result>(
        _ body: (inout Self) throws(Problem) -> Result
    ) throws(Problem) -> Result {
        depth += 1
        defer { depth -= 1 }
        guard depth <= 16 else { throw Problem(message: "it is nested too deeply") }
        return try body(&self)
    }

    private mutating func chain() throws(Problem) -> StandardPath.Chain {
        skipBlanks()
        var chain = StandardPath.Chain(start: .input, steps: [])
        if accept("@") {
            chain.start = .item
        } else if accept("$") {
            let name = name()
            if !name.isEmpty { chain.start = .parameter(name) }
        } else {
            throw unsupported()
        }
        while let step = try step() { chain.steps.append(step) }
        guard chain.steps.count <= 24 else { throw Problem(message: "it has too many steps") }
        return chain
    }

    private mutating func step() throws(Problem) -> StandardPath.Step? {
        if accept("[") { return try subscripts() }
        if accept("?") {
            try expect("(")
            let predicate = try disjunction()
            try expect(")")
            return .filter(predicate)
        }
        guard accept(".") else { return nil }
        skipBlanks()
        if accept("*") { return .members }
        let key: String
        if rest.first == "\"" {
            rest.removeFirst()
            key = try quoted()
        } else {
            key = name()
        }
        guard !key.isEmpty, key.first?.isNumber == false || key.contains(where: { !Self.isInName($0) }) else {
            throw unsupported()
        }
        skipBlanks()
        if accept("(") {
            try expect(")")
            switch key {
            case "size": return .size
            case "type": return .type
            default: throw Problem(message: "the method \(key)() is not supported")
            }
        }
        guard !key.contains("\""), !key.contains("\\") else { throw Problem(message: "the key has quotes in it") }
        return .member(key)
    }

    private mutating func subscripts() throws(Problem) -> StandardPath.Step {
        if accept("*") {
            try expect("]")
            return .elements
        }
        var ranges: [StandardPath.Range] = []
        repeat {
            let from = try index()
            ranges.append(StandardPath.Range(from: from, to: accept(word: "to") ? try index() : from))
        } while accept(",")
        try expect("]")
        return .subscripts(ranges)
    }

    private mutating func index() throws(Problem) -> StandardPath.Index {
        if accept(word: "last") {
            guard accept("-") else { return .last(0) }
            guard let number = number() else { throw unsupported() }
            return .last(number)
        }
        guard let number = number() else { throw unsupported() }
        return .first(number)
    }

    // MARK: Filters

    private mutating func disjunction() throws(Problem) -> StandardPath.Predicate {
        try nested { reader throws(Problem) in
            var left = try reader.conjunction()
            while reader.accept("||") { left = .or(left, try reader.conjunction()) }
            return left
        }
    }

    private mutating func conjunction() throws(Problem) -> StandardPath.Predicate {
        var left = try condition()
        while accept("&&") { left = .and(left, try condition()) }
        return left
    }

    private mutating func condition() throws(Problem) -> StandardPath.Predicate {
        if accept("!") {
            // Only what is delimited may stand behind.
            let isExists = accept(word: "exists")
            try expect("(")
            let inner: StandardPath.Predicate = isExists ? .exists(try chain()) : try disjunction()
            try expect(")")
            return .not(inner)
        }
        if accept(word: "exists") {
            try expect("(")
            let chain = try chain()
            try expect(")")
            return .exists(chain)
        }
        if accept("(") {
            let inner = try disjunction()
            try expect(")")
            guard accept(word: "is") else { return inner }
            guard accept(word: "unknown") else { throw unsupported() }
            return .isUnknown(inner)
        }
        return try comparison()
    }

    private mutating func comparison() throws(Problem) -> StandardPath.Predicate {
        let left = try operand()
        if case .chain(let chain) = left, accept(word: "starts") {
            guard accept(word: "with") else { throw unsupported() }
            return .startsWith(chain, try operand())
        }
        for (sign, sql) in [
            ("==", "="), ("<>", "<>"), ("!=", "<>"), ("<=", "<="), (">=", ">="), ("<", "<"), (">", ">"),
        ]
        where accept(sign) {
            return .comparison(sql, left, try operand())
        }
        throw unsupported()
    }

    private mutating func operand() throws(Problem) -> StandardPath.Operand {
        skipBlanks()
        if rest.first == "@" || rest.first == "$" { return .chain(try chain()) }
        if rest.first == "\"" {
            rest.removeFirst()
            return .literal(Self.json(try quoted()))
        }
        for word in ["true", "false", "null"] where accept(word: word) { return .literal(word) }
        let sign = accept("-") ? "-" : ""
        let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        guard !digits.isEmpty, digits.count(where: { $0 == "." }) <= 1, digits.first != ".", digits.last != ".",
            digits.count == 1 || digits.first != "0" || digits.dropFirst().first == "."
        else { throw unsupported() }
        rest.removeFirst(digits.count)
        guard !Self.isInName(rest.first) else { throw unsupported() }
        return .literal(sign + digits)
    }

    /// A text as a JSON string.
    private static func json(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
