public import CairnAPI

/// The dashboards that every account has without making them.
///
/// Which store they show is said when they are refreshed; the statements have a placeholder for it. AWS does not publish
/// its own statements: these are Cairn's.
public enum ManagedDashboards {
    /// All but the highlights, by name.
    public static let prebuilt: [(name: String, widgets: [Widget])] = [
        ("AWSCloudTrail-Overview", widgets("Overview", overview)),
        ("AWSCloudTrail-ManagementEvents", widgets("ManagementEvents", management)),
        ("AWSCloudTrail-DataEvents", widgets("DataEvents", data)),
        ("AWSCloudTrail-ErrorAnalysis", widgets("ErrorAnalysis", errors)),
        ("AWSCloudTrail-IAMActivity", widgets("IAMActivity", iam)),
        ("AWSCloudTrail-SecurityMonitoring", widgets("SecurityMonitoring", security)),
    ]

    /// The widgets of the highlights, over all event data stores of CloudTrail events.
    /// - Parameter stores: their ids, in order.
    public static func highlights(_ stores: [String]) -> [Widget] {
        widgets("Highlights", highlights, source: source(stores), store: [])
    }

    /// Several stores as one table.
    private static func source(_ stores: [String]) -> String {
        let columns = "eventTime, eventName, eventSource, errorCode, readOnly, awsRegion, userIdentity, eventCategory"
        let selects = stores.map { "SELECT \(columns) FROM \($0)" }
        return stores.count == 1 ? stores[0] : "(" + selects.joined(separator: " UNION ALL ") + ") AS events"
    }

    private struct Question {
        var title: String
        var view: String
        /// Columns by the property that shows them.
        var columns: [String: String] = [:]
        var select: String
        var condition = ""
        var ending = ""
    }

    private static func widgets(
        _ dashboard: String, _ questions: [Question], source: String = "?", store: [String] = ["$EventDataStoreId$"]
    ) -> [Widget] {
        questions.map { question in
            let isByTime = question.select.contains("'?'")
            let condition = question.condition.isEmpty ? "" : " AND " + question.condition
            let statement =
                "SELECT \(question.select) FROM \(source) WHERE eventTime > '?' AND eventTime <= '?'\(condition)"
                + (question.ending.isEmpty ? "" : " " + question.ending)
            return Widget(
                queryAlias: "AWSCloudTrail-\(dashboard)-\(question.title.filter { $0 != " " })",
                queryStatement: statement,
                queryParameters: (isByTime ? ["$Period$"] : []) + store + ["$StartTime$", "$EndTime$"],
                viewProperties: question.columns.merging([
                    "Height": "2", "Width": "4", "Title": question.title, "View": question.view,
                ]) { $1 })
        }
    }

    private static func top(
        _ title: String, _ column: String, as name: String, where condition: String = ""
    ) -> Question {
        Question(
            title: title, view: "PieChart", columns: ["LabelColumn": name, "ValueColumn": "events"],
            select: "\(column) AS \(name), count(*) AS events", condition: condition,
            ending: "GROUP BY 1 ORDER BY 2 DESC LIMIT 10")
    }

    private static func overTime(_ title: String, where condition: String = "") -> Question {
        Question(
            title: title, view: "LineChart", columns: ["XAxisColumn": "period", "YAxisColumn": "events"],
            select: "date_trunc('?', eventTime) AS period, count(*) AS events", condition: condition,
            ending: "GROUP BY 1 ORDER BY 1")
    }

    private static func latest(_ title: String, where condition: String) -> Question {
        Question(
            title: title, view: "Table",
            select: "eventTime, eventSource, eventName, userIdentity.arn AS who, awsRegion, errorCode",
            condition: condition, ending: "ORDER BY eventTime DESC LIMIT 25")
    }

    private static let overview = [
        overTime("Account activity"), top("Most active services", "eventSource", as: "service"),
        top("Most active users", "userIdentity.arn", as: "who", where: "userIdentity.arn IS NOT NULL"),
        top("Regions", "awsRegion", as: "region"),
        top("Most frequent errors", "errorCode", as: "error", where: "errorCode IS NOT NULL"),
    ]

    private static let management = [
        overTime("Write activity", where: "readOnly = false"),
        top("Write operations", "eventName", as: "operation", where: "readOnly = false"),
        top("Read operations", "eventName", as: "operation", where: "readOnly = true"),
        latest("Changes that failed", where: "readOnly = false AND errorCode IS NOT NULL"),
    ]

    private static let data = [
        overTime("Data activity", where: "eventCategory = 'Data'"),
        top("Data operations", "eventName", as: "operation", where: "eventCategory = 'Data'"),
        top(
            "Users of data", "userIdentity.arn", as: "who",
            where: "eventCategory = 'Data' AND userIdentity.arn IS NOT NULL"),
    ]

    private static let errors = [
        overTime("Errors", where: "errorCode IS NOT NULL"),
        top("Error codes", "errorCode", as: "error", where: "errorCode IS NOT NULL"),
        top("Operations that fail", "eventName", as: "operation", where: "errorCode IS NOT NULL"),
        latest("Latest refusals", where: "(errorCode LIKE '%AccessDenied%' OR errorCode LIKE '%Unauthorized%')"),
    ]

    private static let iam = [
        overTime("IAM activity", where: "eventSource = 'iam.amazonaws.com'"),
        top("IAM operations", "eventName", as: "operation", where: "eventSource = 'iam.amazonaws.com'"),
        latest("IAM changes", where: "eventSource = 'iam.amazonaws.com' AND readOnly = false"),
    ]

    private static let security = [
        latest("Use of the root user", where: "userIdentity.type = 'Root'"),
        latest("Sign-ins", where: "eventName = 'ConsoleLogin'"),
        latest(
            "Changes of logging",
            where: "eventSource = 'cloudtrail.amazonaws.com' AND eventName IN ('StopLogging', 'DeleteTrail', "
                + "'UpdateTrail', 'PutEventSelectors', 'DeleteEventDataStore', 'StopEventDataStoreIngestion')"),
        latest("Refusals", where: "errorCode LIKE '%AccessDenied%'"),
    ]

    private static let highlights = [
        overTime("Account activity"), top("Most active services", "eventSource", as: "service"),
        top("Most frequent errors", "errorCode", as: "error", where: "errorCode IS NOT NULL"),
        top("Most active users", "userIdentity.arn", as: "who", where: "userIdentity.arn IS NOT NULL"),
    ]
}
