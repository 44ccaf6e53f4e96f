import CairnAPI
import CairnLake
import CairnModel
import CairnStore

extension ScopedService {
    /// Starts the queries of a dashboard. What they find is read by DescribeQuery with the alias of a widget and the id
    /// of the refresh, and GetQueryResults.
    ///
    /// Source: CloudTrail API Reference, StartDashboardRefresh.
    func startDashboardRefresh(
        _ request: StartDashboardRefreshRequest
    ) async throws(CloudTrailError) -> StartDashboardRefreshResponse {
        let dashboard = try await readDashboard(request.dashboardId)
        let id = try await refresh(dashboard, request.queryParameterValues ?? [:], isScheduled: false)
        return StartDashboardRefreshResponse(refreshId: id)
    }

    /// Refreshes a dashboard because its schedule wants it; a failure is noted with the dashboard.
    func refreshOnSchedule(_ name: String) async {
        do throws(CloudTrailError) {
            _ = try await refresh(try await readDashboard(name), [:], isScheduled: true)
        } catch {
            let (now, message) = (service.clock.now(), error.message)
            let id = Dashboard.id(name, account: context.account, region: context.region)
            try? service.lake?.dashboards.change { dashboards throws(CloudTrailError) in
                dashboards[id]?.lastRefreshFailure = message
                dashboards[id]?.isBeginningRefresh = false
                dashboards[id]?.advanceSchedule(now: now)
            }
        }
    }

    /// - Returns: the id of the refresh.
    private func refresh(
        _ dashboard: Dashboard, _ given: [String: String], isScheduled: Bool
    ) async throws(CloudTrailError) -> String {
        let now = service.clock.now()
        guard try !lastRuns(of: dashboard).contains(where: { !$0.status.isEnd }) else { throw Self.busy(dashboard) }
        guard !dashboard.widgets.isEmpty || !dashboard.isHighlights else {
            throw CloudTrailError(.eventDataStoreNotFound, "There is no event data store of CloudTrail events to show.")
        }
        let values = try RefreshValues(given, for: dashboard, now: now)
        // Everything is checked before anything is started.
        if isScheduled { try await checkSchedule(of: dashboard) }
        let stores = try await visibleStores()
        try values.checkStore(of: dashboard, among: stores)
        for widget in dashboard.widgets {
            let asked = try await checkStatement(widget.queryStatement ?? "", values.values(for: widget), stores)
            for store in asked { try await checkRefresh(of: dashboard, reads: store, isScheduled: isScheduled) }
        }
        let id = try claim(dashboard, now: now, isScheduled: isScheduled)
        for widget in dashboard.widgets {
            let alias = QueryAlias(
                name: widget.queryAlias ?? "", account: context.account, region: context.region,
                statement: widget.queryStatement ?? "", createdTime: now)
            _ = try await start(AskedQuery(alias, parameters: values.values(for: widget), refreshID: id))
        }
        if isScheduled {
            try lake.dashboards.change { dashboards throws(CloudTrailError) in
                dashboards[dashboard.id]?.isBeginningRefresh = false
            }
        }
        return id
    }

    /// Gives a dashboard the id of its next refresh, if nobody else has begun one meanwhile.
    private func claim(_ dashboard: Dashboard, now: Double, isScheduled: Bool) throws(CloudTrailError) -> String {
        try lake.dashboards.change { dashboards throws(CloudTrailError) in
            var current = dashboards[dashboard.id] ?? dashboard
            guard current.lastRefreshID == dashboard.lastRefreshID else { throw Self.busy(dashboard) }
            let last = current.lastRefreshID.flatMap { Int64($0) } ?? 0
            let id = String(max(Int64(now * 1000), last + 1))
            current.lastRefreshID = id
            current.lastRefreshFailure = nil
            if isScheduled {
                current.advanceSchedule(now: now)
                current.isBeginningRefresh = true
            }
            dashboards[current.id] = current
            return id
        }
    }

    private static func busy(_ dashboard: Dashboard) -> CloudTrailError {
        CloudTrailError(.serviceQuotaExceeded, "A refresh of dashboard \(dashboard.name) is running already.")
    }
}

extension CairnService {
    /// Refreshes the dashboards whose time has come, by their schedules. One that was missed is done once; one that an
    /// earlier process had begun, but whose queries it had not all started, is done anew.
    ///
    /// One caller at a time.
    public func refreshDueDashboards() async {
        guard let lake else { return }
        let now = clock.now()
        for dashboard in lake.dashboards.snapshot.all
        where dashboard.nextRefreshTime.map({ $0 <= now }) ?? false || dashboard.isBeginningRefresh {
            let context = RequestContext(
                account: dashboard.account, region: dashboard.region, partition: dashboard.partition,
                requestID: "scheduled", sourceIPAddress: "cloudtrail.amazonaws.com")
            await ScopedService(service: self, context: context).refreshOnSchedule(dashboard.name)
        }
    }
}
