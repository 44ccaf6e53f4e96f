import CairnAPI

/// An operator of a field selector, named as on the wire.
///
/// Source: CloudTrail API Reference, AdvancedFieldSelector.
public enum SelectorOperator: String, Sendable, Hashable, CaseIterable {
    case equals = "Equals"
    case startsWith = "StartsWith"
    case endsWith = "EndsWith"
    case notEquals = "NotEquals"
    case notStartsWith = "NotStartsWith"
    case notEndsWith = "NotEndsWith"

    /// Whether a match keeps the event rather than excluding it.
    var selects: Bool { self == .equals || self == .startsWith || self == .endsWith }

    func values(in selector: AdvancedFieldSelector) -> [String]? {
        switch self {
        case .equals: selector.equals
        case .startsWith: selector.startsWith
        case .endsWith: selector.endsWith
        case .notEquals: selector.notEquals
        case .notStartsWith: selector.notStartsWith
        case .notEndsWith: selector.notEndsWith
        }
    }
}
