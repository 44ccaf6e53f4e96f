import CairnModel

/// Writes XML by the shapes of a model, for REST XML bodies.
///
/// Source: Smithy, XML binding traits.
struct XMLShapeEncoder {
    let service: ServiceModel
    private(set) var writer = XMLWriter()

    init(service: ServiceModel) { self.service = service }

    var bytes: [UInt8] { writer.bytes }

    /// Writes a structure as an element.
    mutating func structure(_ members: [WireValue.Member], shape: ShapeModel?, name: String, namespace: String?) {
        writer.begin(name, attributes: attributes(members, shape: shape, namespace: namespace))
        for member in members {
            let model = shape?.member(named: member.name)
            if let model, model.traits.contains(.xmlAttribute) { continue }
            write(member.value, member: model, name: model?.wireName ?? member.name)
        }
        writer.end(name)
    }

    private func attributes(
        _ members: [WireValue.Member], shape: ShapeModel?, namespace: String?
    ) -> [XMLAttribute] {
        var attributes: [XMLAttribute] = []
        var prefix = ""
        for member in members {
            guard let model = shape?.member(named: member.name), model.traits.contains(.xmlAttribute),
                let text = ScalarText.text(member.value, format: .iso8601)
            else { continue }
            attributes.append(XMLAttribute(model.wireName, text))
            if let colon = model.wireName.utf8.firstIndex(of: UInt8(ascii: ":")) {
                prefix = ":" + model.wireName[..<colon]
            }
        }
        if let namespace { attributes.insert(XMLAttribute("xmlns" + prefix, namespace), at: 0) }
        return attributes
    }

    private mutating func write(_ value: WireValue, member: MemberModel?, name: String) {
        let shape = member.map { service.shape($0.shape) }
        let isFlattened =
            member?.traits.contains(.flattened) ?? false || shape?.traits.contains(.flattened) ?? false
        switch value {
        case .null: return
        case .structure(let members):
            structure(members, shape: shape, name: name, namespace: member?.xmlNamespace ?? shape?.xmlNamespace)
        case .list(let elements) where isFlattened:
            for element in elements { write(element, member: shape?.listElement, name: name) }
        case .list(let elements):
            writer.begin(name, attributes: namespaceAttributes(member, shape))
            let elementName = shape?.listElement?.locationName ?? "member"
            for element in elements { write(element, member: shape?.listElement, name: elementName) }
            writer.end(name)
        case .map(let entries) where isFlattened:
            for entry in entries { write(entry, map: shape, name: name) }
        case .map(let entries):
            writer.begin(name, attributes: namespaceAttributes(member, shape))
            for entry in entries { write(entry, map: shape, name: "entry") }
            writer.end(name)
        case .document(let json): write(json, name: name)
        case .boolean, .number, .string, .blob, .timestamp:
            let format = shape.map { TimestampFormat.of(member, $0, default: .iso8601) } ?? .iso8601
            guard let text = ScalarText.text(value, format: format) else { return }
            writer.element(name, text, attributes: namespaceAttributes(member, shape))
        }
    }

    private mutating func write(_ entry: WireValue.Member, map shape: ShapeModel?, name: String) {
        let (key, value) = (shape?.mapEntry?.key, shape?.mapEntry?.value)
        writer.begin(name)
        writer.element(key?.locationName ?? "key", entry.name)
        write(entry.value, member: value, name: value?.locationName ?? "value")
        writer.end(name)
    }

    private mutating func write(_ json: JSON, name: String) {
        guard XMLName.isValid(name) else { return }
        switch json {
        case .null: return
        case .bool(let flag): writer.element(name, flag ? "true" : "false")
        case .number(let number): writer.element(name, number.literal)
        case .string(let text): writer.element(name, text)
        case .array(let elements): for element in elements { write(element, name: name) }
        case .object(let object):
            let attributes = object.members.filter { $0.key.utf8.starts(with: "xmlns".utf8) }
            writer.begin(name, attributes: attributes.map { XMLAttribute($0.key, $0.value.stringValue ?? "") })
            for member in object.members where !member.key.utf8.starts(with: "xmlns".utf8) {
                if member.key == "content", case .string(let text) = member.value {
                    writer.text(text)
                } else {
                    write(member.value, name: member.key)
                }
            }
            writer.end(name)
        }
    }

    private func namespaceAttributes(_ member: MemberModel?, _ shape: ShapeModel?) -> [XMLAttribute] {
        (member?.xmlNamespace ?? shape?.xmlNamespace).map { [XMLAttribute("xmlns", $0)] } ?? []
    }
}
