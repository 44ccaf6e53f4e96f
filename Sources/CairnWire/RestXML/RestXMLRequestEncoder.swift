import CairnModel

/// Writes requests of AWS REST XML.
struct RestXMLRequestEncoder {
    let context: CodecContext

    func encode(_ input: WireValue) throws(WireError) -> WireRequest {
        let shape = context.input
        let binding = HTTPBindingWriter(context: context)
        let target = try binding.target(input, shape: shape)
        var headers = try binding.headers(input, shape: shape)
        let (body, isXML) = shape.map { self.body(input, shape: $0) } ?? ([], false)
        if isXML, headers["Content-Type"] == nil { headers.append("Content-Type", "application/xml") }
        return WireRequest(method: context.operation.method, target: target, headers: headers, body: WireBody(body))
    }

    private func body(_ input: WireValue, shape: ShapeModel) -> (bytes: [UInt8], isXML: Bool) {
        guard let payload = shape.payload, let member = shape.member(named: payload) else {
            return members(of: input, shape: shape)
        }
        let payloadShape = context.service.shape(member.shape)
        switch input[payload] {
        case .blob(let bytes): return (bytes, false)
        case .string(let text): return (Array(text.utf8), false)
        case .structure(let members):
            var encoder = XMLShapeEncoder(service: context.service)
            encoder.structure(
                members, shape: payloadShape, name: member.wireName,
                namespace: member.xmlNamespace ?? payloadShape.xmlNamespace)
            return (encoder.bytes, true)
        default: return ([], false)
        }
    }

    /// An input without a payload stands in an element of its own, if any of its members travels in the body.
    private func members(of input: WireValue, shape: ShapeModel) -> (bytes: [UInt8], isXML: Bool) {
        guard case .structure(let all) = input else { return ([], false) }
        let members = all.filter { shape.member(named: $0.name)?.location ?? .body == .body }
        guard members.contains(where: { shape.member(named: $0.name) != nil }) else { return ([], false) }
        var encoder = XMLShapeEncoder(service: context.service)
        encoder.structure(
            members, shape: shape, name: context.operation.inputWrapper ?? shape.name,
            namespace: context.operation.inputXMLNamespace ?? shape.xmlNamespace)
        return (encoder.bytes, true)
    }
}
