/// Where engines find the files of stores.
public protocol SnapshotSource: Sendable {
    /// Returns what is in a store now.
    /// - Throws: ``LakeError`` with `noSuchStore`.
    func snapshot(ofStore id: String) throws(LakeError) -> StoreSnapshot
}
