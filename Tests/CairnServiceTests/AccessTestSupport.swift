import CairnAPI
import CairnModel
import CairnPolicy
import CairnSigning
import CairnTrails
import Logging

@testable import CairnService

/// A service that knows some callers by their keys, and requests signed with them.
struct AccessTest {
    static let now: Double = 1_772_359_502  // 2026-03-01T10:05:02Z
    static let account = "222233334444"
    static let dana = SigningCredentials(accessKeyID: "AKIADANA", secretAccessKey: "dana's secret")
    static let root = SigningCredentials(accessKeyID: "AKIAROOT", secretAccessKey: "root's secret")
    static let session = SigningCredentials(
        accessKeyID: "ASIAOPS", secretAccessKey: "the session's secret", sessionToken: "the session's token")

    let clock = ManualClock(now)
    let endpoint: CloudTrailEndpoint
    let control: AccessControl
    var context = RequestContext(account: account, region: "eu-west-1", requestID: "request-1", userAgent: "tests/1")

    /// - Parameter policies: Dana's and the session's.
    init(
        _ policies: String..., trails: TrailRegistry = TrailRegistry(),
        resourcePolicies: any ResourcePolicySource = NoResourcePolicies(), directory: (any ResourceDirectory)? = nil,
        rememberedRequestsMax: Int = 1000
    ) throws {
        let identity = IdentityPolicies(try policies.map { try PolicyDocument(parsing: $0, as: .identity) })
        let configuration = AccessConfiguration(
            credentials: [
                .init(
                    credentials: Self.dana,
                    caller: AccessCaller(
                        kind: .user, arn: "arn:aws:iam::222233334444:user/ops/dana", account: Self.account,
                        userID: "AIDADANA", userName: "dana"),
                    policies: identity),
                .init(
                    credentials: Self.root,
                    caller: AccessCaller(
                        kind: .root, arn: "arn:aws:iam::222233334444:root", account: Self.account,
                        userID: Self.account)),
                .init(
                    credentials: Self.session,
                    caller: AccessCaller(
                        kind: .assumedRole(roleARN: "arn:aws:iam::222233334444:role/team/ops"),
                        arn: "arn:aws:sts::222233334444:assumed-role/ops/dana", account: Self.account,
                        userID: "AROAOPS:dana", isMFAAuthenticated: true),
                    policies: identity, expiresAt: Self.now + 3600),
            ], organizationIDs: [Self.account: "o-example"], rememberedRequestsMax: rememberedRequestsMax)
        let service = CairnService(
            history: FakeHistory(), trails: trails, clock: clock,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        control = AccessControl(
            configuration, policies: resourcePolicies, directory: directory ?? TrailResourceDirectory(trails: trails),
            clock: clock)
        endpoint = CloudTrailEndpoint(service: service, access: control)
    }

    /// What a request is before it is sent, so that it can be changed on the way.
    struct Call: Sendable {
        var method = "POST"
        var target = "/"
        var headers: HeaderFields
        var body: [UInt8]
    }

    static func call(
        _ operation: String, _ body: String = "{}", by credentials: SigningCredentials = dana,
        region: String = "eu-west-1", service: String = "cloudtrail", at time: Double = now
    ) -> Call {
        let target = "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101." + operation
        let signed = SigV4.sign(
            method: "POST", target: "/",
            headers: ["Host": "h", "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": target],
            payload: .bytes(Array(body.utf8)), credentials: credentials, region: region, service: service, at: time)
        return Call(headers: signed.headers, body: Array(body.utf8))
    }

    static func putAuditEvents(
        channel: String, by credentials: SigningCredentials = dana, service: String = "cloudtrail-data"
    ) -> Call {
        let body = #"{"auditEvents":[{"id":"1","eventData":"{}"}]}"#
        let signed = SigV4.sign(
            method: "POST",
            target: "/PutAuditEvents?channelArn="
                + channel.replacing(":", with: "%3A").replacing("/", with: "%2F"),
            headers: ["Host": "h", "Content-Type": "application/json"], payload: .bytes(Array(body.utf8)),
            credentials: credentials, region: "eu-west-1", service: service, at: now)
        return Call(target: signed.target, headers: signed.headers, body: Array(body.utf8))
    }

    func send(_ call: Call) async -> EndpointResponse {
        await endpoint.respond(
            method: call.method, target: call.target, headers: call.headers, body: call.body, context: context)
    }

    func send(
        _ operation: String, _ body: String = "{}", by credentials: SigningCredentials = dana
    ) async -> EndpointResponse {
        // Every call one second later: equal ones are not replays.
        clock.advance(by: 1)
        return await send(
            Self.call(operation, body, by: credentials, region: context.region, at: clock.now()))
    }

    /// Whether the policies let a call through; what the operation then says does not matter.
    func allows(
        _ operation: String, _ body: String = "{}", by credentials: SigningCredentials = dana
    ) async -> Bool {
        await send(operation, body, by: credentials).error?.code != .accessDenied
    }

    static func policy(
        _ actions: String, effect: String = "Allow", on resource: String = "*", _ rest: String = ""
    ) -> String {
        let condition = rest.isEmpty ? "" : #", "Condition": \#(rest)"#
        return #"""
            {"Version": "2012-10-17", "Statement": [
                {"Effect": "\#(effect)", "Action": "\#(actions)", "Resource": "\#(resource)"\#(condition)}]}
            """#
    }
}

/// Resource policies by ARN.
struct FixedResourcePolicies: ResourcePolicySource {
    let policies: [String: PolicyDocument]

    init(_ texts: [String: String]) throws {
        policies = try texts.mapValues { try PolicyDocument(parsing: $0, as: .resource) }
    }

    func resourcePolicy(of arn: String) async -> PolicyDocument? { policies[arn] }
}

/// Fails at everything.
struct BrokenResources: ResourcePolicySource, ResourceDirectory {
    struct Failure: Error {}

    func resourcePolicy(of arn: String) async throws -> PolicyDocument? { throw Failure() }
    func tags(of arn: String) async throws -> [String: String] { throw Failure() }
    func trailARN(named name: String, account: String, region: String) async throws -> String? { throw Failure() }
    func eventDataStoreARNs(ofQuery queryID: String, account: String, region: String) async throws -> [String] {
        throw Failure()
    }
}

/// Tags and queries by what names them.
struct FixedDirectory: ResourceDirectory {
    var tags: [String: [String: String]] = [:]
    var queries: [String: String] = [:]

    func tags(of arn: String) async -> [String: String] { tags[arn] ?? [:] }
    func trailARN(named name: String, account: String, region: String) async -> String? { nil }
    func eventDataStoreARNs(ofQuery queryID: String, account: String, region: String) async -> [String] {
        queries[queryID].map { [$0] } ?? []
    }
}
