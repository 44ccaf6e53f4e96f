import CairnModel
import CairnStore
import Logging

/// Takes what a store selects out of the journal, each event once.
struct StoreIngester: Sendable {
    let store: EventDataStore
    let files: StoreFolder
    let journal: Journal
    /// The accounts of the owner's organization.
    let accounts: @Sendable (EventDataStore) async -> Set<String>
    /// The ARNs of the stores whose Insights events go to this one.
    let insightSources: @Sendable () -> Set<String>
    let enrichment: EventEnrichment
    /// Reads what the store has in Parquet, if log files were imported; `nil` without DuckDB.
    let engine: CompactionEngine?
    let sleep: @Sendable (_ seconds: Double) async throws -> Void
    let logger: Logger
    private let threads = WorkThreads("cairn.lake.ingestion")

    /// Names the reader of the journal.
    static func readerName(_ id: String) -> String { "lake/" + id }

    private static let batchBytesMax = 4 << 20
    /// How long little is gathered before it is written: well below the second in which events are to be seen.
    private static let gatheringSeconds = 0.1

    init(
        store: EventDataStore, files: StoreFolder, journal: Journal,
        accounts: @escaping @Sendable (EventDataStore) async -> Set<String>,
        insightSources: @escaping @Sendable () -> Set<String> = { [] },
        tags: @escaping EventEnrichment.TagSource = { _ in [] }, engine: CompactionEngine? = nil,
        sleep: @escaping @Sendable (_ seconds: Double) async throws -> Void, logger: Logger
    ) {
        self.store = store
        self.files = files
        self.journal = journal
        self.accounts = accounts
        self.insightSources = insightSources
        enrichment = EventEnrichment(store, tags: tags)
        self.engine = engine
        self.sleep = sleep
        self.logger = logger
    }

    /// Runs until the task is cancelled, the journal is closed, or the end of the store's part of it is reached.
    func run() async {
        while !Task.isCancelled {
            do {
                try await ingest()
                return
            } catch is CancellationError {
                return
            } catch {
                logger.error(
                    "An event data store does not take events; it tries again",
                    metadata: ["eventDataStore": "\(store.arn)", "error": "\(error)"])
                try? await sleep(5)
            }
        }
    }

    func ingest() async throws {
        let files = files
        let start = store.ingestion.start
        try await threads.run { () throws(LakeError) in try files.begin(at: start) }
        guard let position = files.cursor else { return }
        let reader = journal.reader(named: Self.readerName(store.id), at: position)
        defer { reader.detach() }
        while !Task.isCancelled, !isPastEnd(reader.committed) {
            guard let batch = try await reader.next(maxBytes: Self.batchBytesMax) else { return }
            try await take(batch)
            try reader.commit(batch.lastSequence)
            if batch.bytes.count < Self.batchBytesMax / 4 { try await sleep(Self.gatheringSeconds) }
        }
    }

    private func isPastEnd(_ sequence: UInt64) -> Bool {
        store.ingestion.lastSequence.map { sequence >= $0 } ?? false
    }

    private func take(_ batch: JournalBatch) async throws(LakeError) {
        let filter = StoreFilter(
            store, accounts: store.isOrganizationStore ? await accounts(store) : [], insightSources: insightSources())
        let last = store.ingestion.lastSequence ?? .max
        let (files, engine, enrichment) = (files, engine, enrichment)
        let first = batch.sequence(at: 0)
        let tooLarge = try await threads.run { () throws(LakeError) in
            defer { engine?.stop() }
            var tooLarge = 0
            try files.take(from: first, to: batch.end, engine: engine) { (isNew) throws(LakeError) in
                var selected = TailBatch()
                var failure: LakeError?
                batch.forEachRecord { index, record in
                    guard failure == nil, batch.sequence(at: index) <= last, let view = RecordView(scanning: record),
                        filter.takes(view, in: record), let day = LakeDay(view.eventTime, in: record)
                    else { return }
                    do throws(LakeError) {
                        if let key = EventKey(view.eventID, in: record), try !isNew(key, day) { return }
                        if !enrichment.add(record, day: day, to: &selected) { tooLarge += 1 }
                    } catch {
                        failure = error
                    }
                }
                if let failure { throw failure }
                return selected
            }
            return tooLarge
        }
        guard tooLarge > 0 else { return }
        logger.warning(
            "Events are too large for an event data store, whatever is left out of them",
            metadata: ["eventDataStore": "\(store.arn)", "count": "\(tooLarge)"])
    }
}
