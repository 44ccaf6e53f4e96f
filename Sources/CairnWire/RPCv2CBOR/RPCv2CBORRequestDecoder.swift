/// Reads requests of RPC v2 CBOR: the body is the input.
///
/// Source: Smithy, RPC v2 CBOR protocol.
struct RPCv2CBORRequestDecoder {
    let context: CodecContext

    func decode(_ request: WireRequest, shape: ShapeModel) throws(WireError) -> WireValue {
        if context.hasStreamingBody(shape) { return .structure([]) }
        let body = try request.body.readable(request.headers)
        return try CBORShapeDecoder(service: context.service).structure(body: body, shape: shape)
    }
}
