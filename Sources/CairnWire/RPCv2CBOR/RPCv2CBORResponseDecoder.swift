/// Reads answers of RPC v2 CBOR: the body is the output.
struct RPCv2CBORResponseDecoder {
    let context: CodecContext

    func decode(_ response: WireResponse, shape: ShapeModel) throws(WireError) -> WireValue {
        if context.hasStreamingBody(shape) { return .structure([]) }
        let body = try response.body.readable(response.headers)
        return try CBORShapeDecoder(service: context.service).structure(body: body, shape: shape)
    }
}
