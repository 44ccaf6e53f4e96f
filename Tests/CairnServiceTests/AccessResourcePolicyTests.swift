import CairnAPI
import CairnModel
import CairnService
import CairnSigning
import Testing

@Suite struct AccessResourcePolicyTests {
    static let id = "0a1b2c3d-0000-4000-8000-00000000000a"
    static let own = "arn:aws:cloudtrail:eu-west-1:222233334444:eventdatastore/" + id
    static let foreign = "arn:aws:cloudtrail:eu-west-1:999999999999:eventdatastore/" + id
    static let foreignChannel = "arn:aws:cloudtrail:eu-west-1:999999999999:channel/" + id

    static func policy(_ effect: String, _ action: String, for principal: String, on arn: String) -> String {
        #"""
        {"Version": "2012-10-17", "Statement": [{"Effect": "\#(effect)", "Principal": {"AWS": "\#(principal)"},
         "Action": "\#(action)", "Resource": "\#(arn)"}]}
        """#
    }

    static let dana = "arn:aws:iam::222233334444:user/ops/dana"
    static let account = "arn:aws:iam::222233334444:root"
    static let mine = AccessTest.policy("cloudtrail:*")

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var identity: String?
        let resource: (effect: String, principal: String)?
        let arn: String
        let isAllowed: Bool
    }

    @Test(arguments: [
        Case(testDescription: "own, named", resource: ("Allow", dana), arn: own, isAllowed: true),
        Case(testDescription: "own, account named", resource: ("Allow", account), arn: own, isAllowed: false),
        Case(
            testDescription: "own, account named and allowed", identity: mine, resource: ("Allow", account), arn: own,
            isAllowed: true),
        Case(testDescription: "own, allowed", identity: mine, resource: nil, arn: own, isAllowed: true),
        Case(
            testDescription: "own, allowed but denied there", identity: mine, resource: ("Deny", dana), arn: own,
            isAllowed: false),
        Case(testDescription: "foreign, named", resource: ("Allow", dana), arn: foreign, isAllowed: false),
        Case(testDescription: "foreign, allowed", identity: mine, resource: nil, arn: foreign, isAllowed: false),
        Case(
            testDescription: "foreign, both", identity: mine, resource: ("Allow", dana), arn: foreign, isAllowed: true),
        Case(
            testDescription: "foreign, account", identity: mine, resource: ("Allow", account), arn: foreign,
            isAllowed: true),
        Case(
            testDescription: "foreign, somebody else", identity: mine,
            resource: ("Allow", "arn:aws:iam::222233334444:user/erin"), arn: foreign, isAllowed: false),
    ]) func isAskedWithTheCallersPolicies(_ test: Case) async throws {
        var policies: [String: String] = [:]
        if let resource = test.resource {
            policies[test.arn] = Self.policy(
                resource.effect, "cloudtrail:GetEventDataStore", for: resource.principal, on: test.arn)
        }
        let fixed = try FixedResourcePolicies(policies)
        let access =
            if let identity = test.identity {
                try AccessTest(identity, resourcePolicies: fixed)
            } else {
                try AccessTest(resourcePolicies: fixed)
            }
        #expect(await access.allows("GetEventDataStore", #"{"EventDataStore":"\#(test.arn)"}"#) == test.isAllowed)
    }

    @Test func theRootUserOfAnotherAccountNeedsThePolicy() async throws {
        let body = #"{"EventDataStore":"\#(Self.foreign)"}"#
        let without = try await AccessTest().send("GetEventDataStore", body, by: AccessTest.root)
        #expect(without.error?.code == .accessDenied)
        #expect(
            without.error?.message.hasSuffix(
                "because no resource-based policy allows the cloudtrail:GetEventDataStore action") == true)
        let policy = Self.policy("Allow", "cloudtrail:*", for: Self.account, on: Self.foreign)
        let with = try AccessTest(resourcePolicies: try FixedResourcePolicies([Self.foreign: policy]))
        #expect(await with.allows("GetEventDataStore", body, by: AccessTest.root))
    }

    @Test func aQueryIsOnTheStoresThatItsStatementNames() async throws {
        let other = "ffffffff-0000-4000-8000-00000000000b"
        let test = try AccessTest(AccessTest.policy("cloudtrail:StartQuery", on: Self.own))
        #expect(await test.allows("StartQuery", #"{"QueryStatement":"SELECT a FROM \#(Self.id.uppercased())"}"#))
        #expect(
            await test.allows("StartQuery", #"{"QueryStatement":"SELECT a FROM \#(Self.id) JOIN \#(other) ON b"}"#)
                == false)
        #expect(await test.allows("StartQuery", #"{"QueryStatement":"SELECT 1"}"#) == false)
        #expect(
            await test.allows(
                "StartQuery",
                #"{"QueryStatement":"SELECT a FROM \#(Self.id)","EventDataStoreOwnerAccountId":"999999999999"}"#)
                == false)
    }

    @Test func aPlaceholderMayStandForAStore() async throws {
        let other = "ffffffff-0000-4000-8000-00000000000b"
        let test = try AccessTest(AccessTest.policy("cloudtrail:StartQuery", on: Self.own))
        func allows(_ parameter: String) async -> Bool {
            await test.allows(
                "StartQuery",
                #"{"QueryStatement":"SELECT a FROM \#(Self.id) UNION ALL SELECT a FROM ?","QueryParameters":["\#(parameter)"]}"#
            )
        }
        #expect(await allows(Self.id))
        #expect(await allows(Self.own))
        #expect(await allows(other) == false)
        #expect(await allows("arn:aws:cloudtrail:us-east-1:111122223333:eventdatastore/\(other)") == false)
    }

    @Test func aQueryIsKnownByItsStore() async throws {
        let test = try AccessTest(
            AccessTest.policy("cloudtrail:*", on: Self.own), directory: FixedDirectory(queries: ["query-1": Self.own]))
        #expect(await test.allows("GetQueryResults", #"{"QueryId":"query-1"}"#))
        #expect(await test.allows("GetQueryResults", #"{"QueryId":"query-2"}"#) == false)
        #expect(await test.allows("GetQueryResults", #"{"QueryId":"query-2","EventDataStore":"\#(Self.id)"}"#))
        let other = try AccessTest(
            AccessTest.policy("cloudtrail:*", on: Self.own),
            directory: FixedDirectory(queries: [
                "query-1":
                    "arn:aws:cloudtrail:us-east-1:111122223333:eventdatastore/ffffffff-0000-4000-8000-00000000000b"
            ]))
        #expect(
            await other.allows("GetQueryResults", #"{"QueryId":"query-1","EventDataStore":"\#(Self.id)"}"#) == false,
            "naming a store that may be read does not open a query over another")
    }

    @Test func auditEventsComeThroughAChannelThatLetsThemIn() async throws {
        let call = AccessTest.putAuditEvents(channel: Self.foreignChannel)
        let identity = AccessTest.policy("cloudtrail-data:PutAuditEvents", on: Self.foreignChannel)
        let denied = try await AccessTest(identity).send(call)
        #expect(denied.status == 403)
        #expect(denied.headers["x-amzn-ErrorType"] == "AccessDeniedException")
        #expect(
            try JSON(parsing: denied.body)["message"]?.stringValue?.contains("cloudtrail-data:PutAuditEvents") == true)
        let policy = Self.policy("Allow", "cloudtrail-data:PutAuditEvents", for: Self.dana, on: Self.foreignChannel)
        let test = try AccessTest(
            identity, resourcePolicies: try FixedResourcePolicies([Self.foreignChannel: policy]))
        #expect(await test.send(call).error?.code == .unsupportedOperation)
    }
}
