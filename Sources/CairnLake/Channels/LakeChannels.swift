public import CairnAPI
public import CairnStore
import Synchronization

/// The channels at work: what they are, what came through them, and the way into their stores.
public final class LakeChannels: Sendable {
    public let registry: ChannelRegistry
    private let ingestions: LakeRegistry<ChannelIngestion>
    private let stores: LakeStores
    private let engine: CompactionEngine?
    /// Those of services, as the configuration has them.
    private let serviceLinked: [Channel]
    private let threads = WorkThreads("cairn.lake.channels")
    private let writers = Mutex<[String: AuditEventWriter]>([:])
    /// What came through since it was last stored.
    private let latest = Mutex<[String: ChannelIngestion]>([:])

    /// - Parameters:
    ///   - ingestions: what came through channels before.
    ///   - serviceLinked: the channels of services; what the registry has of others is forgotten.
    ///   - program: reads which events are compacted already; without it, a day that has such takes no more.
    ///   - workFolder: where processes keep what does not fit into memory.
    public init(
        registry: ChannelRegistry = ChannelRegistry(),
        ingestions: LakeRegistry<ChannelIngestion> = LakeRegistry<ChannelIngestion>(), stores: LakeStores,
        serviceLinked: [Channel] = [], program: DuckDBProgram? = nil, workFolder: String = "work"
    ) {
        self.registry = registry
        self.ingestions = ingestions
        self.stores = stores
        self.serviceLinked = serviceLinked
        engine = program.map {
            CompactionEngine($0, workFolder: workFolder + "/channels", storesFolder: stores.folder)
        }
    }

    /// Brings events into stores, each event into each store once: one that a store has, by its `eventID` on the day
    /// of its `eventTime`, is passed over.
    ///
    /// When it returns, every store has every event on the disk, and queries see them.
    /// - Throws: ``LakeError``; some of the stores may have the events then, and take them again without doubling them.
    public func write(_ events: [AuditEventLine], to storeIDs: [String]) async throws(LakeError) {
        guard !events.isEmpty else { return }
        for id in storeIDs { try await writer(of: id).write(events) }
    }

    private func writer(of id: String) throws(LakeError) -> AuditEventWriter {
        let files = try stores.files(ofStore: id)
        return writers.withLock { writers in
            if let writer = writers[id] { return writer }
            let writer = AuditEventWriter(files, engine: engine, threads: threads)
            writers[id] = writer
            return writer
        }
    }

    /// What a store has is found out anew, for the next event that comes to it.
    func forgetKnownEvents(ofStore id: String) { writers.withLock { $0[id] }?.forgetKnown() }

    /// Lets the registry have the channels of services that the configuration has, and no others.
    public func linkServices() throws(CloudTrailError) {
        let wanted = Dictionary(serviceLinked.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let linked = registry.snapshot.all.filter { $0.serviceLink != nil }
        guard Dictionary(linked.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }) != wanted else { return }
        try registry.change { channels throws(CloudTrailError) in
            for channel in linked { channels[channel.id] = nil }
            for channel in wanted.values { channels[channel.id] = channel }
        }
    }

    // MARK: What came through

    /// The latest that came through a channel, `nil` if nothing was ever tried.
    public func ingestion(of id: String) -> ChannelIngestion? {
        latest.withLock { $0[id] } ?? ingestions.snapshot[id]
    }

    /// Notes what came through a channel. It is stored with the next upkeep, not at once.
    public func note(_ ingestion: ChannelIngestion) {
        let before = self.ingestion(of: ingestion.id)
        latest.withLock { latest in
            var ingestion = ingestion
            ingestion.successTime = ingestion.successTime ?? before?.successTime
            ingestion.successEventID = ingestion.successEventID ?? before?.successEventID
            ingestion.errorCode = ingestion.errorCode ?? before?.errorCode
            latest[ingestion.id] = ingestion
        }
    }

    // MARK: Upkeep

    /// Stores what came through, and gives back what is not needed for now: the process that reads which events there
    /// are, and what is known of stores that nothing came to for a while.
    /// - Throws: ``CairnAPI/CloudTrailError`` if it cannot be stored; it is tried again.
    func keepUp() throws(CloudTrailError) {
        let noted = latest.withLock { $0 }
        let channels = registry.snapshot
        try ingestions.change { stored throws(CloudTrailError) in
            for (id, ingestion) in noted { stored[id] = ingestion }
            for id in stored.ids where channels[id] == nil { stored[id] = nil }
        }
        latest.withLock { latest in
            for (id, ingestion) in noted where latest[id] == ingestion || channels[id] == nil { latest[id] = nil }
        }
        for writer in writers.withLock({ Array($0.values) }) { writer.look() }
        engine?.stop()
    }

    /// Forgets all channels.
    public func reset() throws(CloudTrailError) {
        try registry.reset()
        try ingestions.reset()
        latest.withLock { $0 = [:] }
        writers.withLock { $0 = [:] }
        try linkServices()
    }
}
