import CairnModel

/// Writes requests of RPC v2 CBOR: `POST /service/{service}/operation/{operation}`.
struct RPCv2CBORRequestEncoder {
    let context: CodecContext

    func encode(_ input: WireValue) -> WireRequest {
        let service = context.service
        let target = "/service/\(service.targetPrefix ?? service.id)/operation/\(context.operation.name)"
        var headers: HeaderFields = ["smithy-protocol": "rpc-v2-cbor", "Accept": "application/cbor"]
        guard let shape = context.input else { return WireRequest(method: "POST", target: target, headers: headers) }
        headers.append("Content-Type", "application/cbor")
        let body = CBORShapeEncoder(service: service).body(input, shape: shape)
        return WireRequest(method: "POST", target: target, headers: headers, body: WireBody(body))
    }
}
