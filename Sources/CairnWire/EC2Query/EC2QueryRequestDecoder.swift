/// Reads requests of EC2 Query: every list is flattened, names are EC2's own.
///
/// Source: Smithy, AWS EC2 Query protocol.
struct EC2QueryRequestDecoder {
    let context: CodecContext

    func decode(_ request: WireRequest, shape: ShapeModel) throws(WireError) -> WireValue {
        let tree = try QueryForm.tree(of: request)
        return QueryShapeDecoder(tree, service: context.service, dialect: .ec2).input(shape)
    }
}
