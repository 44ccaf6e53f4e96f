import CairnAPI
import CairnLake
import CairnStore

/// What became of queries.
///
/// Source: CloudTrail API Reference, DescribeQuery, GetQueryResults, CancelQuery and ListQueries.
extension ScopedService {
    func describeQuery(_ request: DescribeQueryRequest) async throws(CloudTrailError) -> DescribeQueryResponse {
        guard (request.queryId == nil) != (request.queryAlias == nil) else {
            throw EventDataStoreErrors.parameter("Give either QueryId or QueryAlias.")
        }
        guard request.refreshId == nil || request.queryAlias != nil else {
            throw EventDataStoreErrors.parameter("RefreshId goes with QueryAlias.")
        }
        let run = try await run(
            request.queryId, alias: request.queryAlias, refresh: request.refreshId, store: request.eventDataStore,
            for: .describeQuery, owner: request.eventDataStoreOwnerAccountId
        )
        return DescribeQueryResponse(
            queryId: run.id, queryString: run.statement, queryStatus: QueryStatus(rawValue: run.status.rawValue),
            queryStatistics: QueryStatisticsForDescribeQuery(
                eventsMatched: run.eventsMatched, eventsScanned: run.eventsScanned, bytesScanned: run.bytesScanned,
                executionTimeInMillis: Int32(clamping: run.executionMilliseconds),
                creationTime: Timestamp(epochSeconds: run.creationTime)
            ), errorMessage: run.errorMessage, deliveryS3Uri: run.deliveryURI,
            deliveryStatus: run.delivery.map { DeliveryStatus(rawValue: $0.rawValue) }, prompt: run.prompt,
            eventDataStoreOwnerAccountId: try owner(
                ofStores: run.storeIDs, asked: request.eventDataStoreOwnerAccountId)
        )
    }

    func cancelQuery(_ request: CancelQueryRequest) async throws(CloudTrailError) -> CancelQueryResponse {
        let run = try await run(
            request.queryId, store: request.eventDataStore, for: .cancelQuery,
            owner: request.eventDataStoreOwnerAccountId
        )
        guard !run.status.isEnd else {
            throw CloudTrailError(.inactiveQuery, "Query \(run.id) has ended: \(run.status.rawValue).")
        }
        try lake.queries.cancel(run.id)
        return CancelQueryResponse(
            queryId: run.id, queryStatus: .cancelled,
            eventDataStoreOwnerAccountId: try owner(
                ofStores: run.storeIDs, asked: request.eventDataStoreOwnerAccountId)
        )
    }

    /// Returns a page of the rows that a query has found so far.
    func getQueryResults(_ request: GetQueryResultsRequest) async throws(CloudTrailError) -> GetQueryResultsResponse {
        let run = try await run(
            request.queryId, store: request.eventDataStore, for: .getQueryResults,
            owner: request.eventDataStoreOwnerAccountId
        )
        // A look at the key for each result, not for each of its pages.
        if request.nextToken == nil { for id in run.storeIDs { try await checkKey(ofStore: id) } }
        let tokens = ListTokenCoder(
            service: service, operation: .getQueryResults, context: context, parameters: Array(run.id.utf8)
        )
        let first = try request.nextToken.map { token throws(CloudTrailError) in try Self.row(token, tokens) } ?? 0
        let count = request.maxQueryResults.map(Int.init) ?? 1000
        let rows = try rows(of: run, from: first, count: count)
        let next = first + rows.count
        let hasMore = rows.count == count && (next < run.rowCount || !run.status.isEnd)
        return GetQueryResultsResponse(
            queryStatus: QueryStatus(rawValue: run.status.rawValue),
            queryStatistics: QueryStatistics(
                resultsCount: Int32(clamping: rows.count), totalResultsCount: Int32(clamping: run.rowCount),
                bytesScanned: run.bytesScanned
            ), queryResultRows: rows.map { Self.shown($0, run.columnNames) },
            nextToken: hasMore ? tokens.token(for: ListPlace([String(next)])) : nil, errorMessage: run.errorMessage
        )
    }

    func listQueries(_ request: ListQueriesRequest) async throws(CloudTrailError) -> ListQueriesResponse {
        let store = try await readActiveStore(request.eventDataStore, for: .listQueries)
        let (start, end) = (request.startTime?.epochSeconds, request.endTime?.epochSeconds)
        if let start, let end, start > end {
            throw CloudTrailError(.invalidDateRange, "StartTime is after EndTime.")
        }
        if let status = request.queryStatus, QueryRun.Status(rawValue: status.rawValue) == nil {
            throw CloudTrailError(
                .invalidQueryStatus, "There is no status \(CloudTrailError.excerpt(status.rawValue)).")
        }
        var parameters = request
        parameters.nextToken = nil
        let tokens = ListTokenCoder(
            service: service, operation: .listQueries, context: context, parameters: parameters.jsonText
        )
        let last = try request.nextToken.map { token throws(CloudTrailError) in try tokens.place(of: token) }
        let all = try lake.queries.runs(account: context.account, region: context.region).filter { run in
            run.storeIDs.contains(store.id) && start.map { run.creationTime >= $0 } ?? true
                && end.map { run.creationTime <= $0 } ?? true
                && request.queryStatus.map { run.status.rawValue == $0.rawValue } ?? true
        }
        let rest = last.map { last in all.drop { ListPlace([$0.id]) != last }.dropFirst() } ?? all[...]
        let page = rest.prefix(request.maxResults.map(Int.init) ?? 1000)
        return ListQueriesResponse(
            queries: page.map { run in
                Query(
                    queryId: run.id, queryStatus: QueryStatus(rawValue: run.status.rawValue),
                    creationTime: Timestamp(epochSeconds: run.creationTime)
                )
            }, nextToken: page.count < rest.count ? page.last.map { tokens.token(for: ListPlace([$0.id])) } : nil
        )
    }

    /// Returns the query that a request names; its stores must not be about to be deleted, and still be readable.
    private func run(
        _ id: String?, alias: String? = nil, refresh: String? = nil, store: String?, for operation: APIOperation,
        owner: String?
    ) async throws(CloudTrailError) -> QueryRun {
        let lake = try lake
        var named: EventDataStore?
        if let store { named = try await readActiveStore(store, for: operation, owner: owner) }
        let found =
            id.flatMap(lake.queries.run)
            ?? alias.flatMap { alias in
                lake.queries.runs(account: context.account, region: context.region).first { run in
                    run.alias == alias && refresh.map { run.refreshID == $0 } ?? true
                }
            }
        guard let run = found, run.account == context.account, run.region == context.region,
            named.map({ run.storeIDs.contains($0.id) }) ?? true
        else {
            throw CloudTrailError(.queryIdNotFound, "There is no query \(id ?? alias ?? "").")
        }
        _ = try self.owner(ofStores: run.storeIDs, asked: owner)
        for id in run.storeIDs {
            guard let store = lake.registry.snapshot[id] else { throw EventDataStoreErrors.notFound(id) }
            guard store.isQueryable else { throw EventDataStoreErrors.inactive(store) }
            try await checkAccess(to: store, for: operation)
        }
        return run
    }

    /// The owner of a query's stores, if it is another account than the caller's, or was asked for.
    /// - Parameter asked: whose stores the caller says they are.
    /// - Throws: ``CloudTrailError`` with `eventDataStoreNotFound` if none of them is.
    func owner(ofStores ids: [String], asked: String?) throws(CloudTrailError) -> String? {
        let registry = try lake.registry.snapshot
        let owners = ids.compactMap { registry[$0]?.account }
        guard let asked else { return owners.first { $0 != context.account } }
        guard owners.isEmpty || owners.contains(asked) else {
            throw CloudTrailError(
                .eventDataStoreNotFound,
                "The query has no event data store of account \(asked), which EventDataStoreOwnerAccountId names."
            )
        }
        return asked
    }

    /// A policy that let the caller in when the query was started may be gone by now.
    private func checkAccess(
        to store: EventDataStore, for operation: APIOperation
    ) async throws(CloudTrailError) {
        guard store.account != context.account else { return }
        if try await visibleStores().contains(where: { $0.id == store.id }) { return }
        if try await allows(operation, on: store) { return }
        throw EventDataStoreErrors.notAllowed(operation, on: store, context.account)
    }

    private func rows(of run: QueryRun, from first: Int, count: Int) throws(CloudTrailError) -> [ResultRow] {
        do throws(LakeError) {
            return try lakeRows(run.id, first, count)
        } catch {
            throw service.internalFailure(error, during: .getQueryResults, context)
        }
    }

    private func lakeRows(_ id: String, _ first: Int, _ count: Int) throws(LakeError) -> [ResultRow] {
        try service.lake?.queries.rows(of: id, from: first, count: count) ?? []
    }

    private static func row(_ token: String, _ tokens: ListTokenCoder) throws(CloudTrailError) -> Int {
        guard let text = try tokens.place(of: token).texts.first, let row = Int(text), row >= 0 else {
            throw PageTokenCoder.invalidToken
        }
        return row
    }

    private static func shown(_ row: ResultRow, _ names: [String]) -> [QueryResultColumn] {
        row.enumerated().map { index, value in
            QueryResultColumn(
                name: names.indices.contains(index) ? names[index] : "_col\(index)", value: value)
        }
    }
}
