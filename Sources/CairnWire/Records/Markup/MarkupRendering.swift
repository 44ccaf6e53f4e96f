import CairnModel

/// Turns XML into JSON as the records of S3 and of EC2's newer calls show it.
///
/// Attributes and child elements become keys; elements of the same name become an array, a single one stays bare; a
/// text beside attributes stands under `content`; an element without anything is `""`; texts that look like a boolean
/// or a number become one. The model's shape goes along only to find out what may be shown.
struct MarkupRendering {
    /// How the members of a shape are named in the markup.
    enum Naming: Sendable {
        case xml
        case ec2Query
    }

    let renderer: ValueRenderer
    let naming: Naming

    /// - Parameter path: the members above the element, from the input or output down.
    func value(_ element: MarkupElement, shape: ShapeModel?, path: [String]) -> JSON {
        var object = JSONObject()
        for attribute in element.attributes { object[attribute.name] = Self.scalar(attribute.value) }
        for child in element.children {
            guard let (key, value) = rendered(child, in: element, shape: shape, path: path) else { continue }
            add(value, under: key, to: &object)
        }
        let text = element.children.isEmpty ? element.text : Self.trimmed(element.text)
        guard !object.isEmpty else {
            return element.children.isEmpty ? Self.scalar(renderer.policy.scrubbed(text)) : ""
        }
        if !text.isEmpty { object["content"] = Self.scalar(renderer.policy.scrubbed(text)) }
        return .object(object)
    }

    private func add(_ value: JSON, under key: String, to object: inout JSONObject) {
        guard let present = object[key] else {
            object.append(key, value)
            return
        }
        // Values that came from elements are never arrays by themselves.
        object[key] = .array((present.arrayValue ?? [present]) + [value])
    }

    private func rendered(
        _ child: MarkupElement, in parent: MarkupElement, shape: ShapeModel?, path: [String]
    ) -> (key: String, value: JSON)? {
        let service = renderer.service
        let member = shape.flatMap { self.member(named: child.name, of: $0) }
        guard shape?.kind == .structure || shape == nil else {
            // The element of a list, or a map's entry, key or value.
            let element = member.map { service.shape($0.shape) } ?? shape?.members.first.map { service.shape($0.shape) }
            return (child.name, value(child, shape: element, path: path))
        }
        let memberShape = member.map { service.shape($0.shape) }
        let name = member?.name ?? child.name
        var treatment = renderer.policy.treatment(
            service: service, operation: renderer.operation, path: path, name: name, shape: memberShape,
            member: member)
        if treatment == .keep, PairName.isValue(name), let pairName = pairName(in: parent) {
            treatment = renderer.policy.treatment(
                service: service, operation: renderer.operation, path: path, key: pairName)
        }
        switch treatment {
        case .drop, .maskLiterals: return nil
        case .replace(let text): return (child.name, text)
        case .keep:
            return (child.name, value(child, shape: contentShape(of: memberShape, member), path: path + [name]))
        }
    }

    private func pairName(in parent: MarkupElement) -> String? {
        PairName.key(in: parent.children.map { WireValue.Member($0.name, .string($0.text)) })
    }

    /// A list whose elements stand side by side is each of its elements.
    private func contentShape(of shape: ShapeModel?, _ member: MemberModel?) -> ShapeModel? {
        guard let shape, shape.kind == .list, let element = shape.members.first else { return shape }
        let isFlat =
            naming == .ec2Query || shape.traits.contains(.flattened)
            || member?.traits.contains(.flattened) == true
        return isFlat ? renderer.service.shape(element.shape) : shape
    }

    private func member(named name: String, of shape: ShapeModel) -> MemberModel? {
        let wireName = { (member: MemberModel) in
            naming == .xml ? member.wireName : EC2WrapperNames.name(of: member)
        }
        if let member = shape.members.first(where: { wireName($0) == name }) { return member }
        let folded = RecordKey.foldedBytes(XMLName.local(name))
        return shape.members.first { RecordKey.foldedBytes(wireName($0)) == folded }
    }

    /// Reads a text as the converter does: `true`, `false` and numbers in their plain spelling lose their quotes.
    static func scalar(_ text: String) -> JSON {
        switch text {
        case "true": return true
        case "false": return false
        default: break
        }
        guard let first = text.utf8.first, text.utf8.count <= 18,
            first == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
        else { return .string(text) }
        if let number = Int(text), String(number) == text { return .integer(number) }
        if text.utf8.contains(UInt8(ascii: ".")), let number = Double(text), number.isFinite, "\(number)" == text {
            return JSONNumber(number).map { _ in .number(JSONNumber(literal: text)) } ?? .string(text)
        }
        return .string(text)
    }

    private static func trimmed(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 > 0x20 }) else { return "" }
        return text
    }
}
