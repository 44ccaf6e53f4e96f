import CairnModel

/// Reads CBOR by the shapes of a model.
///
/// Source: Smithy, RPC v2 CBOR protocol (shape serialization).
struct CBORShapeDecoder {
    let service: ServiceModel

    /// Reads a body that is a structure. No body at all is a structure without members.
    func structure(body: [UInt8], shape: ShapeModel) throws(WireError) -> WireValue {
        guard !body.isEmpty else { return .structure([]) }
        guard case .map(let entries) = try CBORReader.read(body) else { return .structure([]) }
        return structure(entries, shape: shape)
    }

    private func value(_ item: CBORValue, member: MemberModel) -> WireValue {
        let shape = service.shape(member.shape)
        switch (shape.kind, item) {
        case (.structure, _) where shape.traits.contains(.document): return .document(Self.json(item))
        case (.structure, .map(let entries)): return structure(entries, shape: shape)
        case (.list, .array(let elements)):
            guard let element = shape.listElement else { return Self.untyped(item) }
            return .list(elements.map { value($0, member: element) })
        case (.map, .map(let entries)):
            guard let entry = shape.mapEntry else { return Self.untyped(item) }
            return .map(
                entries.map { WireValue.Member(Self.keyText($0.key), value($0.value, member: entry.value)) })
        case (.timestamp, _):
            return Self.number(item).flatMap { Double($0.literal) }.map(WireValue.timestamp) ?? Self.untyped(item)
        default: return Self.untyped(item)
        }
    }

    private func structure(_ entries: [CBORValue.Entry], shape: ShapeModel) -> WireValue {
        var builder = StructureBuilder(shape, isNested: true)
        for entry in entries where entry.value != .null {
            let name = Self.keyText(entry.key)
            if let index = builder.memberIndex(wireName: name) {
                builder.set(index, value(entry.value, member: shape.members[index]))
            } else if !(name == "__type" && shape.traits.contains(.union)) {
                builder.appendUnknown(name, .document(Self.json(entry.value)))
            }
        }
        return builder.value
    }

    private static func untyped(_ item: CBORValue) -> WireValue {
        switch item {
        case .null: .null
        case .boolean(let flag): .boolean(flag)
        case .text(let text): .string(text)
        case .bytes(let bytes): .blob(bytes)
        case .tagged(1, let inner):
            number(inner).flatMap { Double($0.literal) }.map(WireValue.timestamp) ?? untyped(inner)
        case .array, .map: .document(json(item))
        case .float(let value) where !value.isFinite: .string(nonFiniteText(value))
        case .unsigned, .negative, .float, .tagged: number(item).map(WireValue.number) ?? .document(json(item))
        }
    }

    /// The number of an item, also behind a tag that only says what the number means.
    private static func number(_ item: CBORValue) -> JSONNumber? {
        switch item {
        case .unsigned(let value): JSONNumber(value)
        case .negative(let value):
            value < UInt64(Int64.max) ? JSONNumber(-1 - Int64(value)) : JSONNumber(-1 - Double(value))
        case .float(let value): JSONNumber(value)
        case .tagged(1, let inner): number(inner)
        default: nil
        }
    }

    private static func keyText(_ item: CBORValue) -> String {
        switch item {
        case .text(let text): text
        default: number(item)?.literal ?? ""
        }
    }

    /// The nearest JSON: byte strings as base 64, tags left out, numbers that JSON has not as text.
    private static func json(_ item: CBORValue) -> JSON {
        switch item {
        case .null: .null
        case .boolean(let flag): .bool(flag)
        case .text(let text): .string(text)
        case .bytes(let bytes): .string(Base64.text(bytes))
        case .array(let elements): .array(elements.map(json))
        case .map(let entries): .object(JSONObject(entries.map { (keyText($0.key), json($0.value)) }))
        case .tagged(_, let inner): json(inner)
        case .float(let value) where !value.isFinite: .string(nonFiniteText(value))
        case .unsigned, .negative, .float: number(item).map(JSON.number) ?? .null
        }
    }

    private static func nonFiniteText(_ value: Double) -> String {
        value.isNaN ? "NaN" : value < 0 ? "-Infinity" : "Infinity"
    }
}
