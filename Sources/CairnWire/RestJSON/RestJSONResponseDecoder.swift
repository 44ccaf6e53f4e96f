/// Reads answers of AWS REST JSON: members in status, headers and a JSON body.
struct RestJSONResponseDecoder {
    let context: CodecContext

    func decode(_ response: WireResponse, shape: ShapeModel) throws(WireError) -> WireValue {
        var builder = StructureBuilder(shape)
        let binding = HTTPBindingReader(context: context)
        binding.addResponseMembers(status: response.status, headers: response.headers, to: &builder)
        try RestJSONBody(context: context).add(response.body, headers: response.headers, to: &builder)
        return builder.value
    }
}
