/// Where engines find the files of stores.
public protocol SnapshotSource: Sendable {
    /// The absolute path of the folder that holds the folders of all stores.
    var folder: String { get }

    /// Returns what is in a store now.
    /// - Throws: ``LakeError`` with `noSuchStore`.
    func snapshot(ofStore id: String) throws(LakeError) -> StoreSnapshot
}
