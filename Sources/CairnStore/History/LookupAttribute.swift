/// What LookupEvents can look for, one at a time.
///
/// Source: CloudTrail API Reference, LookupAttribute.
public enum LookupAttribute: UInt8, Sendable, Hashable, CaseIterable {
    case eventID = 1
    case eventName
    case readOnly
    case username
    case resourceType
    case resourceName
    case eventSource
    case accessKeyID

    /// The name in the API.
    public var name: String {
        switch self {
        case .eventID: "EventId"
        case .eventName: "EventName"
        case .readOnly: "ReadOnly"
        case .username: "Username"
        case .resourceType: "ResourceType"
        case .resourceName: "ResourceName"
        case .eventSource: "EventSource"
        case .accessKeyID: "AccessKeyId"
        }
    }

    public init?(name: String) {
        guard let attribute = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = attribute
    }
}

/// The categories that event history holds; data and network events are never in it.
public enum HistoryCategory: UInt8, Sendable, Hashable, CaseIterable {
    case management = 1
    case insight
}
