extension SQLType {
    var isInteger: Bool { integerRank != nil }

    var isDecimal: Bool {
        if case .decimal = self { return true }
        return false
    }

    var isFloating: Bool { self == .real || self == .double }

    var isNumeric: Bool { isInteger || isDecimal || isFloating }

    var isTemporal: Bool { self == .date || self == .timestamp || isZoned }

    var isZoned: Bool {
        if case .timestampWithZone = self { return true }
        return false
    }

    var isTime: Bool {
        if case .time = self { return true }
        return false
    }

    var isInterval: Bool { self == .intervalDayToSecond || self == .intervalYearToMonth }

    private var integerRank: Int? {
        switch self {
        case .tinyint: 1
        case .smallint: 2
        case .integer: 3
        case .bigint: 4
        default: nil
        }
    }

    /// The decimal type that holds every value of an integer type.
    var asDecimal: (precision: Int, scale: Int)? {
        switch self {
        case .decimal(let precision, let scale): (precision, scale)
        case .tinyint: (3, 0)
        case .smallint: (5, 0)
        case .integer: (10, 0)
        case .bigint: (19, 0)
        default: nil
        }
    }

    /// Whether values may be compared with `<`, sorted and grouped.
    var isOrderable: Bool {
        switch self {
        case .json, .map, .function: false
        case .array(let element): element.isOrderable
        case .row(let fields): fields.allSatisfy(\.type.isOrderable)
        default: true
        }
    }

    var isComparable: Bool {
        switch self {
        case .function: false
        case .array(let element): element.isComparable
        case .map(let key, let value): key.isComparable && value.isComparable
        case .row(let fields): fields.allSatisfy(\.type.isComparable)
        default: true
        }
    }

    /// The least type that both coerce to without a cast, as in Trino's type system.
    static func common(_ left: SQLType, _ right: SQLType) -> SQLType? {
        if left == right || right == .unknown { return left }
        if left == .unknown { return right }
        if left.isNumeric, right.isNumeric { return commonNumber(left, right) }
        switch (left, right) {
        case (.array(let a), .array(let b)):
            return common(a, b).map(SQLType.array)
        case (.map(let key, let value), .map(let otherKey, let otherValue)):
            guard let key = common(key, otherKey), let value = common(value, otherValue) else { return nil }
            return .map(key, value)
        case (.row(let a), .row(let b)):
            return commonRow(a, b)
        case (.time(let a), .time(let b)):
            return .time(max(a, b))
        default:
            return commonTime(left, right)
        }
    }

    private static func commonNumber(_ left: SQLType, _ right: SQLType) -> SQLType {
        if left == .double || right == .double { return .double }
        if left == .real || right == .real { return .real }
        if let a = left.integerRank, let b = right.integerRank { return a >= b ? left : right }
        guard let a = left.asDecimal, let b = right.asDecimal else { return .double }
        let scale = max(a.scale, b.scale)
        return .decimal(precision: min(38, max(a.precision - a.scale, b.precision - b.scale) + scale), scale: scale)
    }

    private static func commonTime(_ left: SQLType, _ right: SQLType) -> SQLType? {
        switch (left, right) {
        case (.date, .timestamp), (.timestamp, .date): .timestamp
        case (.date, .timestampWithZone), (.timestamp, .timestampWithZone): right
        case (.timestampWithZone, .date), (.timestampWithZone, .timestamp): left
        case (.timestampWithZone, .timestampWithZone): .timestampWithZone("UTC")
        default: nil
        }
    }

    private static func commonRow(_ left: [RowField], _ right: [RowField]) -> SQLType? {
        guard left.count == right.count else { return nil }
        var fields: [RowField] = []
        for (a, b) in zip(left, right) {
            guard let type = common(a.type, b.type) else { return nil }
            fields.append(RowField(a.name?.lowercased() == b.name?.lowercased() ? a.name : nil, type))
        }
        return .row(fields)
    }

    /// The type without the names of its fields, which do not matter when values are converted.
    var withoutNames: SQLType {
        switch self {
        case .array(let element): .array(element.withoutNames)
        case .map(let key, let value): .map(key.withoutNames, value.withoutNames)
        case .row(let fields): .row(fields.map { RowField(nil, $0.type.withoutNames) })
        default: self
        }
    }

    /// Whether a value of this type is taken where the other is wanted.
    func coerces(to wanted: SQLType) -> Bool { Self.common(self, wanted)?.withoutNames == wanted.withoutNames }
}
