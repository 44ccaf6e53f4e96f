/// Reads answers of AWS JSON 1.0 and 1.1: the body is the output.
struct AWSJSONResponseDecoder {
    let context: CodecContext

    func decode(_ response: WireResponse, shape: ShapeModel) throws(WireError) -> WireValue {
        if context.hasStreamingBody(shape) { return .structure([]) }
        let body = try response.body.readable(response.headers)
        return try JSONShapeDecoder(service: context.service).structure(body: body, shape: shape)
    }
}
