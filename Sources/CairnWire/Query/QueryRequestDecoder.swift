/// Reads requests of AWS Query.
///
/// Source: Smithy, AWS Query protocol.
struct QueryRequestDecoder {
    let context: CodecContext

    func decode(_ request: WireRequest, shape: ShapeModel) throws(WireError) -> WireValue {
        let tree = try QueryForm.tree(of: request)
        return QueryShapeDecoder(tree, service: context.service, dialect: .aws).input(shape)
    }
}
