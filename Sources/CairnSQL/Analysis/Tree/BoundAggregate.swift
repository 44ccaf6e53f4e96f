/// A call of an aggregate or window function.
struct BoundAggregate: Sendable, Hashable {
    /// The text of its signature in the catalogue.
    var function: String
    var arguments: [BoundExpression]
    var distinct = false
    var orderBy: [BoundSortItem] = []
    var filter: BoundExpression?
    var ignoreNulls = false
    var window: BoundWindow?
}

struct BoundSortItem: Sendable, Hashable {
    enum Value: Sendable, Hashable {
        case expression(BoundExpression)
        /// A column of the output, from 1.
        case ordinal(Int)
    }

    var value: Value
    var descending: Bool
    var nullsFirst: Bool
}

struct BoundWindow: Sendable, Hashable {
    enum Bound: Sendable, Hashable {
        case unboundedPreceding
        case preceding(BoundExpression)
        case currentRow
        case following(BoundExpression)
        case unboundedFollowing

        /// What it is called in messages.
        var name: String {
            switch self {
            case .unboundedPreceding, .preceding: "PRECEDING"
            case .currentRow: "CURRENT ROW"
            case .following, .unboundedFollowing: "FOLLOWING"
            }
        }

        /// Before, at or behind the current row.
        var side: Int {
            switch self {
            case .unboundedPreceding, .preceding: -1
            case .currentRow: 0
            case .following, .unboundedFollowing: 1
            }
        }

        var offset: BoundExpression? {
            switch self {
            case .preceding(let value), .following(let value): value
            default: nil
            }
        }
    }

    struct Frame: Sendable, Hashable {
        var unit: String
        var start: Bound
        var end: Bound?
    }

    var partition: [BoundExpression] = []
    var orderBy: [BoundSortItem] = []
    var frame: Frame?
}
