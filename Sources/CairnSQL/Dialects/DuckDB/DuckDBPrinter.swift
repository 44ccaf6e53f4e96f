/// Writes a resolved query in DuckDB's SQL. It lives for one statement.
///
/// Every text that it gives for an expression stands for itself: it is a word, a call, or in parentheses.
final class DuckDBPrinter {
    let tables: (String) -> String
    private let byteCountMax: Int
    /// How many lambdas are around; the names of their parameters follow from it.
    var lambdaDepth = 0
    /// The names of the parameters of the statement's own lambdas, by level.
    var lambdaNames: [Int: [String]] = [:]
    /// Whether errors become NULL around here.
    var isInAttempt = false

    init(tables: @escaping (String) -> String, byteCountMax: Int) {
        self.tables = tables
        self.byteCountMax = byteCountMax
    }

    /// How many expressions have been written, those that were thrown away again as well.
    private var writtenCount = 0
    private static let writtenCountMax = 100_000

    /// Refuses statements that would take too long to write: what is written twice on each level of many.
    func countWritten() throws(QueryError) {
        writtenCount += 1
        guard writtenCount <= Self.writtenCountMax else {
            throw QueryError("The statement is too complex", line: 1, column: 1)
        }
    }

    /// Refuses statements that grow beyond measure while they are written.
    func bounded(_ text: String) throws(QueryError) -> String {
        guard text.utf8.count <= byteCountMax else {
            throw QueryError("The statement is too complex", line: 1, column: 1)
        }
        return text
    }

    func list(_ expressions: [BoundExpression]) throws(QueryError) -> [String] {
        var result: [String] = []
        for expression in expressions { result.append(try self.expression(expression)) }
        return result
    }

    /// What makes the engine fail with a message.
    ///
    /// DuckDB's `TRY` does not take `error()`; inside it a cast that always fails does the same.
    func failure(_ message: String, type: SQLType) -> String {
        let text = DuckDBText.string(message)
        guard isInAttempt else { return "error(\(text))" }
        return "CAST(CAST(CAST(\(text) AS INTEGER) AS VARCHAR) AS \(DuckDBText.type(type)))"
    }

    /// Runs with one more lambda around, and its parameter's name.
    func withLambda<Result>(_ body: (String) throws(QueryError) -> Result) throws(QueryError) -> Result {
        let name = "x\(lambdaDepth)"
        lambdaDepth += 1
        defer { lambdaDepth -= 1 }
        return try body(name)
    }
}
