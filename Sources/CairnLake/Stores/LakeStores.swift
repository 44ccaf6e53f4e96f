public import CairnModel
public import CairnStore
import Synchronization

/// The folders of all event data stores, opened when they are first needed.
public final class LakeStores: SnapshotSource {
    /// Where the folders lie, one for each store, named by its id.
    public let folder: String
    private let registry: EventDataStoreRegistry
    private let syncs: Bool
    private let clock: any WallClock
    private let open = Mutex<[String: StoreFolder]>([:])

    /// - Parameters:
    ///   - folder: `lake` in the data folder.
    ///   - syncs: whether what is new is brought to the device before it counts.
    ///   - clock: says what is too old for a store.
    public init(
        folder: String, registry: EventDataStoreRegistry, syncs: Bool = true, clock: any WallClock = SystemClock()
    ) {
        self.folder = LakeFile.absolute(folder)
        self.registry = registry
        self.syncs = syncs
        self.clock = clock
    }

    /// The files of a store that is registered.
    /// - Throws: ``LakeError`` with `noSuchStore`, or what opening the folder says.
    public func files(ofStore id: String) throws(LakeError) -> StoreFolder {
        guard let store = registry.snapshot[id] else {
            throw LakeError(.noSuchStore, "There is no event data store \(id)")
        }
        let files = try open.withLock { (open) throws(LakeError) in
            if let files = open[id] { return files }
            let files = try StoreFolder(
                id: id, path: folder + "/" + id, schema: store.schema, syncs: syncs)
            open[id] = files
            return files
        }
        files.setSchema(store.schema)
        return files
    }

    /// Returns what is in a store now, without what is older than it keeps.
    public func snapshot(ofStore id: String) throws(LakeError) -> StoreSnapshot {
        let files = try files(ofStore: id)
        return try files.snapshot(keptSince: registry.snapshot[id]?.keptSince(clock.now()))
    }

    /// Lets events of a store that are older than a time be gone; does nothing if it has no files yet.
    func forget(_ store: EventDataStore, before time: Double) throws(LakeError) {
        guard LakeFile.exists(folder + "/" + store.id) else { return }
        try files(ofStore: store.id).forget(before: time)
    }

    /// Removes the folders of stores that are not registered any more.
    func removeUnregistered() throws(LakeError) {
        // First the folders: one that is made meanwhile is that of a store that is registered by now.
        let names = try LakeFile.names(in: folder).filter(Self.isStoreID)
        let ids = registry.snapshot.ids
        for name in names where !ids.contains(name) {
            open.withLock { $0[name] = nil }
            try LakeFile.removeTree(folder + "/" + name)
        }
    }

    private static func isStoreID(_ name: String) -> Bool {
        name.utf8.count == 36
            && name.utf8.allSatisfy {
                $0 == UInt8(ascii: "-") || (0x30...0x39).contains($0)
                    || (0x61...0x66).contains($0)
            }
    }
}
