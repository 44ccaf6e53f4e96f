import CairnModel

/// Writes requests of AWS JSON 1.0 and 1.1.
struct AWSJSONRequestEncoder {
    let context: CodecContext

    func encode(_ input: WireValue) -> WireRequest {
        let service = context.service
        let target = (service.targetPrefix.map { $0 + "." } ?? "") + context.operation.name
        let headers: HeaderFields = [
            "X-Amz-Target": target, "Content-Type": AWSJSONErrorCoding.contentType(of: service),
        ]
        let body = context.input.map { JSONShapeEncoder(service: service).body(input, shape: $0) } ?? Array("{}".utf8)
        return WireRequest(method: "POST", target: "/", headers: headers, body: WireBody(body))
    }
}
