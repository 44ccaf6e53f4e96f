import CairnModel

/// The general rule for records: every member under its name with the first character lower-cased, map keys as they
/// are, lists as plain arrays, whatever the protocol and the member's place on the wire.
struct ValueRenderer: Sendable {
    let service: ServiceModel
    let operation: OperationModel
    let policy: any RedactionPolicy
    private let keepsPascalCase: Bool
    private let hasExceptionalKeys: Bool
    var timestampStyle: RecordTimestamp.Style
    /// Whether members that the model does not have are shown. What callers send is; what a service answers is not:
    /// nothing is known of such a member, not even whether it is a secret.
    var showsUnknownMembers = true

    init(
        service: ServiceModel, operation: OperationModel, policy: any RedactionPolicy, isCalledByService: Bool = false
    ) {
        self.service = service
        self.operation = operation
        self.policy = policy
        keepsPascalCase = RecordKey.pascalCaseServices.contains(service.id)
        hasExceptionalKeys = RecordKey.exceptions[service.id] != nil
        timestampStyle = RecordTimestamp.style(service: service.id, isCalledByService: isCalledByService)
    }

    func requestParameters(_ input: WireValue) -> JSONObject {
        var object = structure(input.members, shape: operation.input.map(service.shape), path: [])
        for (key, value) in RecordKey.defaults[service.id]?[operation.name] ?? [] where object[key] == nil {
            object.append(key, value)
        }
        return object
    }

    func responseElements(_ output: WireValue) -> JSONObject {
        let shape = operation.output.map(service.shape)
        var members = output.members
        if let shown = ResponseRules.shownMembers[service.id]?[operation.name] {
            members.removeAll { !shown.contains($0.name) }
        }
        // The status of the answer is no part of what it says.
        if let status = shape?.members.first(where: { $0.location == .statusCode }) {
            members.removeAll { $0.name == status.name }
        }
        if ResponseRules.flattenedServices.contains(service.id), let shape, shape.members.count == 1,
            let only = shape.members.first, service.shape(only.shape).kind == .structure
        {
            return structure(
                output[only.name]?.members ?? [], shape: service.shape(only.shape), path: [only.name])
        }
        return structure(members, shape: shape, path: [])
    }

    func key(_ name: String, path: [String]) -> String {
        if path.isEmpty, hasExceptionalKeys,
            let key = RecordKey.exceptionalKey(service: service.id, operation: operation.name, member: name)
        {
            return key
        }
        return keepsPascalCase ? name : RecordKey.lowercasingFirst(name)
    }

    func structure(_ members: [WireValue.Member], shape: ShapeModel?, path: [String]) -> JSONObject {
        var object = JSONObject()
        object.members.reserveCapacity(members.count)
        let pairName = PairName.key(in: members)
        for member in members {
            let model = shape.flatMap { Self.member(named: member.name, of: $0) }
            if model == nil, !showsUnknownMembers { continue }
            let memberShape = model.map { service.shape($0.shape) }
            var treatment = policy.treatment(
                service: service, operation: operation, path: path, name: model?.name ?? member.name,
                shape: memberShape, member: model)
            if treatment == .keep, let pairName, PairName.isValue(member.name) {
                treatment = policy.treatment(service: service, operation: operation, path: path, key: pairName)
            }
            switch treatment {
            case .drop: continue
            case .replace(let text): object.append(key(member.name, path: path), text)
            case .maskLiterals:
                guard case .string(let text) = member.value else { continue }
                object.append(key(member.name, path: path), .string(SecretText.withoutLiterals(text)))
            case .keep:
                if let rendered = value(member, shape: memberShape, path: path) {
                    object.append(key(member.name, path: path), rendered)
                }
            }
        }
        return object
    }

    /// The member of that name, or of one that differs in case and signs alone: what a caller has misspelled is no
    /// less a secret.
    static func member(named name: String, of shape: ShapeModel) -> MemberModel? {
        if let member = shape.member(named: name) { return member }
        let folded = RecordKey.foldedBytes(name)
        return shape.members.first { RecordKey.foldedBytes($0.name) == folded }
    }

    private func value(_ member: WireValue.Member, shape: ShapeModel?, path: [String]) -> JSON? {
        switch member.value {
        case .list, .map, .structure, .document:
            value(member.value, shape: shape, path: path + CollectionOfOne(member.name))
        // What holds nothing else has no use for its path.
        default: value(member.value, shape: shape, path: path)
        }
    }

    /// Returns the JSON of a value, `nil` if it has none to show.
    func value(_ value: WireValue, shape: ShapeModel?, path: [String]) -> JSON? {
        switch value {
        case .null: return .null
        case .boolean(let flag): return .bool(flag)
        case .number(let number): return .number(number)
        case .string(let text): return .string(policy.scrubbed(text))
        case .blob: return nil
        case .timestamp(let seconds): return RecordTimestamp.json(seconds, style: timestampStyle)
        case .list(let elements):
            let element = shape?.members.first.map { service.shape($0.shape) }
            return .array(elements.compactMap { self.value($0, shape: element, path: path) })
        case .map(let entries): return .object(map(entries, shape: shape, path: path))
        case .structure(let members): return .object(structure(members, shape: shape, path: path))
        case .document(let json): return document(json, path: path)
        }
    }

    private func map(_ entries: [WireValue.Member], shape: ShapeModel?, path: [String]) -> JSONObject {
        let valueShape = shape?.member(named: "value").map { service.shape($0.shape) }
        var object = JSONObject()
        for entry in entries {
            switch policy.treatment(service: service, operation: operation, path: path, key: entry.name) {
            case .drop, .maskLiterals: continue
            case .replace(let text): object.append(entry.name, text)
            case .keep:
                if let rendered = value(entry.value, shape: valueShape, path: path) {
                    object.append(entry.name, rendered)
                }
            }
        }
        return object
    }

    /// Free JSON keeps its keys; each of them is looked at as a member that no model knows.
    private func document(_ json: JSON, path: [String]) -> JSON {
        switch json {
        case .string(let text): return .string(policy.scrubbed(text))
        case .array(let elements): return .array(elements.map { document($0, path: path) })
        case .object(let object):
            var result = JSONObject()
            for member in object.members {
                var treatment = policy.treatment(
                    service: service, operation: operation, path: path, name: member.key, shape: nil, member: nil)
                if treatment == .keep {
                    treatment = policy.treatment(
                        service: service, operation: operation, path: path, key: member.key)
                }
                switch treatment {
                case .drop, .maskLiterals: continue
                case .replace(let text): result.append(member.key, text)
                case .keep: result.append(member.key, document(member.value, path: path + [member.key]))
                }
            }
            return .object(result)
        case .null, .bool, .number: return json
        }
    }
}

/// Structures that hold a free name and its value, such as `{"Name": "DB_PASSWORD", "Value": …}`.
enum PairName {
    private static let keyNames: Set<String> = [
        "name", "key", "parameterkey", "parametername", "optionname", "attributename", "variablename", "configkey",
        "propertyname", "keyname",
    ]
    private static let valueNames: Set<String> = [
        "value", "parametervalue", "optionvalue", "attributevalue", "stringvalue", "variablevalue", "configvalue",
        "propertyvalue", "values",
    ]

    /// The text of the member that names the value, if there is one.
    static func key(in members: [WireValue.Member]) -> String? {
        guard members.count > 1 else { return nil }
        for member in members {
            guard case .string(let text) = member.value, mayBe(member.name, first: "acknopv", last: "ey"),
                keyNames.contains(RecordKey.folded(member.name))
            else { continue }
            return members.contains { isValue($0.name) } ? text : nil
        }
        return nil
    }

    static func isValue(_ name: String) -> Bool {
        mayBe(name, first: "acopsv", last: "es") && valueNames.contains(RecordKey.folded(name))
    }

    /// A look at the first and last letters, which nearly all names fail; signs there do not count.
    private static func mayBe(_ name: String, first: StaticString, last: StaticString) -> Bool {
        guard let start = name.utf8.first, let end = name.utf8.last else { return false }
        return isOne(start | 0x20, of: first) && isOne(end | 0x20, of: last)
    }

    private static func isOne(_ byte: UInt8, of letters: StaticString) -> Bool {
        guard (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) else { return true }
        for offset in 0..<letters.utf8CodeUnitCount where letters.utf8Start[offset] == byte { return true }
        return false
    }
}

extension WireValue {
    /// The members of a structure; none for another value.
    var members: [Member] {
        guard case .structure(let members) = self else { return [] }
        return members
    }
}
