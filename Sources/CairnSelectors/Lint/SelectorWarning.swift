public import CairnModel

/// Something about selectors that is allowed and probably not meant.
public struct SelectorWarning: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A selector, or one of its values, that no event can fit.
        case matchesNothing = "MatchesNothing"
        /// A condition that holds for every event.
        case filtersNothing = "FiltersNothing"
        /// Whatever the selector takes, another one takes too.
        case covered = "Covered"
        /// The trail keeps the events of its own deliveries, one for each file.
        case logsOwnDeliveries = "LogsOwnDeliveries"
        /// Another trail keeps the same events: each gets a copy.
        case duplicateTrail = "DuplicateTrail"
    }

    public var kind: Kind
    /// Which selector, counted from 0; `nil` if it is about all of them.
    public var selectorIndex: Int?
    public var message: String

    public init(_ kind: Kind, selectorIndex: Int? = nil, _ message: String) {
        self.kind = kind
        self.selectorIndex = selectorIndex
        self.message = message
    }

    public var json: JSON {
        var object: JSONObject = ["kind": .string(kind.rawValue)]
        object["selector"] = selectorIndex.map { .integer($0 + 1) }
        object["message"] = .string(message)
        return .object(object)
    }
}
