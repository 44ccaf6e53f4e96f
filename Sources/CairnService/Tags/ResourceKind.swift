import CairnAPI
import CairnTrails

/// The kinds of resources that ARNs of CloudTrail name, and what is said about each.
enum ResourceKind: CaseIterable, Sendable {
    case trail
    case eventDataStore
    case channel
    case dashboard

    /// What stands before the id in the last part of an ARN.
    var prefix: String {
        switch self {
        case .trail: "trail/"
        case .eventDataStore: "eventdatastore/"
        case .channel: "channel/"
        case .dashboard: "dashboard/"
        }
    }

    /// The name in messages.
    var name: String {
        switch self {
        case .trail: "trail"
        case .eventDataStore: "event data store"
        case .channel: "channel"
        case .dashboard: "dashboard"
        }
    }

    /// What stands for an id in messages.
    var exampleID: String {
        switch self {
        case .trail, .dashboard: "NAME"
        case .eventDataStore, .channel: "UUID"
        }
    }

    /// Trails have no resource policies.
    var takesPolicies: Bool { self != .trail }

    /// What answers an ARN of this kind that is not well formed.
    var invalidARN: CloudTrailError.Code {
        switch self {
        case .trail, .dashboard: .cloudTrailARNInvalid
        case .eventDataStore: .eventDataStoreARNInvalid
        case .channel: .channelARNInvalid
        }
    }

    /// What answers the ARN of a resource that is not there, if the operation declares it.
    var notFound: CloudTrailError.Code {
        switch self {
        case .trail, .dashboard: .resourceNotFound
        case .eventDataStore: .eventDataStoreNotFound
        case .channel: .channelNotFound
        }
    }

    func isValid(id: Substring) -> Bool {
        switch self {
        case .trail: !id.isEmpty
        case .eventDataStore, .channel: id.isUUID
        case .dashboard: (3...128).contains(id.utf8.count) && id.consistsOfLettersAndDigits(or: "._-")
        }
    }
}
