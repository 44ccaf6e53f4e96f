/// Reads one `SELECT` statement of Trino's grammar.
///
/// Every production that can stand in itself goes through ``nested(_:)``, which bounds the recursion.
struct Parser {
    private let tokens: [Token]
    private let source: String.UTF8View
    private let limits: QueryLimits
    private var index = 0
    private var nesting = 0
    private(set) var relationCount = 0
    /// What stands for tables, in order.
    private var tableReferences: [TableReference] = []
    /// The names that the statement itself gives to tables, in lower case.
    var commonTableNames: Set<String> = []
    /// Values for the placeholders `?`, in order.
    private let parameters: [String]
    private(set) var usedParameterCount = 0

    private init(_ statement: String, parameters: [String], limits: QueryLimits) throws(QueryError) {
        tokens = try Tokenizer.tokens(of: statement)
        source = statement.utf8
        self.parameters = parameters
        self.limits = limits
    }

    /// Reads a statement.
    /// - Throws: ``QueryError`` with the first place that does not follow the grammar.
    static func query(
        _ statement: String,
        parameters: [String] = [],
        limits: QueryLimits = QueryLimits()
    ) throws(QueryError) -> Query {
        var parser = try Parser(statement, parameters: parameters, limits: limits)
        return try parser.wholeStatement()
    }

    /// The tables of a statement that it does not make itself.
    /// - Throws: ``QueryError`` with the first place that does not follow the grammar.
    static func tableReferences(in statement: String) throws(QueryError) -> [TableReference] {
        var parser = try Parser(statement, parameters: [], limits: QueryLimits())
        _ = try parser.wholeStatement()
        return parser.tableReferences.filter { !parser.commonTableNames.contains($0.name.lowercased()) }
    }

    /// Reads the name of a table, and notes where it stands.
    mutating func noted(
        _ read: (inout Parser) throws(QueryError) -> Relation
    ) throws(QueryError) -> Relation {
        let start = token.range.lowerBound
        let relation = try read(&self)
        if case .table(let name) = relation.kind {
            tableReferences.append(TableReference(name: name, range: start..<tokens[index - 1].range.upperBound))
        }
        return relation
    }

    private mutating func wholeStatement() throws(QueryError) -> Query {
        guard ["SELECT", "WITH", "VALUES", "TABLE"].contains(token.keyword ?? "") || token.isSymbol("(") else {
            throw QueryError(
                "Only SELECT statements are allowed, this one starts with \(token.shown)",
                at: token.position,
                expected: ["SELECT", "WITH"]
            )
        }
        let query = try query()
        if token.isSymbol(";") { advance() }
        guard token.kind == .end else {
            throw mismatch(["the end of the statement"])
        }
        guard usedParameterCount == parameters.count else {
            throw QueryError(
                "The statement has \(usedParameterCount) placeholders for \(parameters.count) parameters",
                at: token.position
            )
        }
        return query
    }

    // MARK: Tokens

    var token: Token { tokens[index] }

    func peek(_ offset: Int = 1) -> Token { tokens[min(index + offset, tokens.count - 1)] }

    mutating func advance() {
        if index < tokens.count - 1 { index += 1 }
    }

    func mismatch(_ expected: [String]) -> QueryError {
        QueryError("Unexpected \(token.shown)", at: token.position, expected: expected)
    }

    func isKeyword(_ word: String, at offset: Int = 0) -> Bool { peek(offset).keyword == word }

    mutating func accept(_ word: String) -> Bool {
        guard isKeyword(word) else { return false }
        advance()
        return true
    }

    mutating func accept(symbol: String) -> Bool {
        guard token.isSymbol(symbol) else { return false }
        advance()
        return true
    }

    mutating func expect(_ word: String) throws(QueryError) {
        guard accept(word) else { throw mismatch([word]) }
    }

    mutating func expect(symbol: String) throws(QueryError) {
        guard accept(symbol: symbol) else { throw mismatch(["'\(symbol)'"]) }
    }

    /// A name that is not a reserved word.
    mutating func name() throws(QueryError) -> Name {
        guard isName(token) else { throw mismatch(["a name"]) }
        defer { advance() }
        return Name(text: token.text, position: token.position)
    }

    func isName(_ token: Token) -> Bool {
        token.kind == .quotedName || token.keyword.map { !Keywords.reserved.contains($0) } ?? false
    }

    mutating func names() throws(QueryError) -> [Name] {
        try list { parser throws(QueryError) in try parser.name() }
    }

    /// `item, item, …`
    mutating func list<Item>(
        _ item: (inout Parser) throws(QueryError) -> Item
    ) throws(QueryError) -> [Item] {
        var items = [try item(&self)]
        while accept(symbol: ",") { items.append(try item(&self)) }
        return items
    }

    // MARK: Bounds

    /// Runs a production that can stand in itself.
    mutating func nested<Result>(
        _ production: (inout Parser) throws(QueryError) -> Result
    ) throws(QueryError) -> Result {
        nesting += 1
        defer { nesting -= 1 }
        guard nesting <= limits.depthMax else { throw tooDeep(token.position) }
        return try production(&self)
    }

    func tooDeep(_ position: SourcePosition) -> QueryError {
        QueryError("The statement is nested more than \(limits.depthMax) levels deep", at: position)
    }

    /// Refuses chains that are built by a loop, and would be deep to walk.
    func checkDepth(_ depth: Int, at position: SourcePosition) throws(QueryError) {
        guard depth <= limits.depthMax else { throw tooDeep(position) }
    }

    mutating func countRelation(at position: SourcePosition) throws(QueryError) {
        relationCount += 1
        guard relationCount <= limits.relationCountMax else {
            throw QueryError("The statement names more than \(limits.relationCountMax) tables", at: position)
        }
    }

    // MARK: Parameters

    /// The value of the placeholder at the current token, which is passed over.
    mutating func parameter() throws(QueryError) -> String {
        let position = token.position
        guard usedParameterCount < parameters.count else {
            let count = parameters.count
            throw QueryError("There are only \(count) parameters, and one placeholder '?' more", at: position)
        }
        advance()
        usedParameterCount += 1
        return parameters[usedParameterCount - 1]
    }

    /// Whether a string literal is a placeholder: AWS's dashboards write `eventTime > '?'`.
    var isQuotedPlaceholder: Bool { token.kind == .string && token.text == "?" && !parameters.isEmpty }

    /// The source text of touching tokens from the current one on, as long as they can be part of a store's name.
    mutating func touchingText() -> String {
        let start = token.range.lowerBound
        var end = start
        while token.range.lowerBound == end, canBeInStoreName(token) {
            end = token.range.upperBound
            advance()
        }
        let view = source.dropFirst(start).prefix(end - start)
        return String(decoding: Array(view), as: UTF8.self)
    }

    private func canBeInStoreName(_ token: Token) -> Bool {
        switch token.kind {
        case .word, .integer, .decimal, .double: true
        case .symbol: ["-", ":", "/", "."].contains(token.text)
        default: false
        }
    }
}
