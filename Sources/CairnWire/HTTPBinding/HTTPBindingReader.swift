import CairnModel

/// Reads the members of REST calls that travel outside of the body.
///
/// Source: Smithy, HTTP binding traits.
struct HTTPBindingReader {
    let context: CodecContext

    /// Adds the members in path, query string and headers of a request.
    /// - Parameter target: the path-style target, in which a bucket's name stands even if the host gave it.
    func addRequestMembers(
        target: String, headers: HeaderFields, to builder: inout StructureBuilder
    ) throws(WireError) {
        let mark = target.firstIndex(of: "?") ?? target.endIndex
        let template = URITemplate(context.operation.requestURI)
        addLabels(template.labels(of: target[..<mark]), to: &builder)
        if mark != target.endIndex {
            let query = try QueryString(target[target.index(after: mark)...])
            let fixed = try QueryString(template.query)
            addQuery(query, fixedNames: fixed.items.map(\.name), to: &builder)
        }
        addHeaders(headers, to: &builder)
    }

    /// Adds the members in the status and headers of an answer.
    func addResponseMembers(status: Int, headers: HeaderFields, to builder: inout StructureBuilder) {
        for index in builder.shape.members.indices where builder.shape.members[index].location == .statusCode {
            builder.set(index, .number(JSONNumber(status)))
        }
        addHeaders(headers, to: &builder)
    }

    private func addLabels(_ labels: [(name: Substring, value: String)], to builder: inout StructureBuilder) {
        for label in labels {
            let index = builder.shape.members.firstIndex { $0.location == .uri && $0.wireName == label.name }
            guard let index else { continue }
            builder.set(index, scalar(label.value, builder.shape.members[index], default: .iso8601))
        }
    }

    private func addQuery(_ query: QueryString, fixedNames: [String], to builder: inout StructureBuilder) {
        let shape = builder.shape
        let map = shape.members.indices.first {
            shape.members[$0].location == .querystring
                && context.service.shapes[shape.members[$0].shape.index].kind == .map
        }
        var free: [QueryString.Item] = []
        for item in query.items {
            let index = shape.members.firstIndex { $0.location == .querystring && $0.wireName == item.name }
            guard let index, index != map else {
                if !QueryString.isSignature(item.name), !fixedNames.contains(item.name) { free.append(item) }
                continue
            }
            let member = shape.members[index]
            if let element = context.service.shape(member.shape).listElement {
                builder.append(index, element: scalar(item.value, element, default: .iso8601))
            } else {
                builder.set(index, scalar(item.value, member, default: .iso8601))
            }
        }
        if let map, !free.isEmpty, let entry = context.service.shape(shape.members[map].shape).mapEntry {
            builder.set(map, freeItems(free, value: entry.value))
        }
    }

    /// Query items that no other member takes, as a map; its values may be lists.
    private func freeItems(_ items: [QueryString.Item], value: MemberModel) -> WireValue {
        let element = context.service.shape(value.shape).listElement
        var order: [String] = []
        var values: [String: [WireValue]] = [:]
        for item in items {
            if values[item.name] == nil { order.append(item.name) }
            values[item.name, default: []].append(scalar(item.value, element ?? value, default: .iso8601))
        }
        return .map(
            order.map { name in
                let all = values[name] ?? []
                return WireValue.Member(name, element == nil ? all.last ?? .null : .list(all))
            })
    }

    private func addHeaders(_ headers: HeaderFields, to builder: inout StructureBuilder) {
        let text = HeaderText(service: context.service)
        let shape = builder.shape
        for index in shape.members.indices {
            switch shape.members[index].location {
            case .header:
                guard let value = headers[shape.members[index].wireName] else { continue }
                builder.set(index, text.value(value, member: shape.members[index]))
            case .headers:
                let member = shape.members[index]
                let entries = prefixed(headers, prefix: member.wireName, isPrefixGiven: member.locationName != nil)
                if !entries.isEmpty { builder.set(index, .map(entries)) }
            case .body, .uri, .querystring, .statusCode: continue
            }
        }
    }

    private func prefixed(_ headers: HeaderFields, prefix: String, isPrefixGiven: Bool) -> [WireValue.Member] {
        let prefix = isPrefixGiven ? prefix : ""
        return headers.fields.compactMap { field in
            let name = field.name
            guard name.utf8.count > prefix.utf8.count,
                String(Substring(name.utf8.prefix(prefix.utf8.count))).equalsIgnoringASCIICase(prefix)
            else { return nil }
            return WireValue.Member(
                String(Substring(name.utf8.dropFirst(prefix.utf8.count))), .string(field.value))
        }
    }

    private func scalar(_ text: String, _ member: MemberModel, default format: TimestampFormat) -> WireValue {
        let shape = context.service.shape(member.shape)
        return ScalarText.value(text, shape: shape, format: .of(member, shape, default: format))
    }
}
