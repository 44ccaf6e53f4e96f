/// Reads requests of AWS REST XML: members in path, query string, headers and an XML body.
///
/// Source: Smithy, AWS REST XML protocol. Bodies of S3 objects are content and never read, `aws-chunked` or not.
struct RestXMLRequestDecoder {
    let context: CodecContext

    func decode(_ request: WireRequest, target: String, shape: ShapeModel) throws(WireError) -> WireValue {
        var builder = StructureBuilder(shape)
        let binding = HTTPBindingReader(context: context)
        try binding.addRequestMembers(target: target, headers: request.headers, to: &builder)
        try RestXMLBody(context: context).add(request.body, headers: request.headers, to: &builder)
        return builder.value
    }
}
