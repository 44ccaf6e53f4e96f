/// Reads requests of AWS REST JSON: members in path, query string, headers and a JSON body.
///
/// Source: Smithy, AWS REST JSON 1 protocol.
struct RestJSONRequestDecoder {
    let context: CodecContext

    func decode(_ request: WireRequest, target: String, shape: ShapeModel) throws(WireError) -> WireValue {
        var builder = StructureBuilder(shape)
        let binding = HTTPBindingReader(context: context)
        try binding.addRequestMembers(target: target, headers: request.headers, to: &builder)
        try RestJSONBody(context: context).add(request.body, headers: request.headers, to: &builder)
        return builder.value
    }
}
