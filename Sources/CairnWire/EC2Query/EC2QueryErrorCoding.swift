import CairnModel

/// Errors of EC2 Query: `Response/Errors/Error`, with `RequestID`.
struct EC2QueryErrorCoding {
    static func encode(_ failure: EncodedFailure) -> WireResponse {
        var writer = XMLWriter()
        writer.declaration()
        writer.begin("Response")
        writer.begin("Errors")
        writer.begin("Error")
        writer.element("Code", failure.code)
        writer.element("Message", failure.message)
        writer.end("Error")
        writer.end("Errors")
        writer.element("RequestID", failure.requestID)
        writer.end("Response")
        return WireResponse(
            status: failure.status,
            headers: ["x-amzn-RequestId": failure.requestID, "Content-Type": "text/xml;charset=UTF-8"],
            body: WireBody(writer.bytes))
    }
}
