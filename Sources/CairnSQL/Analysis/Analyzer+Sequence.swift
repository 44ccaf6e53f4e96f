/// The table function `sequence`.
extension Analyzer {
    /// The most rows that it may come to.
    private static let sequenceCountMax = 1_000_000

    func sequence(
        _ arguments: [TableArgument],
        at position: SourcePosition,
        in surroundings: Surroundings
    ) throws(QueryError) -> RelationResult {
        let names = ["start", "stop", "step"]
        let isNamed = arguments.contains { $0.name != nil }
        var values: [String: Int] = [:]
        for (index, argument) in arguments.enumerated() {
            guard isNamed == (argument.name != nil) else {
                throw QueryError(
                    "All arguments must be passed by name or all must be passed positionally", at: position)
            }
            let name = argument.name?.key ?? (index < names.count ? names[index] : "")
            guard names.contains(name), values[name] == nil else {
                throw QueryError("Unexpected argument of sequence", at: argument.value.position, expected: names)
            }
            let context = ExpressionContext(scope: Scope(), common: surroundings.common)
            guard let value = try bind(argument.value, in: context).literalInteger else {
                throw QueryError("The arguments of sequence must be whole numbers", at: argument.value.position)
            }
            values[name] = value
        }
        guard let stop = values["stop"] else { throw QueryError("Missing argument: STOP", at: position) }
        let (start, step) = (values["start"] ?? 0, values["step"] ?? 1)
        guard step != 0 else { throw QueryError("Step must be different from 0", at: position) }
        let (length, overflow) = stop.subtractingReportingOverflow(start)
        guard !overflow, length / step < Self.sequenceCountMax else {
            throw QueryError("sequence gives more than \(Self.sequenceCountMax) rows", at: position)
        }
        let number = newRelation()
        let bounds = [start, stop, step].map { value in
            BoundExpression(.literal(.number(String(value))), .bigint, position)
        }
        let array = BoundExpression(.call("number series", bounds), .array(.bigint), position)
        let column = BoundExpression(.column(relation: number, name: "u1"), .bigint, position)
        return RelationResult(
            relation: .unnest(number: number, BoundUnnest(arguments: [array], ordinality: false)),
            columns: [Scope.Column(key: "sequential_number", shownName: "sequential_number", expression: column)]
        )
    }
}
