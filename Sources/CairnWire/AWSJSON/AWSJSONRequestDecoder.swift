/// Reads requests of AWS JSON 1.0 and 1.1: the body is the input.
///
/// Source: Smithy, AWS JSON 1.0 protocol, AWS JSON 1.1 protocol.
struct AWSJSONRequestDecoder {
    let context: CodecContext

    func decode(_ request: WireRequest, shape: ShapeModel) throws(WireError) -> WireValue {
        if context.hasStreamingBody(shape) { return .structure([]) }
        let body = try request.body.readable(request.headers)
        return try JSONShapeDecoder(service: context.service).structure(body: body, shape: shape)
    }
}
