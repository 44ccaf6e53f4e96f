/// What becomes of a resource that leaves its stack or is replaced.
public enum RemovalPolicy: Hashable, Sendable {
    /// It is deleted.
    case destroy
    /// It stays, and nobody's template knows it any more.
    case retain
    /// It is deleted after a snapshot, where its kind has snapshots.
    case snapshot
    /// It stays, unless its own creation failed.
    case retainOnUpdateOrDelete

    var deletionPolicy: String {
        switch self {
        case .destroy: "Delete"
        case .retain: "Retain"
        case .snapshot: "Snapshot"
        case .retainOnUpdateOrDelete: "RetainExceptOnCreate"
        }
    }

    var updateReplacePolicy: String { self == .retainOnUpdateOrDelete ? "Retain" : deletionPolicy }
}
