public import CairnAPI

extension CloudTrailAPI {
    /// Waits until a query has finished and returns what DescribeQuery says of it.
    ///
    /// - Throws: ``WaiterError`` with `endedOtherwise` if the query failed, was cancelled or took too long for the
    ///   service; `timedOut`, `callFailed` or `cancelled`.
    public func waitUntilQueryFinished(
        _ queryID: String, policy: WaiterPolicy = WaiterPolicy()
    ) async throws(WaiterError) -> DescribeQueryResponse {
        let request = DescribeQueryRequest(queryId: queryID)
        return try await Waiter(policy: policy, subject: "Query \(queryID)").wait(
            asking: { () async throws(CloudTrailError) in try await describeQuery(request) },
            state: { $0.queryStatus?.rawValue },
            verdict: { response in
                switch response.queryStatus {
                case QueryStatus.finished?: .reached
                case QueryStatus.failed?, QueryStatus.cancelled?, QueryStatus.timedOut?:
                    .ended(
                        "ended as \(response.queryStatus?.rawValue ?? ""): \(response.errorMessage ?? "no reason given")"
                    )
                default: .goOn
                }
            })
    }

    /// Waits until an import has completed and returns what GetImport says of it.
    ///
    /// - Throws: ``WaiterError`` with `endedOtherwise` if the import failed or was stopped; `timedOut`, `callFailed` or
    ///   `cancelled`.
    public func waitUntilImportCompleted(
        _ importID: String, policy: WaiterPolicy = WaiterPolicy()
    ) async throws(WaiterError) -> GetImportResponse {
        let request = GetImportRequest(importId: importID)
        return try await Waiter(policy: policy, subject: "Import \(importID)").wait(
            asking: { () async throws(CloudTrailError) in try await getImport(request) },
            state: { $0.importStatus?.rawValue },
            verdict: { response in
                switch response.importStatus {
                case ImportStatus.completed?: .reached
                case ImportStatus.failed?, ImportStatus.stopped?:
                    .ended("ended as \(response.importStatus?.rawValue ?? "")")
                default: .goOn
                }
            })
    }

    /// Waits until an event data store is in a state, by default the one in which it can be queried, and returns what
    /// GetEventDataStore says of it.
    ///
    /// - Throws: ``WaiterError`` with `endedOtherwise` if the store waits for its deletion and something else was
    ///   wanted; `timedOut`, `callFailed` (as for a store that is not there any more) or `cancelled`.
    public func waitUntilEventDataStore(
        _ store: String, is wanted: EventDataStoreStatus = .enabled, policy: WaiterPolicy = WaiterPolicy()
    ) async throws(WaiterError) -> GetEventDataStoreResponse {
        let request = GetEventDataStoreRequest(eventDataStore: store)
        return try await Waiter(policy: policy, subject: "Event data store \(store)").wait(
            asking: { () async throws(CloudTrailError) in try await getEventDataStore(request) },
            state: { $0.status?.rawValue },
            verdict: { response in
                if response.status == wanted { return .reached }
                return response.status == .pendingDeletion ? .ended("waits for its deletion") : .goOn
            })
    }
}
