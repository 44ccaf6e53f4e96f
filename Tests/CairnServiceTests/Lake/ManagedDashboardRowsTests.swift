import CairnAPI
import CairnLake
import CairnModel
import CairnStore
import Logging
import Testing

@testable import CairnService

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The statements of the managed dashboards, carried out over events that each of them has something to show of.
@Suite(.timeLimit(.minutes(2))) struct ManagedDashboardRowsTests {
    private static let program = try? DuckDBProgram.find(environment: ProcessInfo.processInfo.environment)
    private static let isThere = program != nil

    private let folder = FileManager.default.temporaryDirectory.path + "/cairn-dashboards-" + UUID().uuidString

    private static func event(
        _ service: String, _ name: String, category: String = "Management", isRead: Bool = false, error: String? = nil,
        user: String = "IAMUser", parameters: String = "{}"
    ) -> String {
        """
        {"eventVersion":"1.11","userIdentity":{"type":"\(user)","arn":"arn:aws:iam::111122223333:user/dana"},\
        "eventTime":"2026-03-01T09:15:02Z","eventSource":"\(service).amazonaws.com","eventName":"\(name)",\
        "awsRegion":"us-east-1","sourceIPAddress":"192.0.2.7","userAgent":"cli"\
        \(error.map { #","errorCode":"\#($0)""# } ?? ""),"requestParameters":\(parameters),\
        "eventID":"\(UUID().uuidString)","readOnly":\(isRead),"eventType":"AwsApiCall","managementEvent":true,\
        "recipientAccountId":"111122223333","eventCategory":"\(category)"}
        """
    }

    private static let events =
        [
            event("ec2", "RunInstances"), event("ec2", "AuthorizeSecurityGroupIngress"),
            event("ec2", "DescribeInstances", isRead: true), event("ec2", "TerminateInstances"),
            event("iam", "CreateUser"), event("iam", "CreateRole", error: "AccessDenied"),
            event("organizations", "CreateAccount"), event("signin", "ConsoleLogin", user: "Root"),
            event("cloudtrail", "StopLogging"),
        ]
        + [("s3", "bucketName"), ("dynamodb", "tableName"), ("lambda", "functionName")].flatMap { service, parameter in
            [nil, "AccessDenied"].map { error in
                event(service, "Get", category: "Data", error: error, parameters: #"{"\#(parameter)":"audit"}"#)
            }
        }

    private static func insight(_ state: String) -> String {
        """
        {"eventVersion":"1.09","eventCategory":"Insight","eventType":"AwsCloudTrailInsight",\
        "eventID":"\(UUID().uuidString)","eventTime":"2026-03-01T09:15:00Z","awsRegion":"us-east-1",\
        "recipientAccountId":"111122223333","sharedEventID":"shared","insightState":"\(state)",\
        "insightEventSource":"ec2.amazonaws.com","insightEventName":"RunInstances","insightType":"ApiCallRateInsight",\
        "insightContext":{"baselineAverage":0.5,"insightAverage":9.0,"attributions":[{"attribute":"userIdentityArn",\
        "insight":[{"value":"arn:aws:iam::111122223333:user/dana","average":9.0}],"baseline":[]}]}}
        """
    }

    @Test(.enabled(if: isThere, "DuckDB is not installed"))
    func everyWidgetShowsRows() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (logger, clock) = (Logger(label: "test"), ManualClock(1_772_359_200))
        let registry = EventDataStoreRegistry()
        let stores = LakeStores(folder: folder + "/lake", registry: registry, syncs: false, clock: clock)
        let program = try #require(Self.program)
        let engine = try DuckDBEngine(
            program, stores: stores, resultFolder: folder + "/lake/results", workFolder: folder + "/lake/work/queries")
        defer { engine.stop() }
        let queries = try QueryHistory(engine: engine, database: try .inMemory(), clock: clock, logger: logger)
        let lake = Lake(
            registry: registry, stores: stores, queries: queries,
            imports: try ImportRegistry(database: try .inMemory()), statements: TrinoStatements(),
            journalEnd: { .beginning })
        let api = CairnService(history: FakeHistory(), lake: lake, clock: clock, logger: logger)
            .scoped(to: RequestContext(account: "111122223333", region: "us-east-1", requestID: "request"))

        var ids: [EventDataStoreKind: String] = [:]
        for (kind, category, events) in [
            (EventDataStoreKind.cloudTrailEvents, "Management", Self.events),
            (.insights, "Insight", ["Start", "End"].map(Self.insight)),
        ] {
            let made = try await api.createEventDataStore(
                CreateEventDataStoreRequest(
                    name: category, advancedEventSelectors: LakeRig.selectors(category)))
            let id = try #require(made.eventDataStoreArn?.split(separator: "/").last).description
            ids[kind] = id
            #expect(try stores.files(ofStore: id).append(events.map { Array($0.utf8) }) == events.count)
        }

        #expect(ManagedDashboards.prebuilt.count == 14)
        for dashboard in ManagedDashboards.prebuilt {
            let refresh = try await api.startDashboardRefresh(
                StartDashboardRefreshRequest(
                    dashboardId: dashboard.name,
                    queryParameterValues: ["$EventDataStoreId$": try #require(ids[dashboard.kind])])
            ).refreshId
            for widget in dashboard.widgets {
                let run = try await api.describeQuery(
                    DescribeQueryRequest(queryAlias: widget.queryAlias, refreshId: refresh))
                let ended = await queries.ended(try #require(run.queryId))
                #expect(ended?.status == .finished, "\(widget.queryAlias ?? ""): \(ended?.errorMessage ?? "")")
                #expect(ended?.rowCount ?? 0 > 0, "\(widget.queryAlias ?? "")")
                let columns = ["XAxisColumn", "YAxisColumn", "LabelColumn", "ValueColumn"]
                    .compactMap { widget.viewProperties?[$0] }
                #expect(Set(columns).isSubset(of: ended?.columnNames ?? []), "\(widget.queryAlias ?? "")")
            }
        }
    }
}
