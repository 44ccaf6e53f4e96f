import CairnModel

/// Reads XML by the shapes of a model, for REST XML bodies and the answers of the Query protocols.
///
/// Every reading function starts behind the start tag of an element and ends behind its end tag.
///
/// Source: Smithy, XML binding traits; AWS REST XML, AWS Query and EC2 Query protocols.
struct XMLShapeDecoder {
    private var reader: XMLReader
    private let service: ServiceModel

    init(_ body: [UInt8], service: ServiceModel) {
        reader = XMLReader(body)
        self.service = service
    }

    /// An element's start.
    struct Start {
        let name: String
        let attributes: [XMLAttribute]
    }

    /// Reads the start tag of the document's root element.
    mutating func root() throws(WireError) -> Start {
        guard case .start(let name, let attributes) = try reader.next() else {
            throw WireError.malformed("Expected an XML element")
        }
        return Start(name: XMLName.local(name), attributes: attributes)
    }

    /// Reads what is behind the root element.
    mutating func finish() throws(WireError) {
        guard try reader.next() == .finished else { throw WireError.malformed("Text after the root element") }
    }

    /// Skips to the next child element of the current one; `nil` when the current one ends.
    mutating func nextChild() throws(WireError) -> Start? {
        while true {
            switch try reader.next() {
            case .start(let name, let attributes): return Start(name: XMLName.local(name), attributes: attributes)
            case .text: continue
            case .end, .finished: return nil
            }
        }
    }

    /// Skips the rest of the current element.
    mutating func skip() throws(WireError) {
        while try nextChild() != nil { try skip() }
    }

    mutating func value(of member: MemberModel, attributes: [XMLAttribute]) throws(WireError) -> WireValue {
        let shape = service.shape(member.shape)
        switch shape.kind {
        case .structure where shape.traits.contains(.document): return .document(try document(attributes))
        case .structure: return try structure(shape, attributes: attributes)
        case .list: return try list(shape)
        case .map: return try map(shape)
        case .string, .blob, .boolean, .integer, .double, .timestamp: return try scalar(shape, member, attributes)
        }
    }

    // MARK: Structures

    private mutating func structure(_ shape: ShapeModel, attributes: [XMLAttribute]) throws(WireError) -> WireValue {
        var builder = StructureBuilder(shape, isNested: true)
        add(attributes, to: &builder)
        let stray = try members(into: &builder)
        // Text where members should be: the value has another type than the model says.
        if builder.members.isEmpty, !stray.isEmpty { return .string(stray) }
        return builder.value
    }

    /// Reads the children of the current element as members of a structure, and returns text among them.
    @discardableResult
    mutating func members(into builder: inout StructureBuilder) throws(WireError) -> String {
        var stray = ""
        while true {
            switch try reader.next() {
            case .start(let name, let attributes):
                try addMember(Start(name: XMLName.local(name), attributes: attributes), to: &builder)
            case .text(let text): stray += text.trimmingASCIISpace
            case .end, .finished: return stray
            }
        }
    }

    mutating func addMember(_ start: Start, to builder: inout StructureBuilder) throws(WireError) {
        guard let index = memberIndex(start.name, in: &builder) else {
            builder.appendUnknown(start.name, .document(try document(start.attributes)))
            return
        }
        let member = builder.shape.members[index]
        let shape = service.shape(member.shape)
        guard member.traits.contains(.flattened) || shape.traits.contains(.flattened) else {
            builder.set(index, try value(of: member, attributes: start.attributes))
            return
        }
        if shape.kind == .list, let element = shape.listElement {
            builder.append(index, element: try value(of: element, attributes: start.attributes))
        } else if shape.kind == .map, let entry = shape.mapEntry {
            builder.append(index, entry: try self.entry(entry.key, entry.value))
        } else {
            builder.set(index, try value(of: member, attributes: start.attributes))
        }
    }

    /// A flattened list's elements may stand under the list's name or under their own.
    private func memberIndex(_ name: String, in builder: inout StructureBuilder) -> Int? {
        if let index = builder.memberIndex(wireName: name) { return index }
        return builder.shape.members.indices.first { index in
            guard builder.isInBody(index) else { return false }
            let member = builder.shape.members[index]
            let list = service.shape(member.shape)
            guard list.kind == .list, member.traits.contains(.flattened) || list.traits.contains(.flattened) else {
                return false
            }
            return list.listElement?.locationName == name
        }
    }

    private func add(_ attributes: [XMLAttribute], to builder: inout StructureBuilder) {
        for attribute in attributes where !attribute.name.utf8.starts(with: "xmlns".utf8) {
            let index = builder.shape.members.firstIndex {
                $0.traits.contains(.xmlAttribute) && $0.wireName == attribute.name
            }
            guard let index else { continue }
            let member = builder.shape.members[index]
            let shape = service.shape(member.shape)
            let format = TimestampFormat.of(member, shape, default: .iso8601)
            builder.set(index, ScalarText.value(attribute.value, shape: shape, format: format))
        }
    }

    // MARK: Lists and maps

    private mutating func list(_ shape: ShapeModel) throws(WireError) -> WireValue {
        guard let element = shape.listElement else { return .document(try document([])) }
        var elements: [WireValue] = []
        var stray = ""
        while true {
            switch try reader.next() {
            case .start(_, let attributes): elements.append(try value(of: element, attributes: attributes))
            case .text(let text): stray += text.trimmingASCIISpace
            case .end, .finished: return elements.isEmpty && !stray.isEmpty ? .string(stray) : .list(elements)
            }
        }
    }

    private mutating func map(_ shape: ShapeModel) throws(WireError) -> WireValue {
        guard let entry = shape.mapEntry else { return .document(try document([])) }
        var entries: [WireValue.Member] = []
        while try nextChild() != nil { entries.append(try self.entry(entry.key, entry.value)) }
        return .map(entries)
    }

    private mutating func entry(_ key: MemberModel, _ value: MemberModel) throws(WireError) -> WireValue.Member {
        let keyName = key.locationName ?? "key"
        var entry = WireValue.Member("", .null)
        while let child = try nextChild() {
            if child.name == keyName {
                entry.name = try text()
            } else {
                entry.value = try self.value(of: value, attributes: child.attributes)
            }
        }
        return entry
    }

    // MARK: Single values

    private mutating func scalar(
        _ shape: ShapeModel, _ member: MemberModel, _ attributes: [XMLAttribute]
    ) throws(WireError) -> WireValue {
        let json = try document([])
        guard case .string(let text) = json else { return .document(json) }
        if shape.kind == .string { return .string(text) }
        let format = TimestampFormat.of(member, shape, default: .iso8601)
        return ScalarText.value(text.trimmingASCIISpace, shape: shape, format: format)
    }

    /// The text of the current element and of all within it.
    mutating func text() throws(WireError) -> String {
        var text = ""
        while true {
            switch try reader.next() {
            case .start: text += try self.text()
            case .text(let part): text += part
            case .end, .finished: return text
            }
        }
    }

    /// The current element as JSON, where no shape describes it: text as a string, children as members, children of
    /// one name as an array, attributes as members, text beside them as `content`.
    mutating func document(_ attributes: [XMLAttribute]) throws(WireError) -> JSON {
        var children = JSONObject(attributes.map { ($0.name, JSON.string($0.value)) })
        var places: [String: Int] = [:]
        var text = ""
        while true {
            switch try reader.next() {
            case .start(let name, let attributes):
                let child = try document(attributes)
                if let place = places[name] {
                    children.members[place].value.appendElement(child)
                } else {
                    places[name] = children.count
                    children.append(name, .array([child]))
                }
            case .text(let part): text += part
            case .end, .finished:
                return Self.document(children, places, text)
            }
        }
    }

    private static func document(_ children: JSONObject, _ places: [String: Int], _ text: String) -> JSON {
        if children.isEmpty { return .string(text) }
        var object = children
        for place in places.values {
            if case .array(let elements) = object.members[place].value, elements.count == 1 {
                object.members[place].value = elements[0]
            }
        }
        let content = text.trimmingASCIISpace
        if !content.isEmpty { object.append("content", .string(content)) }
        return .object(object)
    }
}

extension JSON {
    /// Appends to an array in place.
    fileprivate mutating func appendElement(_ element: JSON) {
        guard case .array(var elements) = self else { return }
        self = .null
        elements.append(element)
        self = .array(elements)
    }
}
