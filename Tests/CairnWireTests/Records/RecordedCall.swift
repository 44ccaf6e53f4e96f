import CairnModel
import Testing

@testable import CairnWire

/// A call as it stands on the wire, and what its record shows.
struct RecordedCall {
    var request: WireRequest
    var call: RoutedCall

    /// Routes and decodes a request as the gateway does.
    init(_ request: WireRequest, signedFor signingName: String) throws {
        self.request = request
        call = try #require(CallRouter().route(request, signingName: signingName))
    }

    var requestParameters: JSON {
        get throws {
            let input = try WireCodec.decodeRequest(request, call: call)
            return ParameterRendering().requestParameters(input, request: request, call: call)
        }
    }

    func responseElements(_ response: WireResponse, isReadOnly: Bool = false) throws -> JSON {
        let output = try WireCodec.decodeResponse(response, call: call)
        return ParameterRendering().responseElements(output, response: response, call: call, isReadOnly: isReadOnly)
    }

    var eventSource: String { RecordNaming.eventSource(of: call.service, operation: call.operation) }

    var eventName: String? {
        call.operation.map { RecordNaming.eventName(of: $0, in: call.service, request: request) }
    }

    static func query(_ form: String, service: String) throws -> RecordedCall {
        let request = WireRequest(
            method: "POST", target: "/",
            headers: ["Content-Type": "application/x-www-form-urlencoded; charset=utf-8"],
            body: WireBody(Array(form.utf8)))
        return try RecordedCall(request, signedFor: service)
    }

    static func json(_ target: String, _ body: String, service: String) throws -> RecordedCall {
        let request = WireRequest(
            method: "POST", target: "/",
            headers: ["Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": target],
            body: WireBody(Array(body.utf8)))
        return try RecordedCall(request, signedFor: service)
    }

    static func rest(
        _ method: String, _ target: String, host: String? = nil, headers: HeaderFields = [:], body: String = "",
        service: String
    ) throws -> RecordedCall {
        var headers = headers
        if let host { headers["Host"] = host }
        let request = WireRequest(method: method, target: target, headers: headers, body: WireBody(Array(body.utf8)))
        return try RecordedCall(request, signedFor: service)
    }

    static func answer(_ body: String, type: String = "application/x-amz-json-1.1") -> WireResponse {
        WireResponse(status: 200, headers: ["Content-Type": type], body: WireBody(Array(body.utf8)))
    }
}

extension RecordedCall {
    /// Looks up an operation of the embedded table.
    static func model(_ service: String, _ name: String) throws -> (service: ServiceModel, operation: OperationModel) {
        let model = try #require(ServiceCatalog.shared.model(id: service), "no service \(service)")
        return (model, try #require(model.operation(named: name), "no operation \(service) \(name)"))
    }

    /// What a record shows of an input that has not been on the wire.
    static func parameters(_ service: String, _ name: String, _ input: WireValue) throws -> JSON {
        ParameterRendering().requestParameters(
            input, request: WireRequest(method: "POST", target: "/", headers: [:]), call: try call(service, name))
    }

    /// What a record shows of an output that has not been on the wire.
    static func elements(
        _ service: String, _ name: String, _ output: WireValue, status: Int = 200, isReadOnly: Bool = false
    ) throws -> JSON {
        ParameterRendering().responseElements(
            output, response: WireResponse(status: status, headers: [:]), call: try call(service, name),
            isReadOnly: isReadOnly)
    }

    private static func call(_ service: String, _ name: String) throws -> RoutedCall {
        let (service, operation) = try model(service, name)
        return RoutedCall(
            service: service, operation: operation, operationName: name, wireProtocol: .awsJSON, target: "/")
    }

    static func value(_ text: String) throws -> WireValue { value(try JSON(parsing: text)) }

    /// Makes an input or output of JSON, structures under their members' names.
    static func value(_ json: JSON) -> WireValue {
        switch json {
        case .null: .null
        case .bool(let flag): .boolean(flag)
        case .number(let number): .number(number)
        case .string(let text): .string(text)
        case .array(let elements): .list(elements.map(value))
        case .object(let object): .structure(object.members.map { WireValue.Member($0.key, value($0.value)) })
        }
    }
}
