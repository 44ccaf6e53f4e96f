import CairnAPI
import CairnLake
import CairnModel
import CairnStore

extension ScopedService {
    /// Begins an import into a store, or begins one again that has failed or was stopped.
    ///
    /// Checks come in this order: what is given, the destination and its state, the organization, other imports, and
    /// then the source. Source: CloudTrail API Reference, StartImport.
    func startImport(_ request: StartImportRequest) async throws(CloudTrailError) -> StartImportResponse {
        let lake = try lake
        if let id = request.importId {
            guard request.destinations == nil, request.importSource == nil, request.startEventTime == nil,
                request.endEventTime == nil
            else {
                throw EventDataStoreErrors.parameter(
                    "To retry an import, give its ImportId alone; a new import has none."
                )
            }
            return try await retryImport(id, lake).startAnswer
        }
        let (destination, source) = try ImportRequestRules.checked(request)
        let store = try await readStore(destination)
        return try await beginImport(
            into: store, of: [.cloudTrailEvents], from: source, start: request.startEventTime?.epochSeconds,
            end: request.endEventTime?.epochSeconds, lake
        ).startAnswer
    }

    /// Begins an import into a store that the caller may use.
    /// - Parameter kinds: what the store may collect.
    func beginImport(
        into store: EventDataStore, of kinds: Set<EventDataStoreKind>, from source: ImportRun.Source, start: Double?,
        end: Double?, _ lake: Lake
    ) async throws(CloudTrailError) -> ImportRun {
        try checkDestination(store, of: kinds)
        let run = ImportRun(
            id: EventDataStoreRules.newID(), account: context.account, region: context.region, storeID: store.id,
            storeARN: store.arn, source: source, kind: store.kind, startTime: start, endTime: end,
            createdTime: service.clock.now()
        )
        try lake.imports.checkRoom(account: context.account)
        try await checkKey(ofStore: store.id)
        try await open(run, lake)
        try lake.imports.begin(run)
        return run
    }

    func retryImport(_ id: String, _ lake: Lake) async throws(CloudTrailError) -> ImportRun {
        let run = try readImport(id)
        try lake.imports.checkRoom(account: context.account)
        try Self.checkCanBeRetried(run)
        guard let store = lake.registry.snapshot[run.storeID] else {
            throw EventDataStoreErrors.notFound(run.storeARN)
        }
        try checkDestination(store, of: [run.kind])
        try await checkKey(ofStore: store.id)
        try await open(run, lake)
        return try lake.imports.retry(run, at: service.clock.now()) { run throws(CloudTrailError) in
            try Self.checkCanBeRetried(run)
        }
    }

    private static func checkCanBeRetried(_ run: ImportRun) throws(CloudTrailError) {
        guard run.status == .failed || run.status == .stopped else {
            throw EventDataStoreErrors.parameter(
                "Import \(run.id) is \(run.status.rawValue); only one that is FAILED or STOPPED can be retried."
            )
        }
    }

    private func checkDestination(
        _ store: EventDataStore, of kinds: Set<EventDataStoreKind>
    ) throws(CloudTrailError) {
        guard store.isQueryable else { throw EventDataStoreErrors.inactive(store) }
        guard store.status == .enabled || store.status == .stoppedIngestion else {
            throw CloudTrailError(
                .invalidEventDataStoreStatus,
                "Event data store \(store.arn) is in status \(store.status.rawValue); an import needs ENABLED or "
                    + "STOPPED_INGESTION."
            )
        }
        guard kinds.contains(store.kind) else {
            throw CloudTrailError(
                .invalidEventDataStoreCategory,
                kinds == [.cloudTrailEvents]
                    ? "Event data store \(store.arn) does not collect CloudTrail events, which are what log files hold."
                    : "Event data store \(store.arn) collects what no files hold that can be imported."
            )
        }
        guard store.account == context.account else {
            throw CloudTrailError(
                .operationNotPermitted,
                "Event data store \(store.arn) is one of the organization: only the management account can import "
                    + "into it, not a delegated administrator."
            )
        }
    }

    /// - Throws: ``CloudTrailError`` with `invalidImportSource`.
    private func open(_ run: ImportRun, _ lake: Lake) async throws(CloudTrailError) {
        do throws(ImportSourceError) {
            _ = try await lake.importSources.open(run)
        } catch {
            throw ImportErrors.source("\(run.source.uri) cannot be imported from. \(error.message)")
        }
    }
}

extension ImportRegistry {
    /// - Throws: ``CloudTrailError`` with `accountHasOngoingImport`.
    fileprivate func checkRoom(account: String) throws(CloudTrailError) {
        try runs.snapshot.checkNoneRuns(account: account)
    }
}
