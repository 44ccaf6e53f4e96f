/// Which management events a trail keeps.
public enum ManagementEvents: String, Hashable, Sendable {
    case readOnly = "ReadOnly"
    case writeOnly = "WriteOnly"
    case all = "All"
    /// None; the trail then needs a selector of data events.
    case none = "None"

    /// `nil` for none.
    var readWriteType: ReadWriteType? { ReadWriteType(rawValue: rawValue) }
}
