import CairnModel

/// Errors of AWS REST XML: S3's stand alone, all others in `ErrorResponse`.
struct RestXMLErrorCoding {
    static func encode(_ failure: EncodedFailure, service: ServiceModel) -> WireResponse {
        var writer = XMLWriter()
        writer.declaration()
        let isS3 = service.id == "s3"
        if isS3 {
            writer.begin("Error")
            writeDetail(failure, to: &writer)
            writer.element("RequestId", failure.requestID)
            writer.end("Error")
        } else {
            QueryErrorCoding.write(failure, namespace: service.xmlNamespace, to: &writer)
        }
        let idName = isS3 ? "x-amz-request-id" : "x-amzn-RequestId"
        return WireResponse(
            status: failure.status, headers: [idName: failure.requestID, "Content-Type": "application/xml"],
            body: WireBody(writer.bytes))
    }

    private static func writeDetail(_ failure: EncodedFailure, to writer: inout XMLWriter) {
        writer.element("Code", failure.code)
        writer.element("Message", failure.message)
    }
}
