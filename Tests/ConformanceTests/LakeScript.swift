/// The life of what the Lake has: each call may name what an earlier one has made.
enum LakeScript {
    typealias Step = ScriptStep

    static let steps: [Step] = stores + queries + channels + dashboards + settings + imports + ends

    private static let stores = [
        Step("ListEventDataStores", "{}"),
        Step(
            "CreateEventDataStore", #"{"Name":"audit","TerminationProtectionEnabled":false}"#,
            keeping: ("store", "EventDataStoreArn")),
        Step("CreateEventDataStore", #"{"Name":"audit"}"#), Step("CreateEventDataStore", #"{"Name":"x"}"#),
        Step("CreateEventDataStore", #"{"Name":"audit2","RetentionPeriod":6}"#),
        Step(
            "CreateEventDataStore",
            #"{"Name":"outside","MultiRegionEnabled":false,"TerminationProtectionEnabled":false,"#
                + #""AdvancedEventSelectors":[{"FieldSelectors":[{"Field":"eventCategory","#
                + #""Equals":["ActivityAuditLog"]}]}]}"#, keeping: ("outside", "EventDataStoreArn")),
        Step(
            "CreateEventDataStore",
            #"{"Name":"unusual","TerminationProtectionEnabled":false,"AdvancedEventSelectors":[{"FieldSelectors":"#
                + #"[{"Field":"eventCategory","Equals":["Insight"]}]}]}"#, keeping: ("unusual", "EventDataStoreArn")),
        Step("GetEventDataStore", #"{"EventDataStore":"$store"}"#), Step("ListEventDataStores", #"{"MaxResults":2}"#),
        Step("UpdateEventDataStore", #"{"EventDataStore":"$store","RetentionPeriod":30}"#),
        Step("StopEventDataStoreIngestion", #"{"EventDataStore":"$store"}"#),
        Step("StopEventDataStoreIngestion", #"{"EventDataStore":"$store"}"#),
        Step("StartEventDataStoreIngestion", #"{"EventDataStore":"$store"}"#),
        Step("StopEventDataStoreIngestion", #"{"EventDataStore":"$outside"}"#),
        Step("GetEventDataStore", #"{"EventDataStore":"11111111-2222-4333-8444-555555555555"}"#),
    ]

    private static let queries = [
        Step("StartQuery", #"{"QueryStatement":"SELEC 1"}"#), Step("StartQuery", "{}"),
        Step("StartQuery", #"{"QueryStatement":"SELECT eventName FROM 11111111-2222-4333-8444-555555555555"}"#),
        Step("DescribeQuery", #"{"QueryId":"11111111-2222-4333-8444-555555555555"}"#),
        Step("CancelQuery", #"{"QueryId":"11111111-2222-4333-8444-555555555555"}"#),
        Step("GetQueryResults", #"{"QueryId":"11111111-2222-4333-8444-555555555555","MaxQueryResults":1001}"#),
        Step("ListQueries", #"{"EventDataStore":"$store"}"#),
        Step("GenerateQuery", #"{"EventDataStores":["$store"],"Prompt":"how many errors per service"}"#),
        Step("GenerateQuery", #"{"EventDataStores":["$store"],"Prompt":"flibbertigibbet"}"#),
        Step("SearchSampleQueries", #"{"SearchPhrase":"deleted buckets","MaxResults":3}"#),
    ]

    private static let channels = [
        Step(
            "CreateChannel",
            #"{"Name":"partner","Source":"Custom","Destinations":[{"Type":"EVENT_DATA_STORE","Location":"$outside"}]}"#,
            keeping: ("channel", "ChannelArn")),
        Step(
            "CreateChannel",
            #"{"Name":"second","Source":"Custom","Destinations":[{"Type":"EVENT_DATA_STORE","Location":"$outside"}]}"#),
        Step(
            "CreateChannel",
            #"{"Name":"third","Source":"Okta","Destinations":[{"Type":"EVENT_DATA_STORE","Location":"$store"}]}"#),
        Step("GetChannel", #"{"Channel":"$channel"}"#), Step("ListChannels", "{}"),
        Step("UpdateChannel", #"{"Channel":"$channel","Name":"renamed"}"#),
        Step("GetResourcePolicy", #"{"ResourceArn":"$channel"}"#),
        Step("PutResourcePolicy", #"{"ResourceArn":"$channel","ResourcePolicy":"{}"}"#),
        Step("DeleteEventDataStore", #"{"EventDataStore":"$outside"}"#),
        Step("AddTags", #"{"ResourceId":"$channel","TagsList":[{"Key":"a","Value":"b"}]}"#),
        Step("AddTags", #"{"ResourceId":"$store","TagsList":[{"Key":"a","Value":"b"}]}"#),
        Step("ListTags", #"{"ResourceIdList":["$channel","$store"]}"#),
        Step("RemoveTags", #"{"ResourceId":"$store","TagsList":[{"Key":"a"}]}"#),
    ]

    private static let widget =
        #"{"QueryStatement":"SELECT eventName, count(*) AS n FROM $store GROUP BY 1","ViewProperties":"#
        + #"{"Height":"2","Width":"4","Title":"Names","View":"Table"}}"#

    private static let dashboards = [
        Step("CreateDashboard", #"{"Name":"board","Widgets":[\#(widget)]}"#, keeping: ("board", "DashboardArn")),
        Step("CreateDashboard", #"{"Name":"board","Widgets":[\#(widget)]}"#),
        Step("CreateDashboard", #"{"Name":"bad","Widgets":[{"QueryStatement":"SELEC","ViewProperties":{}}]}"#),
        Step("GetDashboard", #"{"DashboardId":"board"}"#), Step("ListDashboards", #"{"Type":"CUSTOM"}"#),
        Step("GetDashboard", #"{"DashboardId":"nobody"}"#),
        Step("UpdateDashboard", #"{"DashboardId":"board","Widgets":[]}"#),
        Step("DeleteDashboard", #"{"DashboardId":"board"}"#), Step("DeleteDashboard", #"{"DashboardId":"board"}"#),
    ]

    private static let settings = [
        Step(
            "PutInsightSelectors",
            #"{"EventDataStore":"$store","InsightsDestination":"$unusual","InsightSelectors":"#
                + #"[{"InsightType":"ApiCallRateInsight"}]}"#),
        Step("GetInsightSelectors", #"{"EventDataStore":"$store"}"#),
        Step("GetInsightSelectors", #"{"EventDataStore":"$unusual"}"#),
        Step("PutEventConfiguration", #"{"EventDataStore":"$store","MaxEventSize":"Large","ContextKeySelectors":[]}"#),
        Step("GetEventConfiguration", #"{"EventDataStore":"$store"}"#),
        Step(
            "EnableFederation",
            #"{"EventDataStore":"$store","FederationRoleArn":"arn:aws:iam::222233334444:role/lake"}"#),
        Step("GetEventDataStore", #"{"EventDataStore":"$store"}"#, until: ("FederationStatus", "ENABLED")),
        Step("DeleteEventDataStore", #"{"EventDataStore":"$store"}"#),
        Step("DisableFederation", #"{"EventDataStore":"$store"}"#),
        Step("GetEventDataStore", #"{"EventDataStore":"$store"}"#, until: ("FederationStatus", "DISABLED")),
    ]

    private static let imports = [
        Step("StartImport", "{}"), Step("ListImports", "{}"),
        Step("GetImport", #"{"ImportId":"11111111-2222-4333-8444-555555555555"}"#),
        Step("StopImport", #"{"ImportId":"11111111-2222-4333-8444-555555555555"}"#),
        Step("ListImportFailures", #"{"ImportId":"11111111-2222-4333-8444-555555555555"}"#),
    ]

    private static let ends = [
        Step("DeleteChannel", #"{"Channel":"$channel"}"#), Step("DeleteChannel", #"{"Channel":"$channel"}"#),
        Step("DeleteEventDataStore", #"{"EventDataStore":"$outside"}"#),
        Step("DeleteEventDataStore", #"{"EventDataStore":"$outside"}"#),
        Step("ListQueries", #"{"EventDataStore":"$outside"}"#),
        Step("RestoreEventDataStore", #"{"EventDataStore":"$outside"}"#),
        Step("RestoreEventDataStore", #"{"EventDataStore":"$outside"}"#),
    ]
}
