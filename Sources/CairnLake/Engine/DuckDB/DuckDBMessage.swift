/// What DuckDB says when something fails.
enum DuckDBMessage {
    static func error(_ text: String) -> LakeError {
        let message = shortened(text)
        if message.hasPrefix("Out of Memory") {
            return LakeError(.outOfMemory, "The query needs more memory than a query may use. \(message)")
        }
        if message.hasPrefix("Parser Error: Max expression depth") {
            return LakeError(.statementFailed, "The statement is too complex: a chain in it has too many parts")
        }
        return LakeError(.statementFailed, withoutKind(message))
    }

    /// A message about a value without the name that DuckDB has for its kind, which says nothing to who asked.
    private static func withoutKind(_ message: String) -> String {
        for kind in ["Invalid Input Error: ", "Conversion Error: ", "Out of Range Error: "]
        where message.hasPrefix(kind) {
            return String(message.dropFirst(kind.count))
        }
        return message
    }

    /// The first line, without the statement's text that follows it.
    private static func shortened(_ text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: true)
        return String((lines.first ?? "The statement failed").prefix(800))
    }
}
