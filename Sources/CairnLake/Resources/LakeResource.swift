public import CairnAPI
public import CairnStore

/// What the Lake registers under an ARN: it has an owner and tags, and may have a resource policy.
public protocol LakeResource: StateEntry {
    var arn: String { get }
    /// The owner.
    var account: String { get }
    var region: String { get }
    var partition: String { get }
    var tags: [Tag] { get set }
}

extension EventDataStore: LakeResource {}
extension Dashboard: LakeResource {}

extension StateEntries where Entry: LakeResource {
    /// The resource of that ARN, or `nil` if there is none.
    public func resource(_ arn: String) -> Entry? { all.first { $0.arn == arn } }
}

/// Resources of one kind, whatever kind it is.
public protocol LakeResourceHolder: Sendable {
    /// The resource of that ARN, or `nil` if there is none.
    func resource(_ arn: String) -> (any LakeResource)?

    /// Changes the tags of a resource in one transaction.
    /// - Returns: false if there is no resource of that ARN.
    /// - Throws: what the closure throws, or ``CairnAPI/CloudTrailError`` if the change cannot be stored.
    func changeTags(
        of arn: String, _ body: ([Tag]) throws(CloudTrailError) -> [Tag]
    ) throws(CloudTrailError) -> Bool
}

extension StateRegistry: LakeResourceHolder where Entry: LakeResource, Failure == CloudTrailError {
    public func resource(_ arn: String) -> (any LakeResource)? { snapshot.resource(arn) }

    public func changeTags(
        of arn: String, _ body: ([Tag]) throws(CloudTrailError) -> [Tag]
    ) throws(CloudTrailError) -> Bool {
        try change { entries throws(CloudTrailError) in
            guard var entry = entries.resource(arn) else { return false }
            entry.tags = try body(entry.tags)
            entries[entry.id] = entry
            return true
        }
    }
}
