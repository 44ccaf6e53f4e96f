import CairnAPI
import CairnGzip
import CairnLake
import CairnObjects
import CairnServer
import CairnTrails
import Foundation
import Testing

/// The life of what the Lake has in it: imports from buckets, queries of what they brought, dashboards that are
/// refreshed, policies, and what organizations and Insights have. All of it succeeds, but for ``refused``.
enum DataScript {
    typealias Step = ScriptStep

    static let isPossible = (try? DuckDBProgram.find(environment: ProcessInfo.processInfo.environment)) != nil

    private static let member = "333344445555"
    private static let eventCount = 25
    /// So many that an import of them can be stopped.
    private static let fileCount = 600

    static let steps: [Step] = imports + queries + dashboards + policies + organizations + insights

    /// The only ones that end in errors, when they are called once more: a policy that is not there any more, an
    /// administrator who is none any more, a query that was cancelled.
    static let refused: Set<String> = ["GetResourcePolicy", "DeregisterOrganizationDelegatedAdmin", "CancelQuery"]

    static func outcomes(through door: Door) async throws -> [Outcome] {
        let organization = Organization(
            id: "o-abc123defg", managementAccount: Door.account, memberAccounts: [member])
        return try await Door.with(door, configure: { $0.organization = organization }, prepare: fill) { api in
            await ScriptStep.outcomes(of: steps, on: api)
        }
    }

    private static func event(_ number: Int) -> String {
        let digits = String(number)
        let padded = String(repeating: "0", count: 12 - digits.utf8.count) + digits
        return #"{"eventVersion":"1.11","userIdentity":{"type":"IAMUser","userName":"dana"},"eventTime":"#
            + #""2026-03-01T10:\#(String(format: "%02d", number)):00Z","eventSource":"ec2.amazonaws.com","#
            + #""eventName":"RunInstances","awsRegion":"eu-west-1","requestParameters":{"number":\#(number)},"#
            + #""eventID":"00000000-0000-4000-8000-\#(padded)","readOnly":false,"eventType":"AwsApiCall","#
            + #""managementEvent":true,"recipientAccountId":"222233334444","eventCategory":"Management"}"#
    }

    private static func fill(_ buckets: DirectoryStore) async throws {
        let folder = "AWSLogs/\(Door.account)/CloudTrail/\(Door.region)/2026/03/01/"
        for name in ["audit-logs", "broken-logs", "many-logs"] {
            try await buckets.createBucket(name, region: Door.region, owner: Door.account)
        }
        let text = #"{"Records":["# + (0..<eventCount).map(event).joined(separator: ",") + "]}"
        try await buckets.put(
            bucket: "audit-logs", key: folder + "x.json.gz", bytes: try Gzip.compress(Array(text.utf8)))
        try await buckets.put(bucket: "broken-logs", key: folder + "x.json.gz", bytes: Array("hello".utf8))
        let one = try Gzip.compress(Array(#"{"Records":[\#(event(1))]}"#.utf8))
        for index in 0..<fileCount {
            try await buckets.put(bucket: "many-logs", key: folder + "\(index).json.gz", bytes: one)
        }
    }

    private static func importing(_ bucket: String) -> String {
        #"{"Destinations":["$store"],"ImportSource":{"S3":{"S3LocationUri":"s3://\#(bucket)","S3BucketRegion":"#
            + #""eu-west-1","S3BucketAccessRoleArn":"arn:aws:iam::222233334444:role/import"}}}"#
    }

    private static let imports = [
        Step(
            "CreateEventDataStore",
            #"{"Name":"imported","RetentionPeriod":3653,"TerminationProtectionEnabled":false,"StartIngestion":false}"#,
            keeping: ("store", "EventDataStoreArn")),
        Step("StartImport", importing("audit-logs"), keeping: ("good", "ImportId")),
        Step("GetImport", #"{"ImportId":"$good"}"#, until: ("ImportStatus", "COMPLETED")),
        Step("ListImportFailures", #"{"ImportId":"$good"}"#),
        Step("StartImport", importing("broken-logs"), keeping: ("broken", "ImportId")),
        Step("GetImport", #"{"ImportId":"$broken"}"#, until: ("ImportStatus", "FAILED")),
        Step("ListImportFailures", #"{"ImportId":"$broken"}"#),
        Step("ListImports", "{}"), Step("ListImports", #"{"Destination":"$store","ImportStatus":"COMPLETED"}"#),
        Step("StartImport", importing("many-logs"), keeping: ("many", "ImportId")),
        Step("StopImport", #"{"ImportId":"$many"}"#, changing: ["ImportStatistics"]),
        Step(
            "GetImport", #"{"ImportId":"$many"}"#, until: ("ImportStatus", "STOPPED"), changing: ["ImportStatistics"]),
    ]

    private static let selection =
        "SELECT eventName, eventTime, element_at(requestParameters, 'number') AS number FROM $id:store ORDER BY eventTime"
    /// A query that lasts until it is cancelled.
    static let endless =
        "SELECT sum(a.n * b.n) FROM $id:store CROSS JOIN UNNEST(sequence(1, 10000)) AS a(n) "
        + "CROSS JOIN UNNEST(sequence(1, 10000)) AS b(n) CROSS JOIN UNNEST(sequence(1, 1000)) AS c(n)"

    private static let queries = [
        Step("StartQuery", #"{"QueryStatement":"\#(selection)"}"#, keeping: ("query", "QueryId")),
        Step("DescribeQuery", #"{"QueryId":"$query"}"#, until: ("QueryStatus", "FINISHED")),
        Step("GetQueryResults", #"{"QueryId":"$query","MaxQueryResults":10}"#, keeping: ("second", "NextToken")),
        Step(
            "GetQueryResults", #"{"QueryId":"$query","MaxQueryResults":10,"NextToken":"$second"}"#,
            keeping: ("third", "NextToken")),
        Step("GetQueryResults", #"{"QueryId":"$query","MaxQueryResults":10,"NextToken":"$third"}"#),
        Step("StartQuery", #"{"QueryStatement":"\#(endless)"}"#, keeping: ("long", "QueryId")),
        Step("CancelQuery", #"{"QueryId":"$long"}"#), Step("CancelQuery", #"{"QueryId":"$long"}"#),
        Step("DescribeQuery", #"{"QueryId":"$long"}"#, until: ("QueryStatus", "CANCELLED")),
        Step("ListQueries", #"{"EventDataStore":"$store"}"#),
        Step("ListQueries", #"{"EventDataStore":"$store","QueryStatus":"FINISHED"}"#),
    ]

    private static let widget =
        #"{"QueryStatement":"SELECT eventName, count(*) AS n FROM $id:store WHERE eventTime > '?' GROUP BY 1","#
        + #""QueryParameters":["$StartTime$"],"#
        + #""ViewProperties":{"Height":"2","Width":"4","Title":"Names","View":"Table"}}"#

    private static let dashboards = [
        Step("CreateDashboard", #"{"Name":"board","Widgets":[\#(widget)]}"#, keeping: ("board", "DashboardArn")),
        Step("StartDashboardRefresh", #"{"DashboardId":"board"}"#, keeping: ("refresh", "RefreshId")),
        Step("GetDashboard", #"{"DashboardId":"board"}"#), Step("ListDashboards", "{}"),
    ]

    private static let policies = [
        Step(
            "CreateEventDataStore",
            #"{"Name":"outside","MultiRegionEnabled":false,"TerminationProtectionEnabled":false,"#
                + #""AdvancedEventSelectors":[{"FieldSelectors":[{"Field":"eventCategory","#
                + #""Equals":["ActivityAuditLog"]}]}]}"#,
            keeping: ("outside", "EventDataStoreArn")),
        Step(
            "CreateChannel",
            #"{"Name":"partner","Source":"Custom","Destinations":[{"Type":"EVENT_DATA_STORE","Location":"$outside"}]}"#,
            keeping: ("channel", "ChannelArn")),
        Step(
            "PutResourcePolicy",
            #"{"ResourceArn":"$channel","ResourcePolicy":"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":"#
                + #"\"Allow\",\"Principal\":{\"AWS\":[\"arn:aws:iam::333344445555:root\"]},\"Action\":"#
                + #"\"cloudtrail-data:PutAuditEvents\",\"Resource\":\"$channel\"}]}"}"#),
        Step("GetResourcePolicy", #"{"ResourceArn":"$channel"}"#),
        Step("DeleteResourcePolicy", #"{"ResourceArn":"$channel"}"#),
        Step("GetResourcePolicy", #"{"ResourceArn":"$channel"}"#),
    ]

    private static let organizations = [
        Step("RegisterOrganizationDelegatedAdmin", #"{"MemberAccountId":"\#(member)"}"#),
        Step("DeregisterOrganizationDelegatedAdmin", #"{"DelegatedAdminAccountId":"\#(member)"}"#),
        Step("DeregisterOrganizationDelegatedAdmin", #"{"DelegatedAdminAccountId":"\#(member)"}"#),
    ]

    private static let insights = [
        Step("CreateTrail", #"{"Name":"audit","S3BucketName":"audit-logs"}"#, keeping: ("trail", "TrailARN")),
        Step("ListInsightsData", #"{"InsightSource":"$trail","DataType":"InsightsEvents"}"#),
        Step(
            "ListInsightsMetricData",
            #"{"EventSource":"ec2.amazonaws.com","EventName":"RunInstances","InsightType":"ApiCallRateInsight","#
                + #""StartTime":1772359200,"EndTime":1772362800,"Period":3600}"#),
    ]

    /// Not only the same, but what it should be.
    static func check(_ outcomes: [Outcome]) {
        func texts(_ operation: String) -> [String] {
            outcomes.filter { $0.operation == operation }.map(\.description)
        }
        let statistics = texts("GetImport")
        #expect(statistics[0].contains(#""EventsCompleted":\#(eventCount)"#) && statistics[0].contains("COMPLETED"))
        #expect(statistics[1].contains("FAILED") && texts("ListImportFailures")[1].contains("InvalidLogFile"))
        let pages = texts("GetQueryResults")
        let counts = pages.map { $0.components(separatedBy: #"{"eventName":"RunInstances"}"#).count - 1 }
        #expect(counts == [10, 10, 5])
        #expect(pages[0].contains(#"{"number":"0"}"#) && pages[2].contains(#"{"number":"24"}"#))
        let answers = pages.compactMap { $0.components(separatedBy: " → ").last }
        #expect(answers.map { $0.contains("NextToken\":\"…") } == [true, true, false])
        #expect(texts("DescribeQuery")[0].contains(#""EventsMatched":\#(eventCount)"#))
        #expect(texts("GetResourcePolicy")[0].contains("PutAuditEvents"))
    }
}
