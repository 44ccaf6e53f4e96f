import CairnModel

/// Reads the body of a REST JSON call, which is one member (the payload) or holds all that have no other place.
struct RestJSONBody {
    let context: CodecContext

    func add(_ body: WireBody, headers: HeaderFields, to builder: inout StructureBuilder) throws(WireError) {
        let shape = builder.shape
        if context.hasStreamingBody(shape) { return }
        if let payload = shape.payload {
            guard let index = shape.members.firstIndex(where: { $0.name == payload }) else { return }
            try addPayload(index, try body.readable(headers), to: &builder)
        } else if shape.hasBodyMembers {
            let bytes = try body.readable(headers)
            try JSONShapeDecoder(service: context.service).members(ofBody: bytes, into: &builder)
        }
    }

    private func addPayload(_ index: Int, _ body: [UInt8], to builder: inout StructureBuilder) throws(WireError) {
        guard !body.isEmpty else { return }
        let member = builder.shape.members[index]
        switch context.service.shape(member.shape).kind {
        case .blob: builder.set(index, .blob(body))
        case .string: builder.set(index, .string(String(decoding: body, as: UTF8.self)))
        default:
            let decoder = JSONShapeDecoder(service: context.service)
            builder.set(index, decoder.value(try decoder.json(body), member: member))
        }
    }
}
