/// A query whose names are resolved.
struct BoundQuery: Sendable, Hashable {
    /// The sub-queries of `WITH`, by the number of their table.
    var with: [BoundCommonTable] = []
    var body: BoundQueryBody
    var orderBy: [BoundSortItem] = []
    var offset: Int?
    var limit: Int?
    /// Whether rows that are equal to the last in order come too; all of the order are ordinals then.
    var withTies = false
    var columns: [BoundColumn]

    /// The type of what it gives where a value is wanted: several columns are a row.
    var rowType: SQLType {
        columns.count == 1 ? columns[0].type : .row(columns.map { SQLType.RowField(nil, $0.type) })
    }
}

struct BoundCommonTable: Sendable, Hashable {
    var number: Int
    var query: BoundQuery
    /// What is repeated over the rows of the last step, for a recursive one.
    var step: BoundQuery?
}

/// A column of a query's output.
struct BoundColumn: Sendable, Hashable {
    /// `nil` for an expression without a name.
    var name: String?
    var type: SQLType
}

indirect enum BoundQueryBody: Sendable, Hashable {
    case select(BoundSelect)
    case values([[BoundExpression]])
    case nested(BoundQuery)
    /// Both sides give columns of the same types.
    case set(SetOperation.Kind, all: Bool, BoundQueryBody, BoundQueryBody)
    /// A body whose columns are cast to other types.
    case converted(BoundQueryBody, from: [SQLType], to: [SQLType])

    /// The types of its columns.
    var types: [SQLType] {
        switch self {
        case .select(let select): select.items.map(\.type)
        case .values(let rows): rows.first?.map(\.type) ?? []
        case .nested(let query): query.columns.map(\.type)
        case .set(_, _, let left, _): left.types
        case .converted(_, _, let types): types
        }
    }
}

struct BoundSelect: Sendable, Hashable {
    var distinct = false
    var items: [BoundExpression]
    var from: BoundRelation?
    var filter: BoundExpression?
    /// The sets of keys of `GROUP BY`; `nil` without, or with aggregates only.
    var grouping: [[BoundExpression]]?
    var having: BoundExpression?
}

/// What rows come from. Columns of a relation are reached by its number.
indirect enum BoundRelation: Sendable, Hashable {
    case store(number: Int, id: String)
    case common(number: Int, table: Int)
    case query(number: Int, BoundQuery, lateral: Bool)
    case unnest(number: Int, BoundUnnest)
    case join(Join.Kind, BoundRelation, BoundRelation, on: BoundExpression?)
    case sample(BoundRelation, Sampling)
}

/// Arrays and maps as rows.
struct BoundUnnest: Sendable, Hashable {
    /// In the order of the columns; rows of an array of rows spread over several columns.
    var arguments: [BoundExpression]
    var ordinality: Bool
}
