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
        case "timestamp": self = .timestamp
        case "timestamp with time zone": self = .timestampWithZone("UTC")
        case "interval day": self = .intervalDayToSecond
        case "interval year": self = .intervalYearToMonth
        case "uuid": self = .uuid
        case "array": self = .array(try Self.parameter(name, 0, of: 1))
        case "map": self = .map(try Self.parameter(name, 0, of: 2), try Self.parameter(name, 1, of: 2))
        case "row": self = .row(try Self.fields(name))
        default: throw Self.unknown(name)
        }
    }

    private static func unknown(_ name: TypeName) -> QueryError {
        let known = [
            "char", "time", "time with time zone", "ipaddress", "hyperloglog", "qdigest", "tdigest", "geometry",
        ]
        guard known.contains(name.name) else { return QueryError("Unknown type: \(name.name)", at: name.position) }
        return QueryError("The type \(name.name) is not supported", at: name.position)
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
