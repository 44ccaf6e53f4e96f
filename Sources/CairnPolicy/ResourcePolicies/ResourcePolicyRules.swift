import CairnModel

/// What PutResourcePolicy accepts for a channel, an event data store or a dashboard.
///
/// Source: CloudTrail User Guide, "AWS CloudTrail resource-based policy examples"; API Reference, PutResourcePolicy.
public struct ResourcePolicyRules: Sendable, Hashable {
    /// The longest policy, in characters.
    public static let characterCountMax = 8192
    public static let statementCountMax = 20
    public static let principalCountMax = 50

    public enum Resource: Sendable, Hashable {
        case channel, eventDataStore, dashboard
    }

    public let resource: Resource
    public let resourceARN: String

    /// `nil` for the ARN of something that takes no policy, such as a trail.
    public init?(resourceARN: String) {
        guard let arn = ARN(resourceARN), arn.service == "cloudtrail" else { return nil }
        switch arn.resource.prefix(while: { $0 != "/" }) {
        case "channel": resource = .channel
        case "eventdatastore": resource = .eventDataStore
        case "dashboard": resource = .dashboard
        default: return nil
        }
        self.resourceARN = resourceARN
    }

    /// Reads a policy and checks it.
    /// - Throws: ``ResourcePolicyProblem``, which is the message of a `ResourcePolicyNotValidException`.
    public func checked(_ text: String) throws(ResourcePolicyProblem) -> PolicyDocument {
        guard !text.isEmpty, text.unicodeScalars.count <= Self.characterCountMax else {
            throw ResourcePolicyProblem(
                .length,
                "A resource policy has 1 to \(Self.characterCountMax) characters; this one has "
                    + "\(text.unicodeScalars.count)")
        }
        let document: PolicyDocument
        do {
            document = try PolicyDocument(parsing: text, as: .resource)
        } catch {
            throw ResourcePolicyProblem(.malformed, "\(error)")
        }
        guard document.statements.count <= Self.statementCountMax else {
            throw ResourcePolicyProblem(
                .tooManyStatements,
                "A resource policy has at most \(Self.statementCountMax) statements; this one has "
                    + "\(document.statements.count)")
        }
        for (index, statement) in document.statements.enumerated() { try check(statement, index) }
        return document
    }

    private func check(_ statement: PolicyStatement, _ index: Int) throws(ResourcePolicyProblem) {
        guard let principals = statement.principals, !principals.isNegated else {
            throw ResourcePolicyProblem(.principal, statement: index, "NotPrincipal is not accepted")
        }
        guard principals.entries.count <= Self.principalCountMax else {
            throw ResourcePolicyProblem(
                .tooManyPrincipals, statement: index,
                "a statement names at most \(Self.principalCountMax) principals; this one \(principals.entries.count)")
        }
        guard let resources = statement.resources, !resources.isNegated,
            resources.texts.allSatisfy({ $0 == resourceARN })
        else {
            throw ResourcePolicyProblem(.resource, statement: index, "Resource must be \(resourceARN)")
        }
        try checkActions(statement, principals, index)
        if principals.entries.contains(Self.cloudTrail) { try checkConditions(statement, index) }
    }
}

extension ResourcePolicyRules {
    private static let cloudTrail = PolicyPrincipals.Entry.service(RequiredPolicy.service)

    private static let storeActions = [
        "StartQuery", "CancelQuery", "ListQueries", "DescribeQuery", "GetQueryResults", "GenerateQuery",
        "GenerateQueryResultsSummary", "GetEventDataStore",
    ].map { "cloudtrail:\($0)" }

    private func checkActions(
        _ statement: PolicyStatement, _ principals: PolicyPrincipals, _ index: Int
    ) throws(ResourcePolicyProblem) {
        let isForDashboards = principals.entries.contains(Self.cloudTrail)
        try checkPrincipals(principals, index, isForDashboards: isForDashboards)
        let allowed = allowedActions(isForDashboards: isForDashboards)
        let names = Set(allowed.map { $0.lowercased() })
        guard !statement.actions.isNegated else {
            throw ResourcePolicyProblem(.action, statement: index, "NotAction is not accepted")
        }
        for action in statement.actions.texts where !names.contains(action.lowercased()) {
            throw ResourcePolicyProblem(
                .action, statement: index,
                "'\(action)' cannot be allowed here; what can is \(allowed.joined(separator: ", "))")
        }
    }

    private func allowedActions(isForDashboards: Bool) -> [String] {
        switch resource {
        case .channel: ["cloudtrail-data:PutAuditEvents"]
        case .eventDataStore: isForDashboards ? ["cloudtrail:StartQuery"] : Self.storeActions
        case .dashboard: ["cloudtrail:StartDashboardRefresh"]
        }
    }

    /// CloudTrail itself refreshes dashboards, for which it starts queries; it writes to no channel.
    private func checkPrincipals(
        _ principals: PolicyPrincipals, _ index: Int, isForDashboards: Bool
    ) throws(ResourcePolicyProblem) {
        switch resource {
        case .dashboard:
            guard principals.entries.allSatisfy({ $0 == Self.cloudTrail }) else {
                throw ResourcePolicyProblem(
                    .principal, statement: index, "a dashboard's policy names the service \(RequiredPolicy.service)")
            }
        case .eventDataStore:
            guard !isForDashboards || principals.entries.allSatisfy({ $0 == Self.cloudTrail }) else {
                throw ResourcePolicyProblem(
                    .principal, statement: index,
                    "a statement for dashboards names the service \(RequiredPolicy.service) and nobody else")
            }
        case .channel: break
        }
    }

    private func checkConditions(_ statement: PolicyStatement, _ index: Int) throws(ResourcePolicyProblem) {
        guard resource != .channel else { return }
        for condition in statement.conditions {
            switch condition.key.lowercased() {
            case "aws:sourceaccount": break
            case "aws:sourcearn":
                for text in condition.texts where !Self.isDashboard(text) {
                    throw ResourcePolicyProblem(
                        .condition, statement: index, "AWS:SourceArn is the ARN of a dashboard; got '\(text)'")
                }
            default:
                throw ResourcePolicyProblem(
                    .condition, statement: index,
                    "'\(condition.key)' cannot be a condition here; AWS:SourceArn and AWS:SourceAccount can")
            }
        }
    }

    private static func isDashboard(_ text: String) -> Bool {
        guard let arn = ARN(text) else { return false }
        return arn.service == "cloudtrail" && arn.resource.hasPrefix("dashboard/")
    }
}
