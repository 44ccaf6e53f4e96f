import CairnModel

/// Writes the members of REST requests that travel outside of the body.
struct HTTPBindingWriter {
    let context: CodecContext

    /// Returns path and query string.
    ///
    /// - Throws: ``WireError`` with `malformed` if a label of the path has no value.
    func target(_ input: WireValue, shape: ShapeModel?) throws(WireError) -> String {
        let template = URITemplate(context.operation.requestURI)
        var target = try template.path { name in
            guard let member = shape?.members.first(where: { $0.location == .uri && $0.wireName == name }),
                let value = input[member.name]
            else { return nil }
            return text(value, member)
        }
        var mark = UInt8(ascii: "?")
        if !template.query.isEmpty {
            target.append(mark)
            target.append(contentsOf: template.query.utf8)
            mark = UInt8(ascii: "&")
        }
        for item in queryItems(input, shape: shape) {
            target.append(mark)
            mark = UInt8(ascii: "&")
            PercentCoding.append(item.name, to: &target)
            target.append(UInt8(ascii: "="))
            PercentCoding.append(item.value, to: &target)
        }
        return String(decoding: target, as: UTF8.self)
    }

    private func queryItems(_ input: WireValue, shape: ShapeModel?) -> [QueryString.Item] {
        var items: [QueryString.Item] = []
        for member in shape?.members ?? [] where member.location == .querystring {
            guard let value = input[member.name] else { continue }
            if case .map(let entries) = value {
                let entryValue = context.service.shape(member.shape).mapEntry?.value
                for entry in entries { append(entry.value, entryValue, named: entry.name, to: &items) }
            } else {
                append(value, member, named: member.wireName, to: &items)
            }
        }
        return items
    }

    private func append(
        _ value: WireValue, _ member: MemberModel?, named name: String, to items: inout [QueryString.Item]
    ) {
        if case .list(let elements) = value {
            let element = member.flatMap { context.service.shape($0.shape).listElement }
            for one in elements { append(one, element, named: name, to: &items) }
        } else if let text = text(value, member) {
            items.append(QueryString.Item(name: name, value: text))
        }
    }

    private func text(_ value: WireValue, _ member: MemberModel?) -> String? {
        guard let member else { return ScalarText.text(value, format: .iso8601) }
        return ScalarText.text(value, format: .of(member, context.service.shape(member.shape), default: .iso8601))
    }

    /// Returns the members in headers.
    ///
    /// - Throws: ``WireError`` with `malformed` if a value holds a line break, which would end the field.
    func headers(_ input: WireValue, shape: ShapeModel?) throws(WireError) -> HeaderFields {
        var headers = HeaderFields()
        let text = HeaderText(service: context.service)
        for member in shape?.members ?? [] {
            guard let value = input[member.name] else { continue }
            if member.location == .header, let text = text.text(value, member: member) {
                headers.append(member.wireName, text)
            } else if member.location == .headers, case .map(let entries) = value {
                let prefix = member.locationName ?? ""
                for entry in entries {
                    guard let text = ScalarText.text(entry.value, format: .rfc822) else { continue }
                    headers.append(prefix + entry.name, text)
                }
            }
        }
        for field in headers.fields where Self.hasLineBreak(field.name) || Self.hasLineBreak(field.value) {
            throw WireError.malformed("A header cannot hold a line break", path: field.name)
        }
        return headers
    }

    private static func hasLineBreak(_ text: String) -> Bool {
        text.utf8.contains { $0 == 0x0A || $0 == 0x0D }
    }
}
