/// What stands after `FROM`.
struct Relation: Sendable, Hashable {
    indirect enum Kind: Sendable, Hashable {
        /// A store or a named sub-query.
        case table(String)
        case query(Query)
        case lateral(Query)
        /// `TABLE(sequence(…))`
        case sequence([TableArgument])
        case unnest([Expression], ordinality: Bool)
        case join(Join)
        case sample(Relation, Sampling)
        case aliased(Relation, Name, columns: [Name])
    }

    var kind: Kind
    var position: SourcePosition
}

struct Join: Sendable, Hashable {
    enum Kind: String, Sendable, Hashable {
        case cross = "CROSS"
        case inner = "INNER"
        case left = "LEFT"
        case right = "RIGHT"
        case full = "FULL"
    }

    enum Criteria: Sendable, Hashable {
        case none
        case on(Expression)
        case using([Name])
        case natural
    }

    var kind: Kind
    var left: Relation
    var right: Relation
    var criteria: Criteria
}

struct Sampling: Sendable, Hashable {
    /// `BERNOULLI` or `SYSTEM`.
    var method: String
    var percentage: Double
}

/// An argument of a table function: `name => value`, or the value alone.
struct TableArgument: Sendable, Hashable {
    var name: Name?
    var value: Expression
}
