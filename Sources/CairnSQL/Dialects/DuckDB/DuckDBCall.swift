/// A call that is being written.
struct DuckDBCall {
    let printer: DuckDBPrinter
    let arguments: [BoundExpression]
    let type: SQLType
    let position: SourcePosition
    /// What the function is called.
    let name: String

    init(
        printer: DuckDBPrinter,
        arguments: [BoundExpression],
        type: SQLType,
        position: SourcePosition,
        name: String = ""
    ) {
        self.printer = printer
        self.arguments = arguments
        self.type = type
        self.position = position
        self.name = name
    }

    /// The call with other arguments.
    init(_ call: DuckDBCall, _ arguments: [BoundExpression]) {
        self.init(
            printer: call.printer, arguments: arguments, type: call.type, position: call.position, name: call.name)
    }

    func expand(_ template: String) throws(QueryError) -> String {
        try printer.expand(template, arguments, type: type)
    }

    /// A template over other arguments than those of the call.
    func expand(_ template: String, _ arguments: [BoundExpression]) throws(QueryError) -> String {
        try printer.expand(template, arguments, type: type)
    }

    func printed(_ index: Int) throws(QueryError) -> String { try printer.expression(arguments[index]) }

    /// The text of an argument that has to be a literal.
    func literal(_ index: Int, _ what: String) throws(QueryError) -> String {
        guard let text = arguments[index].literalText else {
            throw QueryError("\(what) must be a literal", at: arguments[index].position)
        }
        return text
    }

    func refused(_ message: String, argument index: Int? = nil) -> QueryError {
        QueryError(message, at: index.map { arguments[$0].position } ?? position)
    }
}
