import CairnModel

/// Reads the body of a REST XML call, which is one member (the payload) or holds all that have no other place.
struct RestXMLBody {
    let context: CodecContext

    func add(_ body: WireBody, headers: HeaderFields, to builder: inout StructureBuilder) throws(WireError) {
        let shape = builder.shape
        if context.hasStreamingBody(shape) { return }
        if let payload = shape.payload {
            guard let index = shape.members.firstIndex(where: { $0.name == payload }) else { return }
            try addPayload(index, try body.readable(headers), to: &builder)
        } else if shape.hasBodyMembers {
            try addMembers(try body.readable(headers), to: &builder)
        }
    }

    private func addPayload(_ index: Int, _ body: [UInt8], to builder: inout StructureBuilder) throws(WireError) {
        guard !body.isEmpty else { return }
        let member = builder.shape.members[index]
        switch context.service.shape(member.shape).kind {
        case .blob: builder.set(index, .blob(body))
        case .string: builder.set(index, .string(String(decoding: body, as: UTF8.self)))
        default:
            var decoder = XMLShapeDecoder(body, service: context.service)
            let root = try decoder.root()
            let value = try decoder.value(of: member, attributes: root.attributes)
            try decoder.finish()
            builder.set(index, value)
        }
    }

    private func addMembers(_ body: [UInt8], to builder: inout StructureBuilder) throws(WireError) {
        guard !body.isEmpty else { return }
        var decoder = XMLShapeDecoder(body, service: context.service)
        let root = try decoder.root()
        let stray = try decoder.members(into: &builder)
        try decoder.finish()
        // S3's GetBucketLocation answers with the member itself as the root element.
        if !stray.isEmpty, let index = builder.memberIndex(wireName: root.name) {
            builder.set(index, .string(stray))
        }
    }
}
