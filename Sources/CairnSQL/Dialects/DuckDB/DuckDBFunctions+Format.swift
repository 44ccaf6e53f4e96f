/// `format`, as Java's formatter writes values.
extension DuckDBFunctions {
    /// `%[index$][flags][width][.precision]conversion`
    private struct Specifier {
        var index: String?
        var flags = ""
        var width: Int?
        var precision: Int?
        /// One letter, or `t` and one.
        var conversion = ""
        var text = ""
    }

    @Sendable static func format(_ call: DuckDBCall) throws(QueryError) -> String {
        var rest = Substring(try call.literal(0, "The format"))
        var pieces: [String] = []
        var plain = ""
        var (next, last) = (1, 0)
        while let character = rest.popFirst() {
            guard character == "%" else {
                plain.append(character)
                continue
            }
            let specifier = try specifier(&rest, call)
            switch specifier.conversion {
            case "%" where specifier.text == "%%": plain.append("%")
            case "n" where specifier.text == "%n": plain.append("\n")
            default:
                last = try place(specifier, &next, last, call)
                if !plain.isEmpty { pieces.append(DuckDBText.string(plain)) }
                plain = ""
                pieces.append(try written(specifier, last, call))
            }
        }
        if !plain.isEmpty || pieces.isEmpty { pieces.append(DuckDBText.string(plain)) }
        return "(\(pieces.joined(separator: " || ")))"
    }

    private static func specifier(_ rest: inout Substring, _ call: DuckDBCall) throws(QueryError) -> Specifier {
        var result = Specifier()
        let start = rest
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        if rest.first == "<" {
            result.index = "<"
            rest.removeFirst()
        } else if !digits.isEmpty, rest.dropFirst(digits.count).first == "$" {
            result.index = String(digits)
            rest.removeFirst(digits.count + 1)
        }
        while let flag = rest.first, "-#+ 0,(".contains(flag) { result.flags.append(rest.removeFirst()) }
        result.width = number(&rest)
        if rest.first == "." {
            rest.removeFirst()
            result.precision = number(&rest)
        }
        guard let conversion = rest.popFirst() else { throw call.refused("The format ends within %", argument: 0) }
        result.conversion = String(conversion)
        if conversion == "t" || conversion == "T" {
            guard let part = rest.popFirst() else { throw call.refused("The format ends within %", argument: 0) }
            result.conversion.append(part)
        }
        result.text = "%" + start.prefix(start.count - rest.count)
        return result
    }

    private static func number(_ rest: inout Substring) -> Int? {
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        rest.removeFirst(digits.count)
        return digits.isEmpty ? nil : min(Int(digits) ?? .max, 100_000)
    }

    private static func place(
        _ specifier: Specifier,
        _ next: inout Int,
        _ last: Int,
        _ call: DuckDBCall
    ) throws(QueryError) -> Int {
        var place = next
        switch specifier.index {
        case "<": place = last
        case let index?: place = Int(index) ?? 0
        case nil: next += 1
        }
        guard place > 0, call.arguments.indices.contains(place) else {
            throw call.refused("The format has more conversions than there are values", argument: 0)
        }
        return place
    }

    private static func unsupported(_ specifier: Specifier, _ call: DuckDBCall) -> QueryError {
        call.refused("The conversion \(specifier.text.prefix(40)) is not supported here", argument: 0)
    }

    // MARK: Values

    private static func written(
        _ specifier: Specifier,
        _ index: Int,
        _ call: DuckDBCall
    ) throws(QueryError) -> String {
        let argument = call.arguments[index]
        let value = try call.printed(index)
        var text: String
        switch specifier.conversion {
        case "s", "S": text = try plain(specifier, argument, call)
        case "b" where argument.type == .boolean, "B" where argument.type == .boolean:
            text = "coalesce(CAST(\(value) AS VARCHAR), 'false')"
        case "d" where argument.type.isInteger && specifier.precision == nil:
            text = try integer(specifier, argument, call)
        case "x", "X", "o":
            guard argument.type.isInteger, specifier.precision == nil, specifier.flags.allSatisfy({ "0-".contains($0) })
            else { throw unsupported(specifier, call) }
            text = zeros(specifier, "printf('%\(specifier.conversion.lowercased())', CAST(\(value) AS BIGINT))")
        case "f" where argument.type.isFloating || argument.type.isDecimal:
            text = try fixed(specifier, argument, call)
        case let time where time.first == "t": text = try self.time(specifier, argument, call)
        default:
            guard argument.type == .unknown else { throw unsupported(specifier, call) }
            text = "CAST(\(value) AS VARCHAR)"
        }
        let null = "null".prefix(specifier.precision ?? 4)
        text = "coalesce(\(text), '\(null)')"
        if specifier.conversion.first?.isUppercase ?? false { text = "upper(\(text))" }
        return try padded(text, specifier, call)
    }

    private static func padded(_ text: String, _ specifier: Specifier, _ call: DuckDBCall) throws(QueryError) -> String
    {
        let isLeft = specifier.flags.contains("-")
        guard let width = specifier.width else {
            guard !isLeft, !specifier.flags.contains("0") else { throw unsupported(specifier, call) }
            return text
        }
        guard !(isLeft && specifier.flags.contains("0")) else { throw unsupported(specifier, call) }
        return try call.printer.withLambda { name throws(QueryError) in
            let length = "CAST(greatest(length(\(name)), \(width)) AS INTEGER)"
            return "(list_transform([\(text)], lambda \(name): \(isLeft ? "r" : "l")pad(\(name), \(length), ' ')))[1]"
        }
    }

    private static func plain(
        _ specifier: Specifier,
        _ argument: BoundExpression,
        _ call: DuckDBCall
    ) throws(QueryError) -> String {
        guard specifier.flags.allSatisfy({ $0 == "-" }) else { throw unsupported(specifier, call) }
        let value = try call.printer.expression(argument)
        var text: String
        switch argument.type {
        case .timestamp:
            // Seconds and milliseconds that are nothing are left out.
            let clock = "strftime(\(value), '%Y-%m-%dT%H:%M:%S.%g')"
            text = #"regexp_replace(regexp_replace(\#(clock), '\.000$', ''), '(T..:..):00$', '\1')"#
        case .timestampWithZone, .varbinary:
            throw call.refused("A value of type \(argument.type) has to be cast to varchar for %s")
        case .decimal(_, let scale) where scale > 6:
            throw call.refused("A value of type \(argument.type) has to be cast to varchar for %s")
        default: text = try call.printer.text(value, of: argument.type, nested: false)
        }
        if let precision = specifier.precision { text = "left(\(text), \(precision))" }
        return text
    }

    private static func time(
        _ specifier: Specifier,
        _ argument: BoundExpression,
        _ call: DuckDBCall
    ) throws(QueryError) -> String {
        let formats: [Character: String] = [
            "A": "%A", "a": "%a", "B": "%B", "b": "%b", "h": "%b", "Y": "%Y", "y": "%y", "m": "%m", "d": "%d",
            "e": "%-d", "j": "%j", "H": "%H", "k": "%-H", "I": "%I", "l": "%-I", "M": "%M", "S": "%S", "L": "%g",
            "p": "%p", "F": "%Y-%m-%d", "T": "%H:%M:%S", "R": "%H:%M", "D": "%m/%d/%y", "r": "%I:%M:%S %p",
        ]
        guard argument.type.isTemporal, specifier.flags.allSatisfy({ $0 == "-" }), specifier.precision == nil,
            let part = specifier.conversion.last, let format = formats[part],
            argument.type != .date || !"HkIlMSLpTRr".contains(part)
        else { throw unsupported(specifier, call) }
        let value = try call.printer.expression(argument)
        let clock = argument.type.zone.map { DuckDBText.clock(value, in: $0) } ?? value
        let text = "strftime(\(clock), '\(format)')"
        return part == "p" ? "lower(\(text))" : text
    }

    // MARK: Numbers

    private static func integer(
        _ specifier: Specifier,
        _ argument: BoundExpression,
        _ call: DuckDBCall
    ) throws(QueryError) -> String {
        try signed(specifier, argument, call) { value in
            let size = "abs(CAST(\(value) AS HUGEINT))"
            return specifier.flags.contains(",") ? "format('{:,}', \(size))" : "CAST(\(size) AS VARCHAR)"
        }
    }

    /// Rounds the digits that the number is written with, half up; `printf` rounds what lies behind them.
    private static func fixed(
        _ specifier: Specifier,
        _ argument: BoundExpression,
        _ call: DuckDBCall
    ) throws(QueryError) -> String {
        let precision = specifier.precision ?? 6
        guard precision <= 18 else { throw unsupported(specifier, call) }
        return try signed(specifier, argument, call) { value in
            let size =
                argument.type.isDecimal ? "abs(\(value))" : "CAST(abs(CAST(\(value) AS DOUBLE)) AS VARCHAR)"
            let digits = "CAST(CAST(\(size) AS DECIMAL(38, \(precision))) AS VARCHAR)"
            guard specifier.flags.contains(",") else { return digits }
            let whole = "format('{:,}', CAST(split_part(\(digits), '.', 1) AS HUGEINT))"
            return precision == 0 ? whole : "(\(whole) || '.' || split_part(\(digits), '.', 2))"
        }
    }

    /// Digits with a sign and with zeros before them.
    private static func signed(
        _ specifier: Specifier,
        _ argument: BoundExpression,
        _ call: DuckDBCall,
        _ digits: (String) -> String
    ) throws(QueryError) -> String {
        let flags = specifier.flags
        guard !flags.contains("#"), !(flags.contains("+") && flags.contains(" ")) else {
            throw unsupported(specifier, call)
        }
        let value = try call.printer.expression(argument)
        return try call.printer.withLambda { name throws(QueryError) in
            let isNegative = argument.type.isFloating ? "signbit(\(name))" : "\(name) < 0"
            let plus = flags.contains("+") ? "+" : flags.contains(" ") ? " " : ""
            let minus = flags.contains("(") ? "(" : "-"
            let sign = "CASE WHEN \(isNegative) THEN '\(minus)' ELSE '\(plus)' END"
            var text = digits(name)
            if flags.contains("0"), let width = specifier.width {
                let brackets = flags.contains("(") ? " - CASE WHEN \(isNegative) THEN 1 ELSE 0 END" : ""
                let length = "\(width) - length(\(sign))\(brackets)"
                text = "lpad(\(text), CAST(greatest(length(\(text)), \(length)) AS INTEGER), '0')"
            }
            let close = flags.contains("(") ? " || CASE WHEN \(isNegative) THEN ')' ELSE '' END" : ""
            return "(list_transform([\(value)], lambda \(name): \(sign) || \(text)\(close)))[1]"
        }
    }

    private static func zeros(_ specifier: Specifier, _ text: String) -> String {
        guard specifier.flags.contains("0"), let width = specifier.width else { return text }
        return "lpad(\(text), CAST(greatest(length(\(text)), \(width)) AS INTEGER), '0')"
    }
}
