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
