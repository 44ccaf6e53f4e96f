import CairnAPI
import CairnLake
import CairnModel

extension ScopedService {
    /// Checks a statement and starts it. Whether it is one that the Lake answers is said at once.
    ///
    /// Source: CloudTrail API Reference, StartQuery.
    func startQuery(_ request: StartQueryRequest) async throws(CloudTrailError) -> StartQueryResponse {
        let lake = try lake
        guard let statement = request.queryStatement, request.queryAlias == nil else {
            throw EventDataStoreErrors.parameter(
                request.queryAlias == nil
                    ? "Give a QueryStatement." : "There is no query with the alias \(request.queryAlias ?? "")."
            )
        }
        guard request.deliveryS3Uri == nil else {
            throw CloudTrailError(
                .unsupportedOperation, "Results are not delivered to buckets yet; read them with GetQueryResults."
            )
        }
        let stores = try await visibleStores()
        let read = try Self.read(statement, request.queryParameters ?? [], stores, lake.statements, context.account)
        guard lake.queries.activeCount(account: context.account, region: context.region) < QueryHistory.activeMax else {
            throw CloudTrailError(
                .maxConcurrentQueries,
                "Account \(context.account) already has \(QueryHistory.activeMax) queries running."
            )
        }
        let run = QueryRun(
            id: EventDataStoreRules.newID(), account: context.account, region: context.region, statement: statement,
            storeIDs: read.storeIDs, creationTime: service.clock.now()
        )
        try start(run, read, lake)
        return StartQueryResponse(queryId: run.id, eventDataStoreOwnerAccountId: request.eventDataStoreOwnerAccountId)
    }

    private func start(_ run: QueryRun, _ read: ReadStatement, _ lake: Lake) throws(CloudTrailError) {
        do throws(LakeError) {
            let query = EngineQuery(
                id: run.id, sql: read.sql, storeIDs: read.storeIDs, columnNames: read.columnNames, givesText: true
            )
            try lake.queries.start(run, query)
        } catch {
            if error.code == .engineMissing { throw CloudTrailError(.serviceUnavailable, error.message) }
            throw service.internalFailure(error, during: .startQuery, context)
        }
    }

    private static func read(
        _ statement: String, _ parameters: [String], _ stores: [EventDataStore], _ reader: any StatementReader,
        _ account: String
    ) throws(CloudTrailError) -> ReadStatement {
        do {
            return try reader.read(statement, parameters: parameters) { name in
                let store = try Self.store(named: name, in: stores, account)
                return (store.id, store.schema)
            }
        } catch let error as CloudTrailError {
            throw error
        } catch let refusal as StatementRefusal {
            throw CloudTrailError(.invalidQueryStatement, refusal.message)
        } catch {
            throw CloudTrailError(.invalidQueryStatement, "\(error)")
        }
    }

    private static func store(
        named name: String, in stores: [EventDataStore], _ account: String
    ) throws(CloudTrailError) -> EventDataStore {
        let reference = try EventDataStoreReference(name)
        guard let store = stores.first(where: reference.names) else {
            if let other = reference.arn?.account, other != account { throw EventDataStoreErrors.invalidARN(name) }
            throw EventDataStoreErrors.notFound(name)
        }
        guard store.isQueryable else { throw EventDataStoreErrors.inactive(store) }
        return store
    }
}
