import Testing

@testable import CairnPolicy

@Suite struct ResourcePolicyRulesTests {
    private static let base = "arn:aws:cloudtrail:eu-west-1:222233334444:"
    private static let channel = base + "channel/01234567-0123-0123-0123-0123456789ab"
    private static let store = base + "eventdatastore/01234567-0123-0123-0123-0123456789ab"
    private static let dashboard = base + "dashboard/daily"

    struct Case: Sendable, CustomTestStringConvertible {
        let arn: String
        let policy: String
        let reason: ResourcePolicyProblem.Reason?

        init(_ arn: String, _ policy: String, _ reason: ResourcePolicyProblem.Reason?) {
            self.arn = arn
            self.policy = policy
            self.reason = reason
        }

        var testDescription: String { String(policy.prefix(300)) }
    }

    private static func statement(
        _ principal: String, _ action: String, _ resource: String, _ condition: String? = nil
    ) -> String {
        let suffix = condition.map { #","Condition":\#($0)"# } ?? ""
        return #"{"Effect":"Allow","Principal":\#(principal),"Action":\#(action),"Resource":"\#(resource)"\#(suffix)}"#
    }

    private static func policy(_ statements: String...) -> String { policy(statements) }
    private static func policy(_ statements: [String]) -> String {
        #"{"Version":"2012-10-17","Statement":[\#(statements.joined(separator: ","))]}"#
    }

    private static let partner = #"{"AWS":"555566667777"}"#
    private static let service = #"{"Service":"cloudtrail.amazonaws.com"}"#
    private static let put = #""cloudtrail-data:PutAuditEvents""#
    private static let dashboardOnly =
        #"{"StringLike":{"AWS:SourceArn":"\#(dashboard)","AWS:SourceAccount":"222233334444"}}"#
    private static func accounts(_ count: Int) -> String {
        let list = (0..<count).map { "\"\(100_000_000_000 + $0)\"" }
        return #"{"AWS":[\#(list.joined(separator: ","))]}"#
    }

    static let channels: [Case] = [
        Case(channel, policy(statement(partner, put, channel)), nil),
        Case(
            channel, policy(statement(partner, put, channel, #"{"StringEquals":{"cloudtrail:ExternalId":"x1"}}"#)),
            nil),
        Case(channel, policy(statement(accounts(50), put, channel)), nil),
        Case(channel, policy(statement(accounts(51), put, channel)), .tooManyPrincipals),
        Case(channel, policy([String](repeating: statement(partner, put, channel), count: 20)), nil),
        Case(channel, policy([String](repeating: statement(partner, put, channel), count: 21)), .tooManyStatements),
        Case(channel, policy(statement(partner, #""cloudtrail-data:*""#, channel)), .action),
        Case(channel, policy(statement(partner, #"["cloudtrail-data:PutAuditEvents","s3:*"]"#, channel)), .action),
        Case(channel, policy(statement(partner, put, store)), .resource),
        Case(channel, policy(statement(partner, put, "*")), .resource),
        Case(channel, #"{"Statement":{"Effect":"Allow","Principal":"*","Action":\#(put)}}"#, .resource),
        Case(
            channel,
            #"{"Statement":{"Effect":"Allow","Principal":"*","NotAction":\#(put),"Resource":"\#(channel)"}}"#, .action),
        Case(
            channel,
            #"{"Statement":{"Effect":"Deny","NotPrincipal":\#(partner),"Action":\#(put),"Resource":"\#(channel)"}}"#,
            .principal),
        Case(channel, #"{"Statement":{"Effect":"Allow","Action":\#(put),"Resource":"\#(channel)"}}"#, .malformed),
        Case(channel, "", .length), Case(channel, "no", .malformed),
        Case(channel, policy(statement(partner, put, channel)) + String(repeating: " ", count: 8192), .length),
    ]

    static let storesAndDashboards: [Case] = [
        Case(store, policy(statement(partner, #"["cloudtrail:StartQuery","cloudtrail:GetQueryResults"]"#, store)), nil),
        Case(store, policy(statement(partner, #""cloudtrail:GetEventDataStore""#, store)), nil),
        Case(store, policy(statement(partner, #""cloudtrail:DeleteEventDataStore""#, store)), .action),
        Case(store, policy(statement(partner, #""cloudtrail:*""#, store)), .action),
        Case(store, policy(statement(service, #""cloudtrail:StartQuery""#, store, dashboardOnly)), nil),
        Case(store, policy(statement(service, #""cloudtrail:GetQueryResults""#, store, dashboardOnly)), .action),
        Case(
            store,
            policy(statement(service, #""cloudtrail:StartQuery""#, store, #"{"Bool":{"aws:SecureTransport":"true"}}"#)),
            .condition),
        Case(
            store,
            policy(
                statement(
                    service, #""cloudtrail:StartQuery""#, store, #"{"StringEquals":{"aws:SourceArn":"\#(store)"}}"#)),
            .condition),
        Case(
            store,
            policy(
                statement(
                    #"{"Service":"cloudtrail.amazonaws.com","AWS":"555566667777"}"#, #""cloudtrail:StartQuery""#, store)
            ),
            .principal),
        Case(
            dashboard, policy(statement(service, #""cloudtrail:StartDashboardRefresh""#, dashboard, dashboardOnly)), nil
        ),
        Case(dashboard, policy(statement(partner, #""cloudtrail:StartDashboardRefresh""#, dashboard)), .principal),
        Case(dashboard, policy(statement(service, #""cloudtrail:StartQuery""#, dashboard)), .action),
        Case(
            dashboard,
            policy(
                statement(
                    service, #""cloudtrail:StartDashboardRefresh""#, dashboard,
                    #"{"StringEquals":{"aws:username":"x"}}"#)),
            .condition),
    ]

    @Test(arguments: channels + storesAndDashboards)
    func policiesAreCheckedByTheirResource(_ test: Case) throws {
        let rules = try #require(ResourcePolicyRules(resourceARN: test.arn))
        var found: ResourcePolicyProblem.Reason?
        do {
            _ = try rules.checked(test.policy)
        } catch {
            found = error.reason
            #expect(!error.description.isEmpty)
        }
        #expect(found == test.reason)
    }

    @Test(arguments: [base + "trail/audit", "arn:aws:s3:::box", "x", "", base + "eventdatastores"])
    func otherResourcesTakeNoPolicy(_ arn: String) {
        #expect(ResourcePolicyRules(resourceARN: arn) == nil)
    }
}
