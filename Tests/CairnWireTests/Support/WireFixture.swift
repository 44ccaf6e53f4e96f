import CairnModel
import Testing

@testable import CairnWire

/// Shorthand for calls, requests and answers of real services.
enum WireFixture {
    static func call(
        _ service: String, _ operation: String, _ wireProtocol: WireProtocol? = nil, target: String = "/"
    ) throws -> RoutedCall {
        let model = try #require(ServiceCatalog.shared.model(id: service))
        let operationModel = try #require(model.operation(named: operation))
        let wireProtocol = try wireProtocol ?? #require(model.protocols.first)
        return RoutedCall(
            service: model, operation: operationModel, operationName: operation, wireProtocol: wireProtocol,
            target: target)
    }

    /// Decodes a request and writes the value as JSON; see ``rendered(_:)``.
    static func decoded(
        _ call: RoutedCall, method: String = "POST", headers: HeaderFields = [:], body: String = ""
    ) throws -> JSON {
        rendered(try WireCodec.decodeRequest(request(call, method: method, headers: headers, body: body), call: call))
    }

    static func request(
        _ call: RoutedCall, method: String = "POST", headers: HeaderFields = [:], body: String = ""
    ) -> WireRequest {
        WireRequest(method: method, target: call.target, headers: headers, body: WireBody(Array(body.utf8)))
    }

    static func response(_ body: String, status: Int = 200, headers: HeaderFields = [:]) -> WireResponse {
        WireResponse(status: status, headers: headers, body: WireBody(Array(body.utf8)))
    }

    static func decodedAnswer(_ call: RoutedCall, _ response: WireResponse) throws -> JSON {
        rendered(try WireCodec.decodeResponse(response, call: call))
    }

    /// Decodes, encodes and decodes again: the value must be the same both times.
    static func roundTrip(_ value: WireValue, _ call: RoutedCall) throws -> WireValue {
        let operation = try #require(call.operation)
        let request = try WireCodec.encodeRequest(
            value, operation: operation, service: call.service, wireProtocol: call.wireProtocol)
        var encoded = call
        encoded.target = request.target
        return try WireCodec.decodeRequest(request, call: encoded)
    }

    static func text(_ body: WireBody) -> String { String(decoding: body.bytes, as: UTF8.self) }

    /// A wire value as JSON. What JSON cannot tell apart stands in an object with one marked member:
    /// `$blob` (base 64), `$timestamp` (seconds) and `$document`.
    static func rendered(_ value: WireValue) -> JSON {
        switch value {
        case .null: .null
        case .boolean(let flag): .bool(flag)
        case .number(let number): .number(number)
        case .string(let text): .string(text)
        case .blob(let bytes): ["$blob": .string(Base64.text(bytes))]
        case .timestamp(let seconds): ["$timestamp": .number(JSONNumber(seconds) ?? JSONNumber(0))]
        case .list(let elements): .array(elements.map(rendered))
        case .map(let members), .structure(let members):
            .object(JSONObject(members.map { ($0.name, rendered($0.value)) }))
        case .document(let json): ["$document": json]
        }
    }
}

extension JSON {
    /// The value with members in the order of their names and numbers in one spelling, for comparison.
    var canonical: JSON {
        switch self {
        case .number(let number): Double(number.literal).flatMap(JSONNumber.init).map(JSON.number) ?? self
        case .array(let elements): .array(elements.map(\.canonical))
        case .object(let object):
            .object(
                JSONObject(
                    members: object.members.map { JSONObject.Member(key: $0.key, value: $0.value.canonical) }
                        .sorted { $0.key < $1.key }))
        case .null, .bool, .string: self
        }
    }
}
