import CairnModel

/// Reads JSON by the shapes of a model, for all protocols with JSON bodies.
///
/// Source: Smithy, AWS JSON 1.0 and 1.1, AWS REST JSON 1 (shape serialization).
struct JSONShapeDecoder {
    let service: ServiceModel

    /// Reads a body that is a structure. No body at all is a structure without members.
    func structure(body: [UInt8], shape: ShapeModel) throws(WireError) -> WireValue {
        var builder = StructureBuilder(shape)
        try members(ofBody: body, into: &builder)
        return builder.value
    }

    func members(ofBody body: [UInt8], into builder: inout StructureBuilder) throws(WireError) {
        guard case .object(let object) = try json(body) else { return }
        add(object, to: &builder)
    }

    /// Parses a body; an empty one is an empty object.
    func json(_ body: [UInt8]) throws(WireError) -> JSON {
        if body.isEmpty { return .object(JSONObject()) }
        do {
            return try JSON(parsing: body)
        } catch {
            throw WireError.malformed(error.message, at: error.offset)
        }
    }

    /// Reads a value by its shape; what does not fit the shape stays what it was in JSON.
    func value(_ json: JSON, member: MemberModel) -> WireValue {
        let shape = service.shape(member.shape)
        switch (shape.kind, json) {
        case (_, .null): return .null
        case (.structure, _) where shape.traits.contains(.document): return .document(json)
        case (.structure, .object(let object)): return structure(object, shape: shape)
        case (.list, .array(let elements)): return list(elements, shape: shape)
        case (.map, .object(let object)): return map(object, shape: shape)
        case (.timestamp, .number(let number)):
            return Double(number.literal).flatMap { $0.isFinite ? .timestamp($0) : nil } ?? .number(number)
        case (.timestamp, .string(let text)), (.blob, .string(let text)):
            return ScalarText.value(text, shape: shape, format: .of(member, shape, default: .epochSeconds))
        default: return Self.untyped(json)
        }
    }

    /// A value as it came, where no shape describes it.
    static func untyped(_ json: JSON) -> WireValue {
        switch json {
        case .null: .null
        case .bool(let flag): .boolean(flag)
        case .number(let number): .number(number)
        case .string(let text): .string(text)
        case .array, .object: .document(json)
        }
    }

    private func structure(_ object: JSONObject, shape: ShapeModel) -> WireValue {
        var builder = StructureBuilder(shape, isNested: true)
        add(object, to: &builder)
        return builder.value
    }

    private func add(_ object: JSONObject, to builder: inout StructureBuilder) {
        let shape = builder.shape
        for member in object.members where !member.value.isNull {
            if let index = builder.memberIndex(wireName: member.key) {
                builder.set(index, value(member.value, member: shape.members[index]))
            } else if !(member.key == "__type" && shape.traits.contains(.union)) {
                builder.appendUnknown(member.key, .document(member.value))
            }
        }
    }

    private func list(_ elements: [JSON], shape: ShapeModel) -> WireValue {
        guard let element = shape.listElement else { return .document(.array(elements)) }
        return .list(elements.map { value($0, member: element) })
    }

    private func map(_ object: JSONObject, shape: ShapeModel) -> WireValue {
        guard let entry = shape.mapEntry else { return .document(.object(object)) }
        return .map(object.members.map { WireValue.Member($0.key, value($0.value, member: entry.value)) })
    }
}
