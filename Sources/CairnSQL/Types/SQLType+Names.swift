extension SQLType {
    /// The type that a name in a statement stands for.
    init(_ name: TypeName) throws(QueryError) {
        switch name.name {
        case "boolean": self = .boolean
        case "tinyint": self = .tinyint
        case "smallint": self = .smallint
        case "integer", "int": self = .integer
        case "bigint": self = .bigint
        case "real": self = .real
        case "double": self = .double
        case "decimal", "dec", "numeric": self = try Self.decimal(name)
        case "varchar", "string": self = .varchar
        case "varbinary": self = .varbinary
        case "json": self = .json
        case "date": self = .date
        case "time": self = .time(try Self.precision(name, 0...6))
        case "timestamp", "timestamp with time zone":
            _ = try Self.precision(name, 3...3)
            self = name.name == "timestamp" ? .timestamp : .timestampWithZone("UTC")
        case "interval day": self = .intervalDayToSecond
        case "interval year": self = .intervalYearToMonth
        case "uuid": self = .uuid
        case "ipaddress": self = .ipaddress
        case "array": self = .array(try Self.parameter(name, 0, of: 1))
        case "map": self = .map(try Self.parameter(name, 0, of: 2), try Self.parameter(name, 1, of: 2))
        case "row": self = .row(try Self.fields(name))
        default: throw Self.unknown(name)
        }
    }

    private static func unknown(_ name: TypeName) -> QueryError {
        let known = [
            "char", "time with time zone", "hyperloglog", "qdigest", "tdigest", "geometry",
        ]
        guard known.contains(name.name) else { return QueryError("Unknown type: \(name.name)", at: name.position) }
        return QueryError("The type \(name.name) is not supported", at: name.position)
    }

    /// How many digits stand behind the second: 3, if the name does not say it.
    private static func precision(_ name: TypeName, _ range: ClosedRange<Int>) throws(QueryError) -> Int {
        let precision = name.numbers.first ?? 3
        guard range.contains(precision) else {
            let known = range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
            throw QueryError("The type \(name.name) is supported with a precision of \(known)", at: name.position)
        }
        return precision
    }

    private static func decimal(_ name: TypeName) throws(QueryError) -> SQLType {
        let precision = name.numbers.first ?? 38
        let scale = name.numbers.count > 1 ? name.numbers[1] : 0
        guard (1...38).contains(precision), (0...precision).contains(scale) else {
            throw QueryError("A decimal has 1 to 38 digits, and no more behind the point", at: name.position)
        }
        return .decimal(precision: precision, scale: scale)
    }

    private static func parameter(_ name: TypeName, _ index: Int, of count: Int) throws(QueryError) -> SQLType {
        guard name.parameters.count == count else {
            throw QueryError("The type \(name.name) takes \(count) types", at: name.position)
        }
        return try SQLType(name.parameters[index].type)
    }

    private static func fields(_ name: TypeName) throws(QueryError) -> [RowField] {
        var fields: [RowField] = []
        for field in name.parameters { fields.append(RowField(field.name, try SQLType(field.type))) }
        guard Set(fields.map { $0.name == nil }).count <= 1 else {
            throw QueryError("Either all fields of a row have a name, or none", at: name.position)
        }
        return fields
    }
}
