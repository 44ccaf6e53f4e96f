/// What DuckDB says when something fails.
enum DuckDBMessage {
    static func error(_ text: String) -> LakeError {
        let message = shortened(text)
        if message.hasPrefix("Out of Memory") {
            return LakeError(.outOfMemory, "The query needs more memory than a query may use. \(message)")
        }
        return LakeError(.statementFailed, message)
    }

    /// The first line, without the statement's text that follows it.
    private static func shortened(_ text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: true)
        return String((lines.first ?? "The statement failed").prefix(800))
    }
}
