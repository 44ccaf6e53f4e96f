import CairnAPI
import CairnLake
import CairnModel

extension ScopedService {
    /// Checks a statement and starts it. Whether it is one that the Lake answers is said at once.
    ///
    /// Source: CloudTrail API Reference, StartQuery.
    func startQuery(_ request: StartQueryRequest) async throws(CloudTrailError) -> StartQueryResponse {
        _ = try lake
        let asked = try asked(request)
        let run = try await start(
            asked, deliveringTo: request.deliveryS3Uri, owner: request.eventDataStoreOwnerAccountId
        )
        return StartQueryResponse(
            queryId: run.id,
            eventDataStoreOwnerAccountId: try self.owner(
                ofStores: run.storeIDs, asked: request.eventDataStoreOwnerAccountId)
        )
    }

    /// A statement and all that is to be known of it.
    struct AskedQuery {
        var statement: String
        var parameters: [String] = []
        var alias: String?
        /// Which refresh of a dashboard it belongs to.
        var refreshID: String?
        var prompt: String?

        init(statement: String, parameters: [String] = []) {
            self.statement = statement
            self.parameters = parameters
        }

        /// - Parameter parameters: the values of its placeholders; `nil` for those that it has itself.
        init(_ alias: QueryAlias, parameters: [String]? = nil, refreshID: String? = nil) {
            statement = alias.statement
            self.parameters = parameters ?? alias.parameters
            self.alias = alias.name
            self.refreshID = refreshID
            prompt = alias.prompt
        }
    }

    private func asked(_ request: StartQueryRequest) throws(CloudTrailError) -> AskedQuery {
        switch (request.queryStatement, request.queryAlias) {
        case (let statement?, nil): return AskedQuery(statement: statement, parameters: request.queryParameters ?? [])
        case (nil, let name?):
            guard let alias = try lake.aliases.alias(name, account: context.account, region: context.region) else {
                throw EventDataStoreErrors.parameter("There is no query with the alias \(name).")
            }
            return AskedQuery(alias, parameters: request.queryParameters)
        default: throw EventDataStoreErrors.parameter("Give either QueryStatement or QueryAlias.")
        }
    }

    /// Checks a statement and starts it.
    /// - Parameter owner: whose stores ids alone name that the caller does not have; `nil` for nobody's.
    func start(
        _ asked: AskedQuery, deliveringTo uri: String? = nil, owner: String? = nil
    ) async throws(CloudTrailError) -> QueryRun {
        let lake = try lake
        let stores = QueryableStores(
            own: try await visibleStores(), shared: try await sharedStores(for: .startQuery), account: context.account,
            owner: owner
        )
        let read = try Self.read(asked.statement, asked.parameters, stores, lake.statements)
        _ = try self.owner(ofStores: read.storeIDs, asked: owner)
        for id in read.storeIDs { try await checkKey(ofStore: id) }
        if let uri { try await check(uri, read.storeIDs.compactMap { id in stores.all.first { $0.id == id } }) }
        // Those of dashboards are bounded by the dashboards.
        let active = lake.queries.activeCount(account: context.account, region: context.region)
        guard asked.refreshID != nil || active < QueryHistory.activeMax else {
            throw CloudTrailError(
                .maxConcurrentQueries,
                "Account \(context.account) already has \(QueryHistory.activeMax) queries running."
            )
        }
        var run = QueryRun(
            id: EventDataStoreRules.newID(), account: context.account, region: context.region,
            statement: asked.statement, storeIDs: read.storeIDs, alias: asked.alias, deliveryURI: uri,
            creationTime: service.clock.now()
        )
        run.parameters = asked.parameters
        run.refreshID = asked.refreshID
        run.prompt = asked.prompt
        try start(run, read, lake)
        return run
    }

    /// Checks that the bucket is there and takes results.
    private func check(_ uri: String, _ stores: [EventDataStore]) async throws(CloudTrailError) {
        guard let place = ResultPlace(uri: uri) else {
            throw EventDataStoreErrors.parameter("DeliveryS3Uri must be s3://BUCKET or s3://BUCKET/PREFIX.")
        }
        try BucketLocation.checkBucket(place.bucket)
        let prefix = try place.prefix.map { prefix throws(CloudTrailError) in
            try BucketLocation.checkedPrefix(prefix, lengthMax: ResultPlace.prefixLengthMax)
        }
        for store in stores {
            try await service.preconditions.checkBucket(place.bucket, prefix: prefix, resultsOf: store)
        }
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

    /// Checks a statement without starting it.
    /// - Returns: the stores that it is about.
    /// - Throws: ``CloudTrailError`` as StartQuery does.
    @discardableResult
    func checkStatement(
        _ statement: String, _ parameters: [String], _ stores: [EventDataStore]
    ) async throws(CloudTrailError) -> [EventDataStore] {
        let queryable = QueryableStores(own: stores, shared: [], account: context.account, owner: nil)
        let read = try Self.read(statement, parameters, queryable, lake.statements)
        for id in read.storeIDs { try await checkKey(ofStore: id) }
        return read.storeIDs.compactMap { id in stores.first { $0.id == id } }
    }

    private static func read(
        _ statement: String, _ parameters: [String], _ stores: QueryableStores, _ reader: any StatementReader
    ) throws(CloudTrailError) -> ReadStatement {
        do {
            return try reader.read(statement, parameters: parameters) { name in
                let store = try stores.store(named: name)
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
}
