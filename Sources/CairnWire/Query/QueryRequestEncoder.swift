/// Writes requests of AWS Query.
struct QueryRequestEncoder {
    let context: CodecContext

    func encode(_ input: WireValue) -> WireRequest {
        var encoder = QueryShapeEncoder(service: context.service, dialect: .aws)
        encoder.write(operation: context.operation, input: input)
        return QueryForm.request(encoder.bytes)
    }
}
