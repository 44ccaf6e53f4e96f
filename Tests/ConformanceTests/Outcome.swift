import CairnAPI
import CairnModel

/// What a call gave, without what differs from server to server: times, identifiers and tokens.
struct Outcome: Sendable, Hashable, CustomStringConvertible {
    let operation: String
    let call: String
    let description: String
    let isSuccess: Bool

    /// - Parameters:
    ///   - operation: as on the wire.
    ///   - request: its JSON text, with members that the typed request must be able to carry.
    static func of(_ operation: String, _ request: String, on api: any CloudTrailAPI) async -> Outcome {
        await answered(operation, request, on: api).outcome
    }

    /// The outcome, and the answer as it came if there was one.
    ///
    /// - Parameter changing: members of the answer that are not compared.
    static func answered(
        _ operation: String, _ request: String, hiding changing: Set<String> = [], on api: any CloudTrailAPI
    ) async -> (outcome: Outcome, answer: JSON?) {
        // Tokens are a server's own.
        let shown = withoutUUIDs(request).replacing(/"NextToken":"[^"]*"/, with: #""NextToken":"…""#)
        let call = "\(operation) \(shown.prefix(200))"
        do {
            let answer = try await CloudTrailDispatch.call(operation, body: Array(request.utf8), on: api)
            let json = (try? JSON(parsing: answer)) ?? .null
            let text = "\(call) → \(masked(json.without(changing)))"
            return (Outcome(operation: operation, call: call, description: text, isSuccess: true), json)
        } catch {
            let text = "\(call) → " + withoutUUIDs("\(error.code) \(error.httpStatus): \(error.message)")
            return (Outcome(operation: operation, call: call, description: text, isSuccess: false), nil)
        }
    }

    /// Stores, channels and aliases that were made have identifiers of their own.
    private static func withoutUUIDs(_ text: String) -> String {
        text.replacing(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/, with: "…")
    }

    private static let hidden: Set<String> = [
        "NextToken", "EventId", "EventTime", "AccessKeyId", "Username", "CloudTrailEvent", "Fingerprint", "Value",
        "QueryId", "ImportId", "RefreshId", "LastRefreshId", "BytesScanned",
    ]

    private static func masked(_ json: JSON, name: String = "") -> JSON {
        if hidden.contains(name), !json.isNull { return "…" }
        if name.contains("Time"), json.doubleValue != nil { return "time" }
        if name.contains("Time"), let text = json.stringValue, !text.isEmpty { return "time" }
        if let elements = json.arrayValue { return .array(elements.map { masked($0, name: name) }) }
        guard let object = json.objectValue else { return json.stringValue.map { .string(withoutUUIDs($0)) } ?? json }
        // When a trail delivers is a matter of time, not of the call.
        let members = object.members.filter { !$0.key.hasPrefix("Latest") }
            .map { JSONObject.Member(key: $0.key, value: masked($0.value, name: $0.key)) }
        return .object(JSONObject(members: members))
    }
}

extension JSON {
    /// An object without some of its members.
    fileprivate func without(_ names: Set<String>) -> JSON {
        guard !names.isEmpty, let object = objectValue else { return self }
        return .object(JSONObject(members: object.members.filter { !names.contains($0.key) }))
    }
}
