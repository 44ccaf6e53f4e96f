import CairnAPI
import CairnModel

/// What a call gave, without what differs from server to server: times, identifiers and tokens.
struct Outcome: Sendable, Hashable, CustomStringConvertible {
    let call: String
    let description: String

    /// - Parameters:
    ///   - operation: as on the wire.
    ///   - request: its JSON text, with members that the typed request must be able to carry.
    static func of(_ operation: String, _ request: String, on api: any CloudTrailAPI) async -> Outcome {
        await answered(operation, request, on: api).outcome
    }

    /// The outcome, and the answer as it came if there was one.
    static func answered(
        _ operation: String, _ request: String, on api: any CloudTrailAPI
    ) async -> (outcome: Outcome, answer: JSON?) {
        let call = "\(operation) \(withoutUUIDs(request).prefix(200))"
        do {
            let answer = try await CloudTrailDispatch.call(operation, body: Array(request.utf8), on: api)
            let json = (try? JSON(parsing: answer)) ?? .null
            return (Outcome(call: call, description: "\(call) → \(masked(json))"), json)
        } catch {
            let text = withoutUUIDs("\(error.code) \(error.httpStatus): \(error.message)")
            return (Outcome(call: call, description: "\(call) → \(text)"), nil)
        }
    }

    /// Stores, channels and aliases that were made have identifiers of their own.
    private static func withoutUUIDs(_ text: String) -> String {
        text.replacing(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/, with: "…")
    }

    private static let hidden: Set<String> = [
        "NextToken", "EventId", "EventTime", "AccessKeyId", "Username", "CloudTrailEvent", "Fingerprint", "Value",
        "QueryId", "ImportId", "RefreshId",
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
