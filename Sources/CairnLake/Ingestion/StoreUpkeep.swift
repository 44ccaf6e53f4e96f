import CairnAPI
import CairnModel
import CairnStore
import Logging

/// Looks after stores from time to time: compaction, retention, and the end of those that are deleted.
struct StoreUpkeep: Sendable {
    let world: LakeWorld
    let engine: CompactionEngine?
    let compactionSeconds: Double
    private var compacted: [String: Double] = [:]
    private let threads = WorkThreads("cairn.lake.upkeep")

    init(world: LakeWorld, engine: CompactionEngine?, compactionSeconds: Double) {
        self.world = world
        self.engine = engine
        self.compactionSeconds = compactionSeconds
    }

    mutating func run() async {
        let now = world.clock.now()
        removeDeleted(now)
        await keepUpChannels()
        for store in world.registry.snapshot.all where !Task.isCancelled {
            do {
                let files = try world.stores.files(ofStore: store.id)
                _ = try await threads.run { [world] () throws(LakeError) in
                    // Compacting others takes its time: the store may keep events for longer by now.
                    guard let store = world.registry.snapshot[store.id] else { return 0 }
                    return try files.removeDays(endingBefore: store.keptSince(world.clock.now()))
                }
                try await compact(files, now)
            } catch {
                world.logger.error(
                    "An event data store cannot be looked after; it is tried again",
                    metadata: ["eventDataStore": "\(store.arn)", "error": "\(error)"])
            }
        }
    }

    private mutating func compact(_ files: StoreFolder, _ now: Double) async throws(LakeError) {
        guard let engine else { return }
        let compactor = StoreCompactor(folder: files, engine: engine)
        let isDue = now - compacted[files.id, default: now] >= compactionSeconds
        if compacted[files.id] == nil || isDue { compacted[files.id] = now }
        guard compactor.isTailFull || isDue else { return }
        compacted[files.id] = now
        try await threads.run { () throws(LakeError) in
            try compactor.compactTail()
            try compactor.mergeDays(today: LakeDay(epochSeconds: now))
        }
    }

    private func keepUpChannels() async {
        guard let channels = world.channels else { return }
        do throws(CloudTrailError) {
            try await threads.run { () throws(CloudTrailError) in try channels.keepUp() }
        } catch {
            world.logger.error("What came through channels cannot be stored", metadata: ["error": "\(error)"])
        }
    }

    /// Stores whose time to be restored is over go, with all that is in them.
    private func removeDeleted(_ now: Double) {
        do throws(CloudTrailError) {
            try world.registry.change { stores throws(CloudTrailError) in
                for store in stores.all where store.status == .pendingDeletion {
                    if let time = store.deletionTime, time <= now {
                        stores.remove(store)
                        try world.policies?.remove(store.arn)
                    }
                }
            }
        } catch {
            world.logger.error("Deleted event data stores stay", metadata: ["error": "\(error)"])
        }
        do throws(LakeError) { try world.stores.removeUnregistered() } catch {
            world.logger.error("Files of deleted event data stores stay", metadata: ["error": "\(error)"])
        }
    }
}

extension EventDataStoreSet {
    /// Takes a store out, and turns off Insights that would go to it.
    fileprivate mutating func remove(_ store: EventDataStore) {
        self[store.id] = nil
        for var source in all where source.insightsDestination == store.arn {
            source.insightsDestination = nil
            source.insightTypes = []
            self[source.id] = source
        }
    }
}
