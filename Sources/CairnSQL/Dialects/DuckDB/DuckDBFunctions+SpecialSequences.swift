/// Sequences, which Trino bounds and checks.
extension DuckDBFunctions {
    private static let directionMessage =
        "sequence stop value should be greater than or equal to start value if step is greater than zero otherwise "
        + "stop should be less than or equal to start"

    /// A sequence of whole numbers: start, stop and step are those of `pack`, each named by its first letter.
    private static func checked(
        _ call: DuckDBCall,
        _ pack: String,
        _ result: (_ name: String) throws(QueryError) -> String
    ) throws(QueryError) -> String {
        try call.printer.binding(pack) { name throws(QueryError) in
            let printer = call.printer
            let count = "(CAST((\(name)).e AS HUGEINT) - (\(name)).s) // nullif((\(name)).d, 0)"
            return "CASE WHEN (\(name)).s IS NULL OR (\(name)).e IS NULL OR (\(name)).d IS NULL THEN NULL "
                + "WHEN (\(name)).d = 0 THEN \(printer.failure("step must not be zero", type: call.type)) "
                + "WHEN (\(name)).d > 0 AND (\(name)).e < (\(name)).s OR (\(name)).d < 0 AND (\(name)).e > (\(name)).s "
                + "THEN \(printer.failure(directionMessage, type: call.type)) WHEN \(count) >= 10000 THEN "
                + printer.failure("result of sequence function must not have more than 10000 entries", type: call.type)
                + " ELSE \(try result(name)) END"
        }
    }

    @Sendable static func sequence(_ call: DuckDBCall) throws(QueryError) -> String {
        if let literal = literalSequence(call.arguments.map(\.literalInteger)) { return literal }
        let (start, stop) = (try call.printed(0), try call.printed(1))
        let step =
            call.arguments.count == 3 ? try call.printed(2) : "CASE WHEN \(start) <= \(stop) THEN 1 ELSE -1 END"
        let parts = [("s", start), ("e", stop), ("d", step)].map { "\($0.0) := CAST(\($0.1) AS BIGINT)" }
        let pack = "struct_pack(\(parts.joined(separator: ", ")))"
        return try checked(call, pack) { name in "generate_series((\(name)).s, (\(name)).e, (\(name)).d)" }
    }

    /// A sequence of which everything is known needs no check for each row; `nil` for others, and for what would fail.
    private static func literalSequence(_ numbers: [Int?]) -> String? {
        let known = numbers.compactMap(\.self)
        // So small that nothing overflows.
        guard known.count == numbers.count, known.allSatisfy({ $0.magnitude < 1 << 40 }) else { return nil }
        let (start, stop) = (known[0], known[1])
        let step = known.count == 3 ? known[2] : start <= stop ? 1 : -1
        guard step != 0, (stop - start).signum() * step.signum() >= 0,
            (stop - start) / step < 10_000
        else { return nil }
        return "generate_series(CAST(\(start) AS BIGINT), CAST(\(stop) AS BIGINT), CAST(\(step) AS BIGINT))"
    }

    /// Days are counted from the start.
    @Sendable static func dateSequence(_ call: DuckDBCall) throws(QueryError) -> String {
        let (start, stop) = (try call.printed(0), try call.printed(1))
        guard call.arguments.count == 3 else {
            let step = "CASE WHEN \(start) <= \(stop) THEN 1 ELSE -1 END"
            return try days(call, start, stop, step)
        }
        let step = try call.printed(2)
        if call.arguments[2].type == .intervalYearToMonth { return try months(call, start, stop, step) }
        let message = "sequence step must be a day interval if start and end values are dates"
        let length = DuckDBText.milliseconds(step)
        let days =
            "CASE WHEN \(length) % 86400000 = 0 THEN \(length) // 86400000 "
            + "ELSE \(call.printer.failure(message, type: .bigint)) END"
        return try self.days(call, start, stop, days)
    }

    private static func days(
        _ call: DuckDBCall,
        _ start: String,
        _ stop: String,
        _ step: String
    ) throws(QueryError) -> String {
        let pack =
            "struct_pack(f := \(start), s := 0, e := CAST(\(stop) - \(start) AS BIGINT), "
            + "d := CAST(\(step) AS BIGINT))"
        return try checked(call, pack) { name in
            "list_transform(generate_series((\(name)).s, (\(name)).e, (\(name)).d), "
                + "lambda \(name)i: (\(name)).f + CAST(\(name)i AS INTEGER))"
        }
    }

    @Sendable static func timeSequence(_ call: DuckDBCall) throws(QueryError) -> String {
        let (start, stop, step) = (try call.printed(0), try call.printed(1), try call.printed(2))
        if call.arguments[2].type == .intervalYearToMonth { return try months(call, start, stop, step) }
        let pack =
            "struct_pack(f := \(start), s := 0, e := epoch_ms(\(stop)) - epoch_ms(\(start)), "
            + "d := \(DuckDBText.milliseconds(step)))"
        return try checked(call, pack) { name in
            "list_transform(generate_series((\(name)).s, (\(name)).e, (\(name)).d), "
                + "lambda \(name)i: (\(name)).f + to_milliseconds(\(name)i))"
        }
    }

    /// Months are counted from the start, so that ends of months come back after a shorter one.
    private static func months(
        _ call: DuckDBCall,
        _ start: String,
        _ stop: String,
        _ step: String
    ) throws(QueryError) -> String {
        let isDate = call.arguments[0].type == .date
        let limits = "f := \(start), t := \(stop)"
        let length = "CAST(date_diff('month', \(start), \(stop)) AS BIGINT)"
        let pack =
            "struct_pack(\(limits), s := 0, e := CASE WHEN \(start) < \(stop) THEN greatest(\(length), 1) "
            + "WHEN \(start) > \(stop) THEN least(\(length), -1) WHEN \(start) = \(stop) THEN 0 END, d := \(DuckDBText.months(step)))"
        return try checked(call, pack) { name in
            let value = "(\(name)).f + to_months(CAST(\(name)i AS INTEGER))"
            let values =
                "list_transform(generate_series((\(name)).s, (\(name)).e, (\(name)).d), "
                + "lambda \(name)i: \(isDate ? "CAST(\(value) AS DATE)" : value))"
            return "list_filter(\(values), lambda \(name)v: "
                + "CASE WHEN (\(name)).d > 0 THEN \(name)v <= (\(name)).t ELSE \(name)v >= (\(name)).t END)"
        }
    }
}
