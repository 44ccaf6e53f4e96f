import CairnModel

/// Reads the JSON of a record by the shapes of a model.
struct ValueReader {
    enum Style: Sendable {
        case general
        /// Lists are `{"items": […]}` under keys of their own, scalar elements are objects with one key.
        case ec2Legacy
        /// Query names; list elements carry `tag` and `content`, single ones stand bare.
        case ec2Wrapper
        /// XML names; single elements stand bare, attributes are keys.
        case markup
    }

    let service: ServiceModel
    let operation: OperationModel
    var style = Style.general
    var leftovers: [ParameterReading.Leftover] = []

    init(service: ServiceModel, operation: OperationModel) {
        self.service = service
        self.operation = operation
    }

    // MARK: Structures

    mutating func structure(_ object: JSONObject, shape: ShapeModel, path: [String]) -> [WireValue.Member] {
        var members: [WireValue.Member] = []
        for entry in object.members {
            if style == .ec2Wrapper && entry.key == "tag" && entry.value.intValue != nil { continue }
            if style == .markup && entry.key.hasPrefix("xmlns") { continue }
            let entryPath = path + [entry.key]
            guard let member = member(for: entry.key, in: shape, path: path) else {
                leave(entry.value, at: entryPath, .unknownKey)
                continue
            }
            guard let value = value(entry.value, shape: service.shape(member.shape), path: entryPath) else { continue }
            members.append(WireValue.Member(member.name, value))
        }
        return members
    }

    /// The member that a key means; the first of several spellings that hits.
    private func member(for key: String, in shape: ShapeModel, path: [String]) -> MemberModel? {
        if path.isEmpty {
            if let name = RecordKey.exceptionalMember(service: service.id, operation: operation.name, key: key)
                ?? RecordKey.readAliases[service.id]?[key], let member = shape.member(named: name)
            {
                return member
            }
        }
        if style == .ec2Legacy, let member = legacyMember(for: key, in: shape, isTop: path.isEmpty) { return member }
        if let member = shape.member(named: key) { return member }
        let members = shape.members
        if let member = members.first(where: { RecordKey.lowercasingFirst($0.name) == key }) { return member }
        let isWireName = { (name: String?) in
            name.map { $0 == key || $0.equalsIgnoringASCIICase(key) } ?? false
        }
        if let member = members.first(where: { $0.locationName == key || $0.queryName == key }) { return member }
        if let member = members.first(where: { isWireName($0.locationName) || isWireName($0.queryName) }) {
            return member
        }
        let folded = RecordKey.folded(key)
        return members.first { RecordKey.folded($0.name) == folded }
    }

    private func legacyMember(for key: String, in shape: ShapeModel, isTop: Bool) -> MemberModel? {
        shape.members.first { member in
            EC2LegacyKeys.spelling(
                of: member, in: shape, isTop: isTop, operation: operation.name, service: service
            ).key == key
        }
    }

    // MARK: Values

    /// Returns the value, `nil` if there is none or it cannot be read; then it is reported.
    mutating func value(_ json: JSON, shape: ShapeModel, path: [String]) -> WireValue? {
        if json.isNull { return nil }
        if shape.traits.contains(.document) { return .document(json) }
        switch shape.kind {
        case .structure: return structureValue(json, shape: shape, path: path)
        case .list: return list(json, shape: shape, path: path)
        case .map: return map(json, shape: shape, path: path)
        default: return scalar(json, shape: shape, path: path)
        }
    }

    private mutating func structureValue(_ json: JSON, shape: ShapeModel, path: [String]) -> WireValue? {
        switch json {
        case .object(let object): return .structure(structure(object, shape: shape, path: path))
        case .string(""): return .structure([])
        default: return leave(json, at: path, .unreadable)
        }
    }

    private mutating func list(_ json: JSON, shape: ShapeModel, path: [String]) -> WireValue? {
        guard let element = shape.members.first else { return nil }
        let elementShape = service.shape(element.shape)
        guard let elements = elements(of: json, member: element) else { return leave(json, at: path, .unreadable) }
        // An empty set of EC2's is as good as none: its records hold them though the caller sent nothing.
        if elements.isEmpty && style == .ec2Legacy { return nil }
        var values: [WireValue] = []
        for (index, element) in elements.enumerated() {
            if let value = value(bare(element, shape: elementShape), shape: elementShape, path: path + ["\(index)"]) {
                values.append(value)
            }
        }
        return .list(values)
    }

    private func elements(of json: JSON, member: MemberModel) -> [JSON]? {
        if case .array(let elements) = json { return elements }
        switch style {
        case .general: return nil
        case .ec2Legacy:
            guard case .object(let object) = json else { return nil }
            guard let items = object["items"] ?? object["item"] else { return object.isEmpty ? [] : nil }
            return items.arrayValue ?? [items]
        case .ec2Wrapper: return json == "" ? [] : [json]
        case .markup:
            if json == "" { return [] }
            // A list that is not flat has an element around its elements.
            if case .object(let object) = json, object.count == 1, let only = object.members.first,
                only.key == member.locationName || only.key == "member"
            {
                return only.value.arrayValue ?? [only.value]
            }
            return [json]
        }
    }

    /// The value of a list's element without what EC2's forms put around a scalar.
    private func bare(_ json: JSON, shape: ShapeModel) -> JSON {
        guard case .object(let object) = json, shape.kind != .structure, shape.kind != .map else { return json }
        if style == .ec2Wrapper, let content = object["content"] { return content }
        if style == .ec2Legacy, object.count == 1, let only = object.members.first { return only.value }
        return json
    }

    private mutating func map(_ json: JSON, shape: ShapeModel, path: [String]) -> WireValue? {
        guard case .object(let object) = json, let valueMember = shape.member(named: "value") else {
            return leave(json, at: path, .unreadable)
        }
        let valueShape = service.shape(valueMember.shape)
        var entries: [WireValue.Member] = []
        for entry in object.members {
            if let value = value(entry.value, shape: valueShape, path: path + [entry.key]) {
                entries.append(WireValue.Member(entry.key, value))
            }
        }
        return .map(entries)
    }

    private mutating func scalar(_ json: JSON, shape: ShapeModel, path: [String]) -> WireValue? {
        if let value = Self.scalar(unwrapped(json), kind: shape.kind, style: style) {
            if case .string(let text) = value, Self.placeholders.contains(text) { leave(json, at: path, .redacted) }
            return value
        }
        return leave(json, at: path, .unreadable)
    }

    /// EC2's structures around a scalar, `{"value": …}`, and the tag beside a scalar's `content`.
    private func unwrapped(_ json: JSON) -> JSON {
        guard case .object(let object) = json else { return json }
        if style == .ec2Wrapper, let content = object["content"] { return content }
        if style == .ec2Legacy || style == .general, object.count == 1, let only = object.members.first,
            RecordKey.readWrappers.contains(only.key)
        {
            return only.value
        }
        return json
    }

    private static func scalar(_ json: JSON, kind: ShapeModel.Kind, style: Style) -> WireValue? {
        switch kind {
        case .string: return string(json, style: style)
        case .integer, .double:
            if case .number(let number) = json { return .number(number) }
            guard case .string(let text) = json, let value = Double(text), value.isFinite else { return nil }
            return .number(JSONNumber(literal: Int64(text).map(String.init) ?? "\(value)"))
        case .boolean:
            if let flag = json.boolValue { return .boolean(flag) }
            return json.stringValue.flatMap { Bool($0.lowercased()) }.map(WireValue.boolean)
        case .timestamp: return RecordTimestamp.seconds(from: json).map(WireValue.timestamp)
        case .blob: return json.stringValue.map { .blob(Array($0.utf8)) }
        case .structure, .list, .map: return nil
        }
    }

    private static func string(_ json: JSON, style: Style) -> WireValue? {
        switch json {
        case .string(let text): return .string(text)
        case .bool(let flag): return .string(flag ? "true" : "false")
        case .number(let number): return .string(number.literal)
        // The empty text of EC2's older form, such as that of `noDevice`.
        case .object(let object) where object.isEmpty && style == .ec2Legacy: return .string("")
        // A document as text, such as a policy.
        case .object, .array: return .string(json.description)
        case .null: return nil
        }
    }

    // MARK: Leftovers

    @discardableResult
    mutating func leave(_ json: JSON, at path: [String], _ reason: ParameterReading.Leftover.Reason) -> WireValue? {
        if Self.isDefault(json) { return nil }
        var reason = reason
        if case .string(let text) = json, Self.placeholders.contains(text) { reason = .redacted }
        leftovers.append(.init(path: path.joined(separator: "."), value: json, reason: reason))
        return nil
    }

    /// All members of an object that has no place at all.
    static func unplaced(_ json: JSON) -> [ParameterReading.Leftover] {
        (json.objectValue?.members ?? []).filter { !isDefault($0.value) }.map {
            ParameterReading.Leftover(path: $0.key, value: $0.value, reason: .unknownKey)
        }
    }

    private static func isDefault(_ json: JSON) -> Bool {
        switch json {
        case .null, .bool(false), .string(""): true
        case .array(let elements): elements.isEmpty
        case .object(let object): object.isEmpty
        default: false
        }
    }

    static let placeholders: Set<String> = [
        "HIDDEN_DUE_TO_SECURITY_REASONS", "****", "***", "**********", "***OMITTED***", "<sensitiveDataRemoved>",
        "Value hidden due to security reasons.",
    ]
}
