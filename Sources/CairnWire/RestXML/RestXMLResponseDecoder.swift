/// Reads answers of AWS REST XML: members in status, headers and an XML body.
struct RestXMLResponseDecoder {
    let context: CodecContext

    func decode(_ response: WireResponse, shape: ShapeModel) throws(WireError) -> WireValue {
        var builder = StructureBuilder(shape)
        let binding = HTTPBindingReader(context: context)
        binding.addResponseMembers(status: response.status, headers: response.headers, to: &builder)
        try RestXMLBody(context: context).add(response.body, headers: response.headers, to: &builder)
        return builder.value
    }
}
