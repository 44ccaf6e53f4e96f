import CairnModel

/// Errors of AWS REST JSON: the code in a header, the message in the body.
struct RestJSONErrorCoding {
    static func encode(_ failure: EncodedFailure) -> WireResponse {
        var writer = JSONWriter(reservingCapacity: 128)
        writer.beginObject()
        writer.key("message")
        writer.string(failure.message)
        writer.endObject()
        return WireResponse(
            status: failure.status,
            headers: [
                "x-amzn-RequestId": failure.requestID, "x-amzn-ErrorType": failure.code,
                "Content-Type": "application/json",
            ],
            body: WireBody(writer.bytes))
    }

    /// The code in the headers; the body is read as any JSON error.
    static func code(in headers: HeaderFields) -> String? {
        guard let type = headers["x-amzn-errortype"] else { return nil }
        let code = ErrorCode.withoutNamespace(type)
        return code.isEmpty ? nil : code
    }
}
