import CairnModel

/// Errors of AWS JSON: `__type` and `message` in the body.
struct AWSJSONErrorCoding {
    static func contentType(of service: ServiceModel?) -> String {
        "application/x-amz-json-" + (service?.jsonVersion ?? "1.1")
    }

    static func encode(_ failure: EncodedFailure, service: ServiceModel?) -> WireResponse {
        var writer = JSONWriter(reservingCapacity: 128)
        writer.beginObject()
        writer.key("__type")
        writer.string(failure.code)
        writer.key("message")
        writer.string(failure.message)
        writer.endObject()
        return WireResponse(
            status: failure.status,
            headers: ["x-amzn-RequestId": failure.requestID, "Content-Type": contentType(of: service)],
            body: WireBody(writer.bytes))
    }

    /// Reads code and message wherever services put them in JSON.
    static func decode(_ body: [UInt8]) -> WireFailure {
        guard let json = try? JSON(parsing: body), case .object = json else { return WireFailure() }
        let inner = json["Error"] ?? json["error"] ?? .null
        let code = text(["__type", "code", "Code"], in: json) ?? text(["__type", "code", "Code"], in: inner)
        let message =
            text(["message", "Message", "errorMessage"], in: json) ?? text(["message", "Message"], in: inner)
        return WireFailure(
            code: code.map(ErrorCode.withoutNamespace), message: message,
            requestID: text(["requestId", "RequestId", "__requestId"], in: json))
    }

    private static func text(_ names: [String], in json: JSON) -> String? {
        for name in names {
            if let text = json[name]?.stringValue { return text }
        }
        return nil
    }
}
