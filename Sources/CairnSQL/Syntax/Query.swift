/// `[WITH …] body [ORDER BY …] [OFFSET …] [LIMIT …]`
struct Query: Sendable, Hashable {
    var with: [CommonTable] = []
    /// `WITH RECURSIVE`
    var isRecursive = false
    var body: QueryBody
    var orderBy: [SortItem] = []
    var offset: RowCount?
    var limit: RowCount?
    /// `FETCH FIRST … WITH TIES`
    var withTies = false
    var position: SourcePosition
}

/// A named sub-query of `WITH`.
struct CommonTable: Sendable, Hashable {
    var name: Name
    var columns: [Name]
    var query: Query
}

/// A number of rows, `nil` for `ALL`.
struct RowCount: Sendable, Hashable {
    var count: Int?
    var position: SourcePosition
}

indirect enum QueryBody: Sendable, Hashable {
    case select(Select)
    case values([Expression], SourcePosition)
    case nested(Query)
    case set(SetOperation)
}

struct SetOperation: Sendable, Hashable {
    enum Kind: String, Sendable, Hashable {
        case union = "UNION"
        case intersect = "INTERSECT"
        case except = "EXCEPT"
    }

    var kind: Kind
    var all: Bool
    var left: QueryBody
    var right: QueryBody
    var position: SourcePosition
}

struct Select: Sendable, Hashable {
    var distinct = false
    var items: [SelectItem]
    var from: Relation?
    var filter: Expression?
    var grouping: Grouping?
    var having: Expression?
    var windows: [NamedWindow] = []
    var position: SourcePosition
}

enum SelectItem: Sendable, Hashable {
    /// An expression with its alias, or the alias that follows from it.
    case expression(Expression, alias: Name?)
    /// `*`, or `t.*`, which may have `AS (names)` behind it.
    case all(qualifier: Expression?, names: [Name], SourcePosition)
}

/// `GROUP BY`: every element gives one or more sets of keys; their product is grouped by.
struct Grouping: Sendable, Hashable {
    var distinct: Bool
    var elements: [GroupingElement]
    /// `GROUP BY AUTO`: by every column that aggregates nothing.
    var isAutomatic = false
}

enum GroupingElement: Sendable, Hashable {
    case keys([Expression])
    case rollup([[Expression]])
    case cube([[Expression]])
    case sets([[Expression]])
}

struct SortItem: Sendable, Hashable {
    var expression: Expression
    var descending: Bool
    var nullsFirst: Bool
}

struct NamedWindow: Sendable, Hashable {
    var name: Name
    var window: Window
}

/// A name, and whether it was quoted.
struct Name: Sendable, Hashable {
    var text: String
    var position: SourcePosition

    var key: String { text.lowercased() }
}
