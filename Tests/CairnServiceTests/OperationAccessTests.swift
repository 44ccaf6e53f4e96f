import CairnAPI
import CairnModel
import Testing

@testable import CairnService

@Suite struct OperationAccessTests {
    @Test func everyOperationHasOneRow() {
        #expect(OperationAccess.table.count == APIOperation.all.count)
        #expect(Set(OperationAccess.table.map(\.operation)) == Set(APIOperation.all))
        #expect(APIOperation.all.count == 61)
    }

    @Test(arguments: APIOperation.all) func theActionIsNamedLikeTheOperation(_ operation: APIOperation) {
        let prefix = operation.service == .cloudTrail ? "cloudtrail:" : "cloudtrail-data:"
        #expect(OperationAccess.of(operation).action == prefix + operation.name)
    }

    static let scope = "arn:aws:cloudtrail:eu-west-1:222233334444:"
    static let id = "0a1b2c3d-0000-4000-8000-00000000000a"

    @Test(arguments: [
        (APIOperation.lookupEvents, "{}", ["*"]),
        (.describeTrails, #"{"trailNameList":["audit"]}"#, ["*"]),
        (.createTrail, #"{"Name":"audit"}"#, ["trail/audit"]),
        (.getTrailStatus, #"{"Name":"audit"}"#, ["trail/audit"]),
        (.putEventSelectors, #"{"TrailName":"audit"}"#, ["trail/audit"]),
        (
            .putInsightSelectors, #"{"EventDataStore":"\#(id)","InsightsDestination":"b"}"#,
            ["eventdatastore/\(id)", "eventdatastore/b"]
        ),
        (.listInsightsData, #"{"InsightSource":"audit"}"#, ["trail/audit"]),
        (.listInsightsMetricData, "{}", ["*"]),
        (.createEventDataStore, #"{"Name":"a"}"#, ["eventdatastore/*"]),
        (.getEventDataStore, #"{"EventDataStore":"\#(id.uppercased())"}"#, ["eventdatastore/\(id)"]),
        (
            .getEventDataStore, #"{"EventDataStore":"\#(scope)eventdatastore/\#(id.uppercased())"}"#,
            ["eventdatastore/\(id)"]
        ),
        (.startQuery, #"{"QueryStatement":"SELECT 1 FROM \#(id)"}"#, ["eventdatastore/\(id)"]),
        (.startQuery, #"{"QueryAlias":"a"}"#, ["eventdatastore/*"]),
        (.generateQuery, #"{"EventDataStores":["a","b"]}"#, ["eventdatastore/a", "eventdatastore/b"]),
        (.startImport, #"{"ImportId":"x"}"#, ["*"]),
        (
            .createChannel, #"{"Name":"c","Destinations":[{"Type":"EVENT_DATA_STORE","Location":"a"}]}"#,
            ["channel/*", "eventdatastore/a"]
        ),
        (.getChannel, #"{"Channel":"\#(id)"}"#, ["channel/\(id)"]),
        (.updateDashboard, #"{"DashboardId":"Board"}"#, ["dashboard/Board"]),
        (.putAuditEvents, #"{"channelArn":"\#(scope)channel/\#(id)"}"#, ["channel/\(id)"]),
    ]) func findsTheResourcesOfARequest(_ operation: APIOperation, _ body: String, _ expected: [String]) async throws {
        let resources = AccessedResources(
            parameters: try JSON(parsing: body),
            context: RequestContext(account: "222233334444", region: "eu-west-1", requestID: "r"),
            directory: NoResourceDirectory())
        let arns = try await resources.arns(OperationAccess.of(operation))
        #expect(arns == expected.map { $0 == "*" ? $0 : Self.scope + $0 })
    }

    @Test(arguments: [
        ("SELECT * FROM \(id)", [id]),
        ("select a from \"\(id)\" x", [id]),
        ("select a from `\(id.uppercased())`", [id]),
        ("SELECT * FROM \(id) WHERE eventID = 'ffffffff-0000-4000-8000-00000000000b'", [id]),
        ("SELECT 'it''s' FROM \(id)", [id]),
        ("SELECT 1 -- FROM ffffffff-0000-4000-8000-00000000000b\nFROM \(id)", [id]),
        ("SELECT 1 /* ' */ FROM \(id) /* ' */", [id]),
        ("SELECT x--'\nFROM \(id) WHERE a = 'b'", [id]),
        ("SELECT 1 AS \"a'b\" FROM \(id) WHERE c = 'd'", [id]),
        ("SELECT a FROM \(id) UNION SELECT a FROM \(id)", [id]),
        ("SELECT a FROM \(id)0", []), ("SELECT 1", []), ("", []), ("'", []), ("/*", []), ("\"", []), ("--", []),
    ]) func findsTheStoresOfAStatement(_ statement: String, _ ids: [String]) {
        #expect(StatementStores.names(in: statement) == ids)
    }
}
