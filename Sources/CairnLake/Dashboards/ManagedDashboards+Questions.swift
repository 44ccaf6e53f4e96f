/// What the widgets ask.
extension ManagedDashboards {
    static let overview = [
        overTime("Account activity"), top("Most active services", "eventSource", as: "service"),
        top("Most active users", "userIdentity.arn", as: "who", where: "userIdentity.arn IS NOT NULL"),
        top("Regions", "awsRegion", as: "region"),
        top("Most frequent errors", "errorCode", as: "error", where: "errorCode IS NOT NULL"),
    ]

    static let management = [
        overTime("Write activity", where: "readOnly = false"),
        top("Write operations", "eventName", as: "operation", where: "readOnly = false"),
        top("Read operations", "eventName", as: "operation", where: "readOnly = true"),
        latest("Changes that failed", where: "readOnly = false AND errorCode IS NOT NULL"),
    ]

    static let data = [
        overTime("Data activity", where: "eventCategory = 'Data'"),
        top("Data operations", "eventName", as: "operation", where: "eventCategory = 'Data'"),
        top(
            "Users of data", "userIdentity.arn", as: "who",
            where: "eventCategory = 'Data' AND userIdentity.arn IS NOT NULL"),
    ]

    static let errors = [
        overTime("Errors", where: "errorCode IS NOT NULL"),
        top("Error codes", "errorCode", as: "error", where: "errorCode IS NOT NULL"),
        top("Operations that fail", "eventName", as: "operation", where: "errorCode IS NOT NULL"),
        latest("Latest refusals", where: "(errorCode LIKE '%AccessDenied%' OR errorCode LIKE '%Unauthorized%')"),
    ]

    static let iam = [
        overTime("IAM activity", where: "eventSource = 'iam.amazonaws.com'"),
        top("IAM operations", "eventName", as: "operation", where: "eventSource = 'iam.amazonaws.com'"),
        latest("IAM changes", where: "eventSource = 'iam.amazonaws.com' AND readOnly = false"),
    ]

    static let security = [
        latest("Use of the root user", where: "userIdentity.type = 'Root'"),
        latest("Sign-ins", where: "eventName = 'ConsoleLogin'"),
        latest(
            "Changes of logging",
            where: "eventSource = 'cloudtrail.amazonaws.com' AND eventName IN ('StopLogging', 'DeleteTrail', "
                + "'UpdateTrail', 'PutEventSelectors', 'DeleteEventDataStore', 'StopEventDataStoreIngestion')"),
        latest("Refusals", where: "errorCode LIKE '%AccessDenied%'"),
    ]

    static let highlights = [
        overTime("Account activity"), top("Most active services", "eventSource", as: "service"),
        top("Most frequent errors", "errorCode", as: "error", where: "errorCode IS NOT NULL"),
        top("Most active users", "userIdentity.arn", as: "who", where: "userIdentity.arn IS NOT NULL"),
    ]

    static let users = [
        overTime("User activity", where: "userIdentity.arn IS NOT NULL"),
        top("Users", "userIdentity.arn", as: "who", where: "userIdentity.arn IS NOT NULL"),
        top("Kinds of users", "userIdentity.type", as: "kind", where: "userIdentity.type IS NOT NULL"),
        top("Source addresses", "sourceIPAddress", as: "address", where: "sourceIPAddress IS NOT NULL"),
        top("Clients", "userAgent", as: "client", where: "userAgent IS NOT NULL"),
        top(
            "Users with errors", "userIdentity.arn", as: "who",
            where: "userIdentity.arn IS NOT NULL AND errorCode IS NOT NULL"),
    ]

    private static let isChange = "readOnly = false AND errorCode IS NULL AND eventCategory = 'Management'"
    private static let isDeletion =
        "(eventName LIKE 'Delete%' OR eventName LIKE 'Terminate%' OR eventName LIKE 'Remove%')"

    static let changes = [
        overTime("Resource changes", where: isChange),
        top("Services with changes", "eventSource", as: "service", where: isChange),
        top("Users with changes", "userIdentity.arn", as: "who", where: isChange + " AND userIdentity.arn IS NOT NULL"),
        latest("Latest changes", where: isChange), latest("Latest deletions", where: isChange + " AND " + isDeletion),
    ]

    private static let isOfOrganizations = "eventSource = 'organizations.amazonaws.com'"

    static let organizations = [
        overTime("Organizations activity", where: isOfOrganizations),
        top("Organizations operations", "eventName", as: "operation", where: isOfOrganizations),
        latest("Changes of the organization", where: isOfOrganizations + " AND readOnly = false"),
    ]

    static let ec2 = [
        overTime("EC2 activity", where: "eventSource = 'ec2.amazonaws.com'"),
        top("EC2 operations", "eventName", as: "operation", where: "eventSource = 'ec2.amazonaws.com'"),
        top("Regions of EC2", "awsRegion", as: "region", where: "eventSource = 'ec2.amazonaws.com'"),
        latest(
            "Instances",
            where: "eventSource = 'ec2.amazonaws.com' AND eventName IN ('RunInstances', 'StartInstances', "
                + "'StopInstances', 'RebootInstances', 'TerminateInstances')"),
        latest(
            "Security groups and gateways",
            where: "eventSource = 'ec2.amazonaws.com' AND readOnly = false AND (eventName LIKE '%SecurityGroup%' "
                + "OR eventName LIKE '%Gateway%' OR eventName LIKE '%NetworkAcl%')"),
    ]

    /// - Parameters:
    ///   - service: the first part of its `eventSource`.
    ///   - parameter: what of a request names the resource.
    ///   - name: what the resource is called in results.
    static func dataEvents(of service: String, _ parameter: String, as name: String) -> [Question] {
        let isWanted = "eventCategory = 'Data' AND eventSource = '\(service).amazonaws.com'"
        let resource = "element_at(requestParameters, '\(parameter)')"
        return [
            overTime("Data events", where: isWanted), top("Operations", "eventName", as: "operation", where: isWanted),
            top("Resources", resource, as: name, where: "\(isWanted) AND \(resource) IS NOT NULL"),
            top("Users", "userIdentity.arn", as: "who", where: isWanted + " AND userIdentity.arn IS NOT NULL"),
            latest("Latest errors", where: isWanted + " AND errorCode IS NOT NULL"),
        ]
    }

    /// An insight has two events, of which the first counts.
    private static let isInsight = "insightState = 'Start'"
    private static let insightUser =
        "element_at(element_at(filter(insightContext.attributions, a -> a.attribute = 'userIdentityArn'), 1).insight, 1)"
        + ".value"

    static let insights = [
        top("Insights by type", "insightType", as: "kind", where: isInsight),
        top(
            "Insights by type and user", "concat(insightType, ' ', \(insightUser))", as: "kind_and_user",
            where: "\(isInsight) AND \(insightUser) IS NOT NULL"),
        top(
            "Insights by type and service", "concat(insightType, ' ', insightEventSource)", as: "kind_and_service",
            where: isInsight + " AND insightEventSource IS NOT NULL"),
        overTime("Insights events over time", where: isInsight),
        Question(
            title: "Insights events", view: "Table",
            select: "eventTime, insightState, insightType, insightEventSource, insightEventName, insightErrorCode, "
                + "awsRegion, insightContext.baselineAverage AS baseline, insightContext.insightAverage AS average",
            ending: "ORDER BY eventTime DESC LIMIT 100"),
    ]
}
