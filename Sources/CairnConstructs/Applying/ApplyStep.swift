/// What has to be done about one resource.
public struct ApplyStep: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable {
        case create, update, keep
    }

    public let logicalID: String
    public let type: String
    /// The resource's name.
    public let name: String
    /// Whether the resource is there.
    let isThere: Bool
    /// In this order; none if the resource is as it should be.
    public let calls: [ApplyCall]

    public var kind: Kind {
        if calls.isEmpty { return .keep }
        return isThere ? .update : .create
    }
}
