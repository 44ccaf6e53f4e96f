import CairnAPI
import CairnLake
import CairnModel
import CairnStore

/// Dashboards and their widgets.
///
/// Source: CloudTrail API Reference, CreateDashboard, GetDashboard, UpdateDashboard, DeleteDashboard and ListDashboards.
extension ScopedService {
    func createDashboard(_ request: CreateDashboardRequest) async throws(CloudTrailError) -> CreateDashboardResponse {
        let isHighlights = request.name == Dashboard.highlightsName
        if isHighlights, !(request.widgets ?? []).isEmpty { throw Self.widgetsAreManaged(request.name) }
        let widgets = try await checked(request.widgets ?? [], keeping: [])
        let schedule = try request.refreshSchedule.map { schedule throws(CloudTrailError) in
            try DashboardRules.checked(schedule, isHighlights: isHighlights)
        }
        guard !isHighlights || schedule?.status == .enabled else {
            throw DashboardRules.invalid(
                "\(request.name) needs a RefreshSchedule of every 6 HOURS with the Status ENABLED.")
        }
        let dashboard = Dashboard(
            name: request.name, account: context.account, region: context.region, partition: context.partition,
            isManaged: isHighlights, widgets: widgets, schedule: schedule,
            isTerminationProtected: request.terminationProtectionEnabled ?? false,
            tags: try TagRules.adding(request.tagsList ?? [], to: []), createdTime: service.clock.now()
        )
        try lake.dashboards.change { dashboards throws(CloudTrailError) in
            try dashboards.checkRoom(for: dashboard)
            dashboards[dashboard.id] = dashboard
        }
        try registerAliases(of: dashboard)
        return try await readDashboard(dashboard.name).creationAnswer
    }

    func getDashboard(_ request: GetDashboardRequest) async throws(CloudTrailError) -> GetDashboardResponse {
        let dashboard = try await readDashboard(request.dashboardId)
        return dashboard.answer(failure: try refreshFailure(of: dashboard))
    }

    func updateDashboard(_ request: UpdateDashboardRequest) async throws(CloudTrailError) -> UpdateDashboardResponse {
        let current = try await readDashboard(request.dashboardId)
        try checkIsNotPrebuilt(current)
        if current.isManaged, request.widgets != nil { throw Self.widgetsAreManaged(current.name) }
        let widgets = try await request.widgets.mapAsync { widgets throws(CloudTrailError) in
            try await checked(widgets, keeping: current.widgets)
        }
        let schedule = try request.refreshSchedule.map { schedule throws(CloudTrailError) in
            try DashboardRules.checked(schedule, isHighlights: current.isHighlights)
        }
        let now = service.clock.now()
        let updated = try lake.dashboards.change { dashboards throws(CloudTrailError) in
            guard var dashboard = dashboards[current.id] else { throw Self.noDashboard(request.dashboardId) }
            dashboard.widgets = widgets ?? dashboard.widgets
            if let schedule { dashboard.setSchedule(schedule, now: now) }
            dashboard.isTerminationProtected =
                request.terminationProtectionEnabled ?? dashboard.isTerminationProtected
            dashboard.updatedTime = max(now, dashboard.createdTime)
            dashboards[dashboard.id] = dashboard
            return dashboard
        }
        if widgets != nil {
            let kept = Set(updated.widgets.compactMap(\.queryAlias))
            try removeAliases(current.widgets.compactMap(\.queryAlias).filter { !kept.contains($0) })
            try registerAliases(of: updated)
        }
        return try await readDashboard(updated.name).updateAnswer
    }

    func deleteDashboard(_ request: DeleteDashboardRequest) async throws(CloudTrailError) -> DeleteDashboardResponse {
        let dashboard = try await readDashboard(request.dashboardId)
        try checkIsNotPrebuilt(dashboard)
        try lake.dashboards.change { dashboards throws(CloudTrailError) in
            guard let current = dashboards[dashboard.id] else { throw Self.noDashboard(request.dashboardId) }
            guard !current.isTerminationProtected else {
                throw CloudTrailError(
                    .conflict, "Dashboard \(current.arn) is protected; turn TerminationProtectionEnabled off first.")
            }
            dashboards[dashboard.id] = nil
        }
        try removeAliases(dashboard.widgets.compactMap(\.queryAlias))
        try lake.policies.remove(dashboard.arn)
        return DeleteDashboardResponse()
    }

    func listDashboards(_ request: ListDashboardsRequest) async throws(CloudTrailError) -> ListDashboardsResponse {
        var parameters = request
        parameters.nextToken = nil
        let tokens = ListTokenCoder(
            service: service, operation: .listDashboards, context: context, parameters: parameters.jsonText
        )
        var last: ListPlace?
        if let token = request.nextToken {
            // The operation has no exception of its own for tokens.
            guard let place = try? tokens.place(of: token) else {
                throw DashboardRules.invalid(PageTokenCoder.invalidToken.message)
            }
            last = place
        }
        let all = try await visibleDashboards().filter { dashboard in
            request.namePrefix.map { dashboard.name.hasPrefix($0) } ?? true
                && request.type.map { dashboard.type == $0 } ?? true
                && last.map { $0.precedes(ListPlace([dashboard.name])) } ?? true
        }
        let page = all.prefix(request.maxResults.map(Int.init) ?? 1000)
        return ListDashboardsResponse(
            dashboards: page.map { DashboardDetail(dashboardArn: $0.arn, type: $0.type) },
            nextToken: page.count < all.count ? page.last.map { tokens.token(for: ListPlace([$0.name])) } : nil
        )
    }

    // MARK: Widgets

    /// Checks widgets and names their queries; a widget that was there before keeps its name.
    private func checked(
        _ widgets: [RequestWidget], keeping old: [Widget]
    ) async throws(CloudTrailError) -> [Widget] {
        try DashboardRules.check(widgets)
        let stores = try await visibleStores()
        var left = old
        var checked: [Widget] = []
        for widget in widgets {
            let examples = (widget.queryParameters ?? []).map { RefreshValues.examples[$0] ?? "" }
            try await checkStatement(widget.queryStatement, examples, stores)
            var alias = "Widget-" + EventDataStoreRules.newID()
            if let same = left.firstIndex(where: { $0.asks(widget) }) {
                alias = left.remove(at: same).queryAlias ?? alias
            }
            checked.append(
                Widget(
                    queryAlias: alias, queryStatement: widget.queryStatement,
                    queryParameters: widget.queryParameters, viewProperties: widget.viewProperties))
        }
        return checked
    }

    private func registerAliases(of dashboard: Dashboard) throws(CloudTrailError) {
        for widget in dashboard.widgets {
            guard let alias = widget.queryAlias, let statement = widget.queryStatement else { continue }
            try lake.aliases.register(
                alias: alias, statement: statement, account: dashboard.account, region: dashboard.region,
                at: service.clock.now())
        }
    }

    private func removeAliases(_ names: [String]) throws(CloudTrailError) {
        guard !names.isEmpty else { return }
        try lake.aliases.remove(names, account: context.account, region: context.region)
    }

    private func checkIsNotPrebuilt(_ dashboard: Dashboard) throws(CloudTrailError) {
        guard dashboard.isManaged, !dashboard.isHighlights else { return }
        throw CloudTrailError(
            .unsupportedOperation, "Dashboard \(dashboard.name) is managed: it can be refreshed, but not changed.")
    }

    private static func widgetsAreManaged(_ name: String) -> CloudTrailError {
        CloudTrailError(.unsupportedOperation, "The widgets of \(name) are managed: leave Widgets out.")
    }
}

extension Widget {
    fileprivate func asks(_ request: RequestWidget) -> Bool {
        queryStatement == request.queryStatement && (queryParameters ?? []) == (request.queryParameters ?? [])
    }
}

extension StateEntries<Dashboard> {
    /// - Throws: ``CloudTrailError`` with `conflict` or `serviceQuotaExceeded`.
    fileprivate func checkRoom(for dashboard: Dashboard) throws(CloudTrailError) {
        let isTaken = self[dashboard.id] != nil || ManagedDashboards.prebuilt.contains { $0.name == dashboard.name }
        guard !isTaken else {
            throw CloudTrailError(.conflict, "A dashboard named \(dashboard.name) already exists.")
        }
        let custom = entries(account: dashboard.account, region: dashboard.region).filter { !$0.isManaged }
        guard dashboard.isManaged || custom.count < Dashboard.customPerRegionMax else {
            throw CloudTrailError(
                .serviceQuotaExceeded,
                "Account \(dashboard.account) already has \(Dashboard.customPerRegionMax) dashboards in "
                    + "\(dashboard.region).")
        }
    }
}

extension Optional where Wrapped: Sendable {
    fileprivate func mapAsync<T: Sendable>(
        _ transform: (Wrapped) async throws(CloudTrailError) -> T
    ) async throws(CloudTrailError) -> T? {
        guard let self else { return nil }
        return try await transform(self)
    }
}
