public import CairnAPI

/// The dashboards that every account has without making them.
///
/// Which store they show is said when they are refreshed; the statements have a placeholder for it. AWS has as many, but
/// does not publish its own statements: these are Cairn's.
///
/// Source: CloudTrail User Guide, "CloudTrail Lake dashboards" and "Viewing the Insights dashboard".
public enum ManagedDashboards {
    /// A dashboard that everybody has.
    public struct Prebuilt: Sendable {
        public let name: String
        /// Which stores it can show.
        public let kind: EventDataStoreKind
        public let widgets: [Widget]

        fileprivate init(_ name: String, _ questions: [Question], of kind: EventDataStoreKind = .cloudTrailEvents) {
            self.name = "AWSCloudTrail-" + name
            self.kind = kind
            widgets = ManagedDashboards.widgets(name, questions)
        }
    }

    /// All but the highlights, by name.
    public static let prebuilt = [
        Prebuilt("Overview", overview), Prebuilt("ManagementEvents", management), Prebuilt("DataEvents", data),
        Prebuilt("ErrorAnalysis", errors), Prebuilt("IAMActivity", iam), Prebuilt("SecurityMonitoring", security),
        Prebuilt("UserActivity", users), Prebuilt("ResourceChanges", changes),
        Prebuilt("OrganizationsActivity", organizations), Prebuilt("EC2Activity", ec2),
        Prebuilt("S3DataEvents", dataEvents(of: "s3", "bucketName", as: "bucket")),
        Prebuilt("DynamoDBDataEvents", dataEvents(of: "dynamodb", "tableName", as: "table_name")),
        Prebuilt("LambdaDataEvents", dataEvents(of: "lambda", "functionName", as: "function_name")),
        Prebuilt("InsightsEvents", insights, of: .insights),
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

    struct Question {
        var title: String
        var view: String
        /// Columns by the property that shows them.
        var columns: [String: String] = [:]
        var select: String
        var condition = ""
        var ending = ""
    }

    fileprivate static func widgets(
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

    static func top(
        _ title: String, _ column: String, as name: String, where condition: String = ""
    ) -> Question {
        Question(
            title: title, view: "PieChart", columns: ["LabelColumn": name, "ValueColumn": "events"],
            select: "\(column) AS \(name), count(*) AS events", condition: condition,
            ending: "GROUP BY 1 ORDER BY 2 DESC LIMIT 10")
    }

    static func overTime(_ title: String, where condition: String = "") -> Question {
        Question(
            title: title, view: "LineChart", columns: ["XAxisColumn": "period", "YAxisColumn": "events"],
            select: "date_trunc('?', eventTime) AS period, count(*) AS events", condition: condition,
            ending: "GROUP BY 1 ORDER BY 1")
    }

    static func latest(_ title: String, where condition: String) -> Question {
        Question(
            title: title, view: "Table",
            select: "eventTime, eventSource, eventName, userIdentity.arn AS who, awsRegion, errorCode",
            condition: condition, ending: "ORDER BY eventTime DESC LIMIT 25")
    }
}
