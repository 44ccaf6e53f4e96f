/// What a function takes or gives, with variables for types that follow from the call.
indirect enum TypePattern: Sendable, Hashable {
    case exact(SQLType)
    /// One capital: any type; some stand for a family of types, see ``Family``.
    case variable(String)
    /// Every type, without a bond to other arguments.
    case any
    /// A time of day and date without zone; an instant is taken in its zone.
    case local
    /// An instant with a zone.
    case zoned
    /// A time of day.
    case clock
    /// Any interval.
    case interval
    case array(TypePattern)
    case map(TypePattern, TypePattern)
    case row([TypePattern])
    case lambda([TypePattern], TypePattern)
    /// A decimal type that follows from the type of `D`.
    case derived(Derivation)

    /// Decimal results, as in Trino's "Mathematical functions".
    enum Derivation: String, Sendable {
        /// The same digits before the point, one more if there were some behind it, none behind.
        case whole
        /// One digit more before the point.
        case wider
        /// 38 digits.
        case sum
        /// One digit.
        case digit
        /// The digits before the point.
        case cut
        /// The decimal type of an integer.
        case same
        /// A number of bytes.
        case size
    }

    /// Which types a variable may stand for.
    static func isInFamily(_ type: SQLType, of variable: String) -> Bool {
        if type == .unknown { return true }
        return switch variable {
        case "N": type.isNumeric
        case "I": type.isInteger
        case "D": type.isDecimal
        case "P", "Q": type.isTemporal
        case "J": type == .json || type == .varchar
        case "O": type.isOrderable
        default: true
        }
    }
}
