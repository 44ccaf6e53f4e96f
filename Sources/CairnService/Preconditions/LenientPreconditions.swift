import CairnAPI
public import CairnLake
import CairnModel
public import CairnTrails

/// Preconditions that ask nobody: whatever is well formed is taken to be there and to be allowed.
///
/// For test suites that never set up the buckets, topics and keys that they name.
public struct LenientPreconditions: TrailPreconditions {
    public init() {}

    public func checkBucket(of trail: CairnTrails.Trail, organizationID: String?) {}

    public func checkBucket(_ name: String, prefix: String?, resultsOf store: EventDataStore) {}

    public func checkTopic(arn: String, of trail: CairnTrails.Trail) {}

    /// The ARN that the name would have in the trail's account and home region; an alias stays one.
    public func resolveKey(_ key: String, of trail: CairnTrails.Trail) -> String {
        Self.keyARN(key, "arn:\(trail.partition):kms:\(trail.homeRegion):\(trail.account)")
    }

    /// The ARN that the name would have in the store's account and region; an alias stays one.
    public func resolveKey(_ key: String, of store: EventDataStore) -> String {
        Self.keyARN(key, "arn:\(store.partition):kms:\(store.region):\(store.account)")
    }

    private static func keyARN(_ key: String, _ place: String) -> String {
        if key.hasPrefix("arn:") { return key }
        return "\(place):\(key.hasPrefix("alias/") ? key : "key/" + key)"
    }

    public func checkLogGroup(arn: String, roleARN: String, of trail: CairnTrails.Trail) {}
}
