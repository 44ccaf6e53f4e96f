import CairnAPI
import CairnLake
import CairnModel
import CairnStore
import Testing

@testable import CairnService

@Suite struct DashboardTests {
    private let rig: LakeRig

    init() throws { rig = try LakeRig() }

    private func widget(
        _ store: String, _ parameters: [String]? = nil, _ change: [String: String?] = [:]
    ) -> RequestWidget {
        var properties = ["Height": "2", "Width": "4", "Title": "What happened", "View": "Table"]
        for (name, value) in change { properties[name] = value }
        return RequestWidget(
            queryStatement: "SELECT eventName FROM \(store)", queryParameters: parameters, viewProperties: properties)
    }

    private func create(
        _ widgets: [RequestWidget], _ schedule: RefreshSchedule? = nil, name: String = "board"
    ) async throws -> CreateDashboardResponse {
        try await rig.api().createDashboard(
            CreateDashboardRequest(name: name, refreshSchedule: schedule, widgets: widgets))
    }

    private func get(_ name: String) async throws -> GetDashboardResponse {
        try await rig.api().getDashboard(GetDashboardRequest(dashboardId: name))
    }

    private func refresh(_ name: String, _ values: [String: String]? = nil) async throws -> String {
        let request = StartDashboardRefreshRequest(dashboardId: name, queryParameterValues: values)
        return try #require(try await rig.api().startDashboardRefresh(request).refreshId)
    }

    private func hourly(_ unit: RefreshScheduleFrequencyUnit = .hours, _ value: Int32 = 1) -> RefreshSchedule {
        RefreshSchedule(frequency: RefreshScheduleFrequency(unit: unit, value: value))
    }

    @Test func aDashboardLivesFromCreationToDeletion() async throws {
        let store = rig.id(of: try await rig.create())
        let created = try await create([widget(store)])
        #expect(created.type == .custom)
        #expect(created.dashboardArn == "arn:aws:cloudtrail:us-east-1:111122223333:dashboard/board")
        #expect(created.terminationProtectionEnabled == false)
        let got = try await get(try #require(created.dashboardArn))
        #expect(got.status == .created)
        #expect(got.widgets == created.widgets)
        #expect(got.widgets?.first?.queryAlias != nil)
        #expect(await code { _ = try await create([]) } == .conflict)
        rig.clock.advance(by: 10)
        let updated = try await rig.api().updateDashboard(
            UpdateDashboardRequest(
                dashboardId: "board", widgets: [widget(store), widget(store, nil, ["Title": "More"])],
                terminationProtectionEnabled: true))
        #expect(updated.widgets?.count == 2)
        #expect(updated.widgets?.first?.queryAlias == got.widgets?.first?.queryAlias)
        #expect(try await get("board").status == .updated)
        let delete = DeleteDashboardRequest(dashboardId: "board")
        #expect(await code { _ = try await rig.api().deleteDashboard(delete) } == .conflict)
        _ = try await rig.api().updateDashboard(
            UpdateDashboardRequest(dashboardId: "board", terminationProtectionEnabled: false))
        _ = try await rig.api().deleteDashboard(delete)
        #expect(await code { _ = try await get("board") } == .resourceNotFound)
    }

    @Test(
        arguments: [
            (["Height": nil], .validation), (["View": "Map"], .validation), (["View": "LineChart"], .validation),
            (["LabelColumn": "a"], .validation), (["Width": "wide"], .validation),
            (["View": "PieChart", "LabelColumn": "a", "ValueColumn": "b", "Orientation": "Vertical"], .validation),
            (["View": "BarChart", "LabelColumn": "a", "ValueColumn": "b", "Orientation": "Up"], .validation),
            (["View": "BarChart", "LabelColumn": "a", "ValueColumn": "b", "Orientation": "Vertical"], nil),
            (["View": "LineChart", "XAxisColumn": "a", "YAxisColumn": "b", "FilterColumn": "c"], nil),
        ] as [([String: String?], CloudTrailError.Code?)])
    func viewPropertiesAreChecked(_ change: [String: String?], _ expected: CloudTrailError.Code?) async throws {
        let store = rig.id(of: try await rig.create())
        #expect(await code { _ = try await create([widget(store, nil, change)]) } == expected)
    }

    @Test func quotasStatementsAndStoresAreChecked() async throws {
        let store = rig.id(of: try await rig.create())
        let eleven = Array(repeating: widget(store), count: 11)
        #expect(await code { _ = try await create(eleven) } == .serviceQuotaExceeded)
        let nobody = "11111111-2222-4333-8444-555555555555"
        #expect(await code { _ = try await create([widget(nobody)]) } == .eventDataStoreNotFound)
        var wrong = widget(store)
        wrong.queryStatement = "DELETE FROM \(store)"
        #expect(await code { _ = try await create([wrong]) } == .invalidQueryStatement)
        #expect(await code { _ = try await create([widget(store, ["$Account$"])]) } == .validation)
        #expect(await code { _ = try await create([widget(store, ["$EventDataStoreId$"])]) } == .validation)
        for number in 0..<100 { _ = try await create([], name: "board-\(number)") }
        #expect(await code { _ = try await create([], name: "one-more") } == .serviceQuotaExceeded)
    }

    @Test(
        arguments: [
            (RefreshScheduleFrequencyUnit.hours, 1, nil), (.hours, 2, .validation), (.hours, 24, nil), (.days, 1, nil),
            (.days, 2, .validation), (RefreshScheduleFrequencyUnit(rawValue: "WEEKS"), 1, .validation),
        ] as [(RefreshScheduleFrequencyUnit, Int32, CloudTrailError.Code?)])
    func schedulesAreChecked(
        _ unit: RefreshScheduleFrequencyUnit, _ value: Int32, _ expected: CloudTrailError.Code?
    ) async throws {
        #expect(await code { _ = try await create([], hourly(unit, value)) } == expected)
    }

    @Test func aRefreshRunsEachWidget() async throws {
        let store = rig.id(of: try await rig.create())
        let aliases = try await create([widget(store), widget(store)]).widgets?.compactMap(\.queryAlias) ?? []
        let id = try await refresh("board")
        #expect((10...20).contains(id.utf8.count))
        let isNumber = id.allSatisfy(\.isNumber)
        #expect(isNumber)
        #expect(try await get("board").lastRefreshId == id)
        for alias in aliases {
            let run = try await rig.api().describeQuery(DescribeQueryRequest(queryAlias: alias, refreshId: id))
            #expect(run.queryStatus == .running)
        }
        #expect(await code { _ = try await refresh("board") } == .serviceQuotaExceeded)
        for run in rig.runs { rig.engine.end(run, .finished, rows: [["A"]]) }
        await rig.settle()
        #expect(try await refresh("board") != id)
    }

    @Test func aFailedWidgetIsTheReason() async throws {
        let store = rig.id(of: try await rig.create())
        _ = try await create([widget(store)])
        _ = try await refresh("board")
        rig.engine.end(try #require(rig.runs.first), .failed(LakeError(.outOfMemory, "too much memory")))
        await rig.settle()
        #expect(try await get("board").lastRefreshFailureReason == "too much memory")
    }

    @Test func valuesAreChecked() async throws {
        let store = rig.id(of: try await rig.create())
        _ = try await create([widget(store)])
        for values in [
            ["$Account$": "1"], ["$StartTime$": "yesterday"], ["$Period$": "fortnight"],
            ["$StartTime$": "2026-03-02T00:00:00Z", "$EndTime$": "2026-03-01T00:00:00Z"],
            ["$EventDataStoreId$": store],
        ] {
            #expect(await code { _ = try await refresh("board", values) } == .validation, "\(values)")
        }
        #expect(await code { _ = try await refresh("nothing") } == .resourceNotFound)
    }

    @Test func aScheduleRefreshesByTheClockAndOverARestart() async throws {
        let store = rig.id(of: try await rig.create())
        _ = try await create([widget(store)], hourly())
        await rig.service.refreshDueDashboards()
        #expect(try await get("board").lastRefreshId == nil)
        rig.clock.advance(by: 3600)
        await rig.service.refreshDueDashboards()
        let first = try #require(try await get("board").lastRefreshId)
        await rig.service.refreshDueDashboards()
        #expect(try await get("board").lastRefreshId == first)
        for run in rig.runs { rig.engine.end(run, .finished) }
        await rig.settle()
        // What the document says is what a new process goes by.
        let written = try #require(rig.dashboards.snapshot.all.first)
        let read = try Dashboard(document: written.document)
        #expect(read == written)
        let next = try #require(read.nextRefreshTime)
        #expect(next > rig.clock.now())
        #expect(next <= rig.clock.now() + 3600)
        rig.clock.advance(by: 5 * 3600)
        await rig.service.refreshDueDashboards()
        #expect(try await get("board").lastRefreshId != first)
    }

    @Test func aScheduledRefreshThatFailsSaysWhy() async throws {
        let created = try await rig.create { $0.terminationProtectionEnabled = false }
        let store = rig.id(of: created)
        _ = try await create([widget(store)], hourly())
        _ = try await rig.api().deleteEventDataStore(DeleteEventDataStoreRequest(eventDataStore: store))
        rig.clock.advance(by: 3600)
        await rig.service.refreshDueDashboards()
        let shown = try await get("board")
        #expect(shown.lastRefreshId == nil)
        #expect(shown.lastRefreshFailureReason?.contains("pending") == true)
    }

    @Test func managedDashboardsAreThereForEverybody() async throws {
        let store = rig.id(of: try await rig.create())
        let listed = try await rig.api().listDashboards(ListDashboardsRequest(type: .managed)).dashboards ?? []
        #expect(listed.count == ManagedDashboards.prebuilt.count)
        let name = "AWSCloudTrail-Overview"
        #expect(await code { _ = try await create([], name: name) } == .conflict)
        let delete = DeleteDashboardRequest(dashboardId: name)
        #expect(await code { _ = try await rig.api().deleteDashboard(delete) } == .unsupportedOperation)
        let update = UpdateDashboardRequest(dashboardId: name, terminationProtectionEnabled: true)
        #expect(await code { _ = try await rig.api().updateDashboard(update) } == .unsupportedOperation)
        #expect(await code { _ = try await refresh(name) } == .validation)
        _ = store
    }

    @Test(arguments: ManagedDashboards.prebuilt.map(\.name))
    func aStoreOfAnotherKindIsRefused(_ name: String) async throws {
        let isOfInsights = name == "AWSCloudTrail-InsightsEvents"
        let store = rig.id(
            of: try await rig.create { request in
                request.advancedEventSelectors = LakeRig.selectors(isOfInsights ? "Management" : "Insight")
            })
        let error = await #expect(throws: CloudTrailError.self) {
            _ = try await refresh(name, ["$EventDataStoreId$": store])
        }
        #expect(error?.code == .validation)
        #expect(error?.message.contains(store) == true)
    }

    @Test func theHighlightsAreOfTheLastDay() throws {
        let widget = try #require(ManagedDashboards.highlights(["store"]).first)
        func start(of name: String, isManaged: Bool) throws -> [String] {
            let dashboard = Dashboard(
                name: name, account: LakeRig.account, region: "us-east-1", isManaged: isManaged, widgets: [widget],
                createdTime: 0)
            return try RefreshValues([:], for: dashboard, now: 1_772_359_200).values(for: widget)
        }
        #expect(
            try start(of: Dashboard.highlightsName, isManaged: true)
                == ["hour", "2026-02-28 10:00:00", "2026-03-01 10:00:00"])
        #expect(try start(of: "board", isManaged: false) == ["day", "2026-02-22 10:00:00", "2026-03-01 10:00:00"])
    }

    @Test func theHighlightsAreTurnedOn() async throws {
        let name = Dashboard.highlightsName
        #expect(await code { _ = try await get(name) } == .resourceNotFound)
        let widgets = [RequestWidget(queryStatement: "SELECT 1 FROM x", viewProperties: [:])]
        #expect(await code { _ = try await create(widgets, name: name) } == .unsupportedOperation)
        #expect(await code { _ = try await create([], hourly(), name: name) } == .validation)
        #expect(await code { _ = try await create([], name: name) } == .validation)
        var disabled = hourly(.hours, 6)
        disabled.status = .disabled
        #expect(await code { _ = try await create([], disabled, name: name) } == .validation)
        let created = try await create([], hourly(.hours, 6), name: name)
        #expect(created.type == .managed)
        #expect(created.widgets?.isEmpty == true)
        #expect(await code { _ = try await refresh(name) } == .eventDataStoreNotFound)
        _ = try await rig.create()
        #expect(try await get(name).widgets?.isEmpty == false)
        _ = try await refresh(name)
        let update = UpdateDashboardRequest(dashboardId: name, widgets: widgets)
        #expect(await code { _ = try await rig.api().updateDashboard(update) } == .unsupportedOperation)
        _ = try await rig.api().deleteDashboard(DeleteDashboardRequest(dashboardId: name))
    }

    @Test func listsComeInPagesAndByPrefix() async throws {
        for name in ["ab-1", "ab-2", "ab-3", "zz-1"] { _ = try await create([], name: name) }
        var request = ListDashboardsRequest(namePrefix: "ab-", maxResults: 2)
        let first = try await rig.api().listDashboards(request)
        #expect(first.dashboards?.count == 2)
        request.nextToken = first.nextToken
        let second = try await rig.api().listDashboards(request)
        let last = second.dashboards?.first?.dashboardArn ?? ""
        #expect(second.dashboards?.count == 1)
        #expect(last.hasSuffix("/ab-3"))
        #expect(second.nextToken == nil)
        request.nextToken = "rubbish"
        #expect(await code { _ = try await rig.api().listDashboards(request) } == .validation)
        let custom = try await rig.api().listDashboards(ListDashboardsRequest(type: .custom))
        #expect(custom.dashboards?.count == 4)
    }
}
