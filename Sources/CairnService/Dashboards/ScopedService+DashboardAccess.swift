import CairnAPI
import CairnLake
import CairnModel
import CairnStore

extension ScopedService {
    /// The dashboards of the caller's account in the region, by name: those that were made, and those that everybody has.
    func visibleDashboards() async throws(CloudTrailError) -> [Dashboard] {
        let made = try lake.dashboards.snapshot.entries(account: context.account, region: context.region)
        let names = Set(made.map(\.name))
        let prebuilt = ManagedDashboards.prebuilt.map(\.name).filter { !names.contains($0) }.compactMap(prebuilt)
        var all: [Dashboard] = []
        for dashboard in made + prebuilt { all.append(try await whole(dashboard)) }
        return all.sorted { $0.name < $1.name }
    }

    /// Returns the dashboard that a request names, by its name or its ARN.
    /// - Throws: ``CloudTrailError`` with `resourceNotFound`.
    func readDashboard(_ text: String) async throws(CloudTrailError) -> Dashboard {
        let name = try dashboardName(text)
        let id = Dashboard.id(name, account: context.account, region: context.region)
        guard let dashboard = try lake.dashboards.snapshot[id] ?? prebuilt(name) else { throw Self.noDashboard(text) }
        return try await whole(dashboard)
    }

    func dashboardName(_ text: String) throws(CloudTrailError) -> String {
        guard text.hasPrefix("arn:") else { return text }
        guard let arn = ARN(text), arn.service == "cloudtrail", arn.partition == context.partition,
            arn.region == context.region, arn.account == context.account,
            arn.resource.hasPrefix(ResourceKind.dashboard.prefix)
        else { throw Self.noDashboard(text) }
        return String(arn.resource.dropFirst(ResourceKind.dashboard.prefix.count))
    }

    static func noDashboard(_ text: String) -> CloudTrailError {
        CloudTrailError(.resourceNotFound, "There is no dashboard \(CloudTrailError.excerpt(text)).")
    }

    /// One of those that everybody has, as it is before anybody refreshes it.
    private func prebuilt(_ name: String) -> Dashboard? {
        guard let found = ManagedDashboards.prebuilt.first(where: { $0.name == name }) else { return nil }
        return Dashboard(
            name: name, account: context.account, region: context.region, partition: context.partition,
            isManaged: true, widgets: found.widgets, createdTime: 0
        )
    }

    /// The widgets of the highlights are about the stores that there are now.
    private func whole(_ dashboard: Dashboard) async throws(CloudTrailError) -> Dashboard {
        guard dashboard.isManaged else { return dashboard }
        var whole = dashboard
        if dashboard.isHighlights {
            let stores = try await visibleStores().filter { $0.isQueryable && $0.kind == .cloudTrailEvents }
            whole.widgets = stores.isEmpty ? [] : ManagedDashboards.highlights(stores.map(\.id).sorted())
        } else if let found = ManagedDashboards.prebuilt.first(where: { $0.name == dashboard.name }) {
            whole.widgets = found.widgets
        }
        return whole
    }

    /// Why the last refresh of a dashboard failed, or one of its queries.
    func refreshFailure(of dashboard: Dashboard) throws(CloudTrailError) -> String? {
        if let failure = dashboard.lastRefreshFailure { return failure }
        return try lastRuns(of: dashboard).first { $0.status == .failed || $0.status == .timedOut }?.errorMessage
    }

    /// The queries of the last refresh, as far as they are still known.
    func lastRuns(of dashboard: Dashboard) throws(CloudTrailError) -> [QueryRun] {
        guard let refresh = dashboard.lastRefreshID else { return [] }
        let aliases = Set(dashboard.widgets.compactMap(\.queryAlias))
        return try lake.queries.runs(account: context.account, region: context.region).filter { run in
            run.refreshID == refresh && run.alias.map(aliases.contains) ?? false
        }
    }
}
