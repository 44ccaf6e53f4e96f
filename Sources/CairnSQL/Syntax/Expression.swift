/// An expression as it was written.
struct Expression: Sendable, Hashable {
    indirect enum Kind: Sendable, Hashable {
        case null
        case boolean(Bool)
        case integer(String)
        case decimal(String)
        case double(String)
        case string(String)
        case binary(String)
        /// `DATE '…'`, `TIMESTAMP '…'` and the like: a type and a text.
        case typed(TypeName, String)
        case interval(IntervalLiteral)
        case name(Name)
        /// `a.b`
        case member(Expression, Name)
        /// `a[b]`
        case element(Expression, Expression)
        case call(FunctionCall)
        case json(JSONCall)
        case lambda([Name], Expression)
        case unary(String, Expression)
        case arithmetic(String, Expression, Expression)
        case concatenation([Expression])
        case comparison(String, Expression, Expression)
        case quantified(String, Expression, Quantifier, Query)
        case distinctFrom(Expression, Expression, negated: Bool)
        case and([Expression])
        case or([Expression])
        case not(Expression)
        case isNull(Expression, negated: Bool)
        case between(Expression, Expression, Expression, negated: Bool)
        case inList(Expression, [Expression], negated: Bool)
        case inQuery(Expression, Query, negated: Bool)
        case like(Expression, Expression, escape: Expression?, negated: Bool)
        case exists(Query)
        case subquery(Query)
        case simpleCase(Expression, [CaseBranch], Expression?)
        case searchedCase([CaseBranch], Expression?)
        case cast(Expression, TypeName, safe: Bool)
        case array([Expression])
        case row([Expression])
        case atTimeZone(Expression, Expression)
        case extract(Name, Expression)
    }

    var kind: Kind
    var position: SourcePosition
    /// How many expressions stand in each other at most, this one counted.
    var depth: Int
}

enum Quantifier: String, Sendable, Hashable {
    case any = "ANY"
    case all = "ALL"
}

struct CaseBranch: Sendable, Hashable {
    var condition: Expression
    var value: Expression
}

/// `INTERVAL '2' DAY`, `INTERVAL '1 12' DAY TO HOUR`
struct IntervalLiteral: Sendable, Hashable {
    var negative: Bool
    var text: String
    var unit: String
    var end: String?
}

struct FunctionCall: Sendable, Hashable {
    var name: Name
    var arguments: [Expression]
    /// `count(*)`
    var star = false
    var distinct = false
    var orderBy: [SortItem] = []
    var filter: Expression?
    var ignoreNulls = false
    var over: WindowReference?
    /// `ON OVERFLOW TRUNCATE`: two arguments more, the filler and whether the rest is counted.
    var truncates = false
}

enum WindowReference: Sendable, Hashable {
    case named(Name)
    case inline(Window)
}

struct Window: Sendable, Hashable {
    var base: Name?
    var partition: [Expression] = []
    var orderBy: [SortItem] = []
    var frame: Frame?
}

struct Frame: Sendable, Hashable {
    enum Bound: Sendable, Hashable {
        case unboundedPreceding
        case preceding(Expression)
        case currentRow
        case following(Expression)
        case unboundedFollowing
    }

    /// `ROWS`, `RANGE` or `GROUPS`.
    var unit: String
    var start: Bound
    var end: Bound?
}

/// The name of a type, as in `CAST`.
struct TypeName: Sendable, Hashable {
    struct Field: Sendable, Hashable {
        var name: String?
        var type: TypeName
    }

    /// In lower case, `timestamp with time zone` in full.
    var name: String
    /// Lengths, precision, scale.
    var numbers: [Int] = []
    /// Of `array`, `map`, `row`.
    var parameters: [Field] = []
    var position: SourcePosition
}
