/// Writes requests of EC2 Query.
struct EC2QueryRequestEncoder {
    let context: CodecContext

    func encode(_ input: WireValue) -> WireRequest {
        var encoder = QueryShapeEncoder(service: context.service, dialect: .ec2)
        encoder.write(operation: context.operation, input: input)
        return QueryForm.request(encoder.bytes)
    }
}
