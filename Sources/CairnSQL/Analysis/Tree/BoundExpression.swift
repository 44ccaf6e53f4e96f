/// An expression whose names are resolved and whose type is known.
struct BoundExpression: Sendable {
    indirect enum Node: Sendable, Hashable {
        /// A column of the relation with a number.
        case column(relation: Int, name: String)
        /// A parameter of an enclosing lambda.
        case parameter(level: Int, index: Int)
        case literal(BoundLiteral)
        /// A call of a function of the catalogue, by the text of its signature.
        case call(String, [BoundExpression])
        case json(BoundJSON)
        case aggregate(BoundAggregate)
        /// `grouping(…)` with the places of its keys.
        case grouping([BoundExpression])
        /// One of the keys of `GROUP BY`, where it stands behind the grouping.
        case key(BoundExpression)
        case cast(BoundExpression, safe: Bool)
        case field(BoundExpression, index: Int)
        case element(BoundExpression, BoundExpression)
        case arithmetic(ArithmeticOperator, BoundExpression, BoundExpression)
        case negation(BoundExpression)
        case comparison(String, BoundExpression, BoundExpression)
        case distinctFrom(BoundExpression, BoundExpression, negated: Bool)
        case quantified(String, BoundExpression, Quantifier, BoundQuery)
        case and([BoundExpression])
        case or([BoundExpression])
        case not(BoundExpression)
        case isNull(BoundExpression, negated: Bool)
        case between(BoundExpression, BoundExpression, BoundExpression, negated: Bool)
        case inList(BoundExpression, [BoundExpression], negated: Bool)
        case inQuery(BoundExpression, BoundQuery, negated: Bool)
        case like(BoundExpression, BoundExpression, escape: BoundExpression?, negated: Bool)
        case exists(BoundQuery)
        case subquery(BoundQuery)
        case conditional([BoundBranch], otherwise: BoundExpression?)
        case array([BoundExpression])
        case row([BoundExpression])
        case lambda(level: Int, parameters: Int, BoundExpression)
        /// NULL in place of an error.
        case attempt(BoundExpression)
    }

    var node: Node
    var type: SQLType
    var position: SourcePosition

    init(_ node: Node, _ type: SQLType, _ position: SourcePosition) {
        self.node = node
        self.type = type
        self.position = position
    }
}

/// Two expressions are equal when they say the same, wherever they stand.
extension BoundExpression: Hashable {
    static func == (left: Self, right: Self) -> Bool { left.type == right.type && left.node == right.node }

    func hash(into hasher: inout Hasher) { hasher.combine(node) }
}

struct BoundBranch: Sendable, Hashable {
    var condition: BoundExpression
    var value: BoundExpression
}

enum ArithmeticOperator: String, Sendable, Hashable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case modulo = "%"
}

enum BoundLiteral: Sendable, Hashable {
    case null
    case boolean(Bool)
    /// A number as it is written.
    case number(String)
    case string(String)
    /// Hexadecimal digits.
    case binary(String)
    /// A date or time, in a form that every engine reads.
    case moment(String)
    /// Milliseconds of an interval of days and below, or months of one above.
    case interval(Int)
}

extension BoundExpression {
    /// The text of a string literal.
    var literalText: String? {
        guard case .literal(.string(let text)) = node else { return nil }
        return text
    }

    /// The value of a whole number, with its sign.
    var literalInteger: Int? {
        switch node {
        case .literal(.number(let text)): Int(text)
        case .negation(let inner): inner.literalInteger.map { -$0 }
        case .cast(let inner, _) where type.isNumeric: inner.literalInteger
        default: nil
        }
    }

    var isNullLiteral: Bool { node == .literal(.null) }
}

// MARK: Zones

extension BoundExpression {
    /// A call that reads a text with a zone of its own.
    var readsZone: Bool {
        guard case .call(let name, _) = node else { return false }
        return name == "from_iso8601_timestamp(varchar)" || name == "parse_datetime(varchar, varchar)"
    }

    /// The expression where only its instant counts, so that the zone in a text may be any.
    var asInstant: BoundExpression {
        readsZone ? BoundExpression(.cast(self, safe: false), type, position) : self
    }
}
