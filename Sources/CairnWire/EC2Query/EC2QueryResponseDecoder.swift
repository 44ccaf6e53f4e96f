/// Reads answers of EC2 Query: the output's members stand below the root, beside `requestId`.
struct EC2QueryResponseDecoder {
    let context: CodecContext

    func decode(_ response: WireResponse, shape: ShapeModel) throws(WireError) -> WireValue {
        let body = try response.body.readable(response.headers)
        var builder = StructureBuilder(shape)
        guard !body.isEmpty else { return builder.value }
        var decoder = XMLShapeDecoder(body, service: context.service)
        _ = try decoder.root()
        while let child = try decoder.nextChild() {
            if child.name == "requestId", builder.memberIndex(wireName: child.name) == nil {
                try decoder.skip()
            } else {
                try decoder.addMember(child, to: &builder)
            }
        }
        try decoder.finish()
        return builder.value
    }
}
