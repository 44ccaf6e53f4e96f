import CairnModel

/// Writes JSON by the shapes of a model, for all protocols with JSON bodies.
struct JSONShapeEncoder {
    let service: ServiceModel

    /// Returns a body: the members of a structure that travel in the body.
    func body(_ value: WireValue, shape: ShapeModel) -> [UInt8] {
        var writer = JSONWriter()
        if case .structure(let members) = value {
            // Members with another place (path, headers …) have it only at the top.
            let inBody = members.filter { shape.member(named: $0.name)?.location ?? .body == .body }
            writeStructure(inBody, shape: shape, to: &writer)
        } else {
            write(value, shape: shape, format: .epochSeconds, to: &writer)
        }
        return writer.bytes
    }

    /// Returns a body that is one member as a whole.
    func payload(_ value: WireValue, member: MemberModel) -> [UInt8] {
        var writer = JSONWriter()
        write(value, member: member, to: &writer)
        return writer.bytes
    }

    private func write(_ value: WireValue, member: MemberModel?, to writer: inout JSONWriter) {
        guard let member else { return write(value, shape: nil, format: .epochSeconds, to: &writer) }
        let shape = service.shape(member.shape)
        write(value, shape: shape, format: .of(member, shape, default: .epochSeconds), to: &writer)
    }

    private func write(_ value: WireValue, shape: ShapeModel?, format: TimestampFormat, to writer: inout JSONWriter) {
        switch value {
        case .null: writer.null()
        case .boolean(let flag): writer.bool(flag)
        case .number(let number): writer.literal(number.literal)
        case .string(let text): writer.string(text)
        case .blob(let bytes): writer.string(Base64.text(bytes))
        case .document(let json): writer.value(json)
        case .timestamp(let seconds):
            let text = format.text(seconds)
            if format == .epochSeconds { writer.literal(text) } else { writer.string(text) }
        case .list(let elements):
            writer.beginArray()
            for element in elements { write(element, member: shape?.listElement, to: &writer) }
            writer.endArray()
        case .map(let entries):
            writer.beginObject()
            for entry in entries {
                writer.key(entry.name)
                write(entry.value, member: shape?.mapEntry?.value, to: &writer)
            }
            writer.endObject()
        case .structure(let members): writeStructure(members, shape: shape, to: &writer)
        }
    }

    private func writeStructure(_ members: [WireValue.Member], shape: ShapeModel?, to writer: inout JSONWriter) {
        writer.beginObject()
        for member in members where member.value != .null {
            let model = shape?.member(named: member.name)
            writer.key(model?.wireName ?? member.name)
            write(member.value, member: model, to: &writer)
        }
        writer.endObject()
    }
}
