/// Reads answers of AWS Query: the output stands in its wrapper below the root, beside `ResponseMetadata`.
struct QueryResponseDecoder {
    let context: CodecContext

    func decode(_ response: WireResponse, shape: ShapeModel) throws(WireError) -> WireValue {
        let body = try response.body.readable(response.headers)
        var builder = StructureBuilder(shape)
        guard !body.isEmpty else { return builder.value }
        var decoder = XMLShapeDecoder(body, service: context.service)
        let root = try decoder.root()
        let wrapper = root.name == context.operation.resultWrapper ? nil : context.operation.resultWrapper
        while let child = try decoder.nextChild() {
            if child.name == wrapper {
                try decoder.members(into: &builder)
            } else if child.name == "ResponseMetadata" {
                try decoder.skip()
            } else {
                try decoder.addMember(child, to: &builder)
            }
        }
        try decoder.finish()
        return builder.value
    }
}
