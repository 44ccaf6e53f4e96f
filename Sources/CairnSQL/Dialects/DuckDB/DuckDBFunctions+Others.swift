extension DuckDBFunctions {
    /// How functions over binary values and others are written.
    static let others: [String: Translation] = [
        "contains(varchar, ipaddress)": .special(containsAddress),
        "uuid()": "uuid()",
    ]

    private static func containsAddress(_ call: DuckDBCall) throws(QueryError) -> String {
        guard let text = call.arguments[0].literalText else {
            return try call.printer.isInNetwork(try call.printed(0), try call.printed(1))
        }
        let network: NetworkText
        do {
            network = try NetworkText(text)
        } catch {
            throw call.refused("\(error.message): '\(text.prefix(60))'", argument: 0)
        }
        return try call.expand(call.printer.isInNetwork(network))
    }
}
