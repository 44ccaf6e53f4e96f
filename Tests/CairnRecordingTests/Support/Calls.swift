import CairnModel
import CairnRecording
import CairnWire

/// Raw requests as SDKs send them, with a signature whose value nobody checks.
enum Calls {
    static let userKey = "AKIAEXAMPLE000000001"
    static let account = "222233334444"

    static func request(
        _ method: String = "POST", _ target: String = "/", host: String, service: String?, region: String = "eu-west-1",
        key: String = userKey, headers: [(String, String)] = [], body: String = ""
    ) -> WireRequest {
        var fields: [(String, String)] = [("Host", host), ("User-Agent", "aws-cli/2.15.0")]
        if let service { fields.append(("Authorization", authorization(service: service, region: region, key: key))) }
        return WireRequest(
            method: method, target: target, headers: HeaderFields(fields + headers),
            body: WireBody(Array(body.utf8)))
    }

    static func authorization(service: String, region: String, key: String) -> String {
        "AWS4-HMAC-SHA256 Credential=\(key)/20260301/\(region)/\(service)/aws4_request, "
            + "SignedHeaders=host;x-amz-date, Signature=" + String(repeating: "0a", count: 32)
    }

    /// A call of a JSON service.
    static func json(
        _ target: String, _ body: String, service: String, region: String = "eu-west-1", key: String = userKey,
        version: String = "1.1"
    ) -> WireRequest {
        request(
            host: "\(service).\(region).amazonaws.com", service: service, region: region, key: key,
            headers: [("Content-Type", "application/x-amz-json-\(version)"), ("X-Amz-Target", target)], body: body)
    }

    /// A call of a Query service.
    static func query(
        _ form: String, service: String?, host: String? = nil, region: String = "eu-west-1", key: String = userKey
    ) -> WireRequest {
        request(
            host: host ?? "\(service ?? "sts").\(region).amazonaws.com", service: service, region: region, key: key,
            headers: [("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")], body: form)
    }

    /// A call of S3 with the bucket in the host.
    static func s3(
        _ method: String, _ target: String, bucket: String = "box", region: String = "eu-west-1", key: String = userKey,
        headers: [(String, String)] = [], body: String = ""
    ) -> WireRequest {
        request(
            method, target, host: "\(bucket).s3.\(region).amazonaws.com", service: "s3", region: region, key: key,
            headers: headers, body: body)
    }

    static func answer(
        _ body: String = "", status: Int = 200, type: String = "application/x-amz-json-1.1",
        requestID: String = "7a1c2a5e-0000-4000-8000-000000000001"
    ) -> WireResponse {
        WireResponse(
            status: status, headers: ["x-amzn-RequestId": requestID, "Content-Type": type],
            body: WireBody(Array(body.utf8)))
    }

    static func xml(_ body: String, status: Int = 200) -> WireResponse {
        answer(body, status: status, type: "text/xml")
    }

    static func s3Answer(_ body: String = "", status: Int = 200) -> WireResponse {
        WireResponse(
            status: status,
            headers: [
                "x-amz-request-id": "4442587FB7D0A2F9", "x-amz-id-2": "aWQy", "Content-Type": "application/xml",
            ], body: WireBody(Array(body.utf8)))
    }
}

/// A recorder whose ids and callers are known.
struct Bench {
    let directory: IdentityDirectory
    let recorder: Recorder
    /// 2026-03-01T10:15:02.5Z
    static let now = 1_772_360_102.5

    init(
        selection: any EventSelection = CategorySelection(includesDataEvents: true),
        redaction: any RedactionPolicy = DefaultRedaction(), learnsCallers: Bool = false
    ) {
        directory = IdentityDirectory(
            configuration: .init(
                defaultAccountID: Calls.account,
                accessKeys: [
                    Calls.userKey: .iamUser(
                        name: "dana", path: "/ops/", accountID: Calls.account, principalID: "AIDAEXAMPLE000000001",
                        accessKeyID: Calls.userKey)
                ]))
        recorder = Recorder(
            configuration: RecorderConfiguration(
                defaultRegion: "eu-west-1", selection: selection, redaction: redaction,
                learnsFromGetCallerIdentity: learnsCallers),
            identities: directory, catalog: .shared,
            eventIDs: EventIDGenerator(clock: ManualClock(Self.now), random: SteadyRandom()))
    }

    func observed(
        _ request: WireRequest, _ response: WireResponse = Calls.answer("{}"), at time: Double = now
    ) -> ObservedCall {
        ObservedCall(
            request: request, response: response, sourceIPAddress: "198.51.100.7", completedAt: time,
            tls: .init(version: "TLSv1.3", cipherSuite: "TLS_AES_128_GCM_SHA256"))
    }

    /// The record texts of a call, planned from its head as the gateway does.
    func texts(_ call: ObservedCall) -> [String] {
        var head = call.request
        head.body = WireBody()
        return recorder.records(for: call, plan: recorder.plan(head)).map { String(decoding: $0, as: UTF8.self) }
    }

    func records(_ call: ObservedCall) -> [JSON] { texts(call).compactMap { try? JSON(parsing: $0) } }

    func records(
        _ request: WireRequest, _ response: WireResponse = Calls.answer("{}"), at time: Double = now
    ) -> [JSON] {
        records(observed(request, response, at: time))
    }

    /// The only record of a call; `null` if there is none, or more than one.
    func record(
        _ request: WireRequest, _ response: WireResponse = Calls.answer("{}"), at time: Double = now
    ) -> JSON {
        let found = records(request, response, at: time)
        return found.count == 1 ? found[0] : .null
    }
}

struct SteadyRandom: RandomNumberGenerator {
    private var state: UInt64 = 0x9E37_79B9_7F4A_7C15

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state
    }
}

extension JSON {
    /// The value at a path of members, such as `userIdentity.type`.
    func at(_ path: String) -> JSON? {
        path.split(separator: ".").reduce(self as JSON?) { value, name in
            Int(name).map { value?[$0] } ?? value?[String(name)]
        }
    }

    func text(_ path: String) -> String? { at(path)?.stringValue }
}
