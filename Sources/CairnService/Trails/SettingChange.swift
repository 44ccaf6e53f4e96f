import CairnAPI

/// What a request does to an optional setting.
enum SettingChange<Value: Sendable & Hashable>: Sendable, Hashable {
    case keep
    case clear
    case set(Value)

    /// Reads the member of a request: absent keeps the setting, the empty text clears it, and another text is made into
    /// a value.
    init(_ text: String?, _ make: (String) throws(CloudTrailError) -> Value) throws(CloudTrailError) {
        switch text {
        case nil: self = .keep
        case "": self = .clear
        case .some(let text): self = .set(try make(text))
        }
    }

    var isKept: Bool { self == .keep }

    func applied(to value: Value?) -> Value? {
        switch self {
        case .keep: value
        case .clear: nil
        case .set(let value): value
        }
    }
}
