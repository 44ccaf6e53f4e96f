/// A text to compare with, and which part of the other text it is compared with.
struct Pattern: Sendable, Hashable {
    enum Kind: UInt8, Sendable, Hashable { case whole, beginning, end }

    let kind: Kind
    let text: String

    init(_ kind: Kind, _ text: String) {
        self.kind = kind
        self.text = text
    }

    /// Whether a text that begins so could match.
    func fits(beginning: String) -> Bool {
        switch kind {
        case .whole: text.utf8.starts(with: beginning.utf8)
        case .beginning: text.utf8.starts(with: beginning.utf8) || beginning.utf8.starts(with: text.utf8)
        case .end: true
        }
    }

    /// Whether every text that begins so matches.
    func surelyMatches(beginning: String) -> Bool {
        kind == .beginning && beginning.utf8.starts(with: text.utf8)
    }

    /// Whether every text that this matches is matched by the other too.
    func implies(_ other: Pattern) -> Bool {
        switch (kind, other.kind) {
        case (.whole, .whole): text == other.text
        case (.whole, .beginning), (.beginning, .beginning): text.utf8.starts(with: other.text.utf8)
        case (.whole, .end), (.end, .end): text.utf8.reversed().starts(with: other.text.utf8.reversed())
        case (.beginning, .whole), (.beginning, .end), (.end, .whole), (.end, .beginning): other.text.isEmpty
        }
    }

    /// Whether some text is matched by both.
    func overlaps(_ other: Pattern) -> Bool {
        switch (kind, other.kind) {
        case (.beginning, .end), (.end, .beginning): true
        default: implies(other) || other.implies(self)
        }
    }

    /// `Equals "x"`, or with `Not` before it.
    func text(negated: Bool) -> String {
        let name =
            switch kind {
            case .whole: negated ? SelectorOperator.notEquals : .equals
            case .beginning: negated ? SelectorOperator.notStartsWith : .startsWith
            case .end: negated ? SelectorOperator.notEndsWith : .endsWith
            }
        return "\(name.rawValue) \"\(text)\""
    }
}

extension SelectorOperator {
    var patternKind: Pattern.Kind {
        switch self {
        case .equals, .notEquals: .whole
        case .startsWith, .notStartsWith: .beginning
        case .endsWith, .notEndsWith: .end
        }
    }
}
