/// A type of a value, in Trino's terms.
///
/// Lengths of `varchar` and precisions of `timestamp` are not kept: values of Lake have no bounded lengths, and all
/// their times have milliseconds.
public indirect enum SQLType: Sendable, Hashable {
    /// The type of a bare `NULL`.
    case unknown
    case boolean
    case tinyint
    case smallint
    case integer
    case bigint
    case real
    case double
    case decimal(precision: Int, scale: Int)
    case varchar
    case varbinary
    case json
    case date
    /// With a number of digits behind the second.
    case time(Int)
    /// Without a zone.
    case timestamp
    /// An instant, shown in a zone that the statement names.
    case timestampWithZone(String)
    case intervalDayToSecond
    case intervalYearToMonth
    case uuid
    case ipaddress
    case array(SQLType)
    case map(SQLType, SQLType)
    case row([RowField])
    /// The type of a lambda; never that of a column.
    case function([SQLType], SQLType)

    /// A field of a row; without a name it is reached by its number only.
    public struct RowField: Sendable, Hashable {
        public var name: String?
        public var type: SQLType

        public init(_ name: String?, _ type: SQLType) {
            self.name = name
            self.type = type
        }
    }
}

extension SQLType: CustomStringConvertible {
    /// The type as Trino writes it.
    public var description: String {
        switch self {
        case .decimal(let precision, let scale): "decimal(\(precision),\(scale))"
        case .time(let precision): "time(\(precision))"
        case .timestamp: "timestamp(3)"
        case .timestampWithZone: "timestamp(3) with time zone"
        case .intervalDayToSecond: "interval day to second"
        case .intervalYearToMonth: "interval year to month"
        case .array(let element): "array(\(element))"
        case .map(let key, let value): "map(\(key), \(value))"
        case .row(let fields): "row(" + fields.map(Self.shown).joined(separator: ", ") + ")"
        case .function(let parameters, let result):
            "function(" + (parameters + [result]).map(\.description).joined(separator: ", ") + ")"
        default: simpleName
        }
    }

    private static func shown(_ field: RowField) -> String {
        field.name.map { "\($0) \(field.type)" } ?? field.type.description
    }

    private var simpleName: String {
        switch self {
        case .unknown: "unknown"
        case .boolean: "boolean"
        case .tinyint: "tinyint"
        case .smallint: "smallint"
        case .integer: "integer"
        case .bigint: "bigint"
        case .real: "real"
        case .double: "double"
        case .varchar: "varchar"
        case .varbinary: "varbinary"
        case .json: "json"
        case .date: "date"
        case .uuid: "uuid"
        case .ipaddress: "ipaddress"
        default: ""
        }
    }
}
