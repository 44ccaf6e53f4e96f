import CairnModel

/// Errors of AWS Query: an `ErrorResponse` element.
struct QueryErrorCoding {
    static func encode(_ failure: EncodedFailure, namespace: String?) -> WireResponse {
        var writer = XMLWriter()
        write(failure, namespace: namespace, to: &writer)
        return WireResponse(
            status: failure.status,
            headers: ["x-amzn-RequestId": failure.requestID, "Content-Type": "text/xml"],
            body: WireBody(writer.bytes))
    }

    static func write(_ failure: EncodedFailure, namespace: String?, to writer: inout XMLWriter) {
        writer.begin("ErrorResponse", attributes: namespace.map { [XMLAttribute("xmlns", $0)] } ?? [])
        writer.begin("Error")
        writer.element("Type", failure.faultText)
        writer.element("Code", failure.code)
        writer.element("Message", failure.message)
        writer.end("Error")
        writer.element("RequestId", failure.requestID)
        writer.end("ErrorResponse")
    }
}
