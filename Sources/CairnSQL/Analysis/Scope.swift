/// The names that an expression may use: the columns of the relations in `FROM`, and those of the queries around.
struct Scope {
    struct Column {
        /// The alias of the relation, in lower case.
        var qualifier: String?
        /// In lower case; `nil` for an expression without a name.
        var key: String?
        var shownName: String?
        var expression: BoundExpression
        /// Whether `*` leaves it out, as the second of the columns joined by `USING`.
        var isHidden = false
    }

    var columns: [Column] = []
    /// The scope around a sub-query; a class, for scopes are passed down only.
    var parent: ScopeReference?
}

/// A scope that sub-queries look into.
final class ScopeReference: Sendable {
    let scope: Scope

    init(_ scope: Scope) {
        self.scope = scope
    }
}

extension Scope.Column: Sendable {}
extension Scope: Sendable {}

extension Scope {
    enum Lookup {
        case found(Column)
        case ambiguous
        case missing
    }

    func column(named name: String, qualifier: String? = nil) -> Lookup {
        let key = name.lowercased()
        let matches = columns.filter {
            $0.key == key && !$0.isHidden && (qualifier == nil || $0.qualifier == qualifier)
        }
        if matches.count > 1 { return .ambiguous }
        if let match = matches.first { return .found(match) }
        if qualifier != nil, let hidden = columns.first(where: { $0.key == key && $0.qualifier == qualifier }) {
            return .found(hidden)
        }
        return parent?.scope.column(named: name, qualifier: qualifier) ?? .missing
    }

    func hasQualifier(_ qualifier: String) -> Bool {
        columns.contains { $0.qualifier == qualifier } || parent?.scope.hasQualifier(qualifier) == true
    }
}
