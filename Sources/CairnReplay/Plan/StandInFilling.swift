import CairnModel
import CairnWire

/// Completes an input: placeholders become values of their type, and members that a call cannot do without are filled.
struct StandInFilling {
    let event: RecordedEvent
    let service: ServiceModel
    let operation: OperationModel
    let bodies: any BodySource
    /// Keys of the record whose value is a placeholder and found no place.
    var redactedPaths: [String] = []
    private(set) var approximations: [Approximation] = []
    private(set) var neededItem: String?
    private(set) var obstacle: (reason: SkipReason, detail: String?) = (.omitted, nil)

    private static let depthMax = 12
    /// Larger contents are cut: each of the calls on their way holds one.
    private static let objectBytesMax = 8 << 20

    init(event: RecordedEvent, service: ServiceModel, operation: OperationModel, bodies: any BodySource) {
        self.event = event
        self.service = service
        self.operation = operation
        self.bodies = bodies
    }

    /// Returns the whole input; `nil` if nothing can stand in, see ``obstacle``.
    mutating func completed(_ input: WireValue) -> WireValue? {
        guard let shape = operation.input.map(service.shape) else { return input }
        guard isKnownEnough(input, shape: shape), var members = replaced(input, shape: shape, path: "")?.members else {
            return nil
        }
        for path in redactedPaths where !path.contains(".") && !members.contains(where: { isNamed($0.name, path) }) {
            fillRedacted(path, shape: shape, &members)
        }
        fillItem(&members)
        fillArchive(&members)
        fillObject(&members)
        dropEnvironment(&members)
        for rule in StandInRules.rules(service: service.id, operation: operation.name) where rule.isNeeded(members) {
            let value = content(of: rule.member, otherwise: rule.value)
            members.append(WireValue.Member(rule.member, value))
            note(rule.member, "not recorded", StandInRules.describe(value))
        }
        return filled(.structure(members), shape: shape, path: "", depth: 0)
    }

    /// Completes the input of a creation that no event records.
    mutating func filledForCreation(_ input: WireValue) -> WireValue {
        guard let shape = operation.input.map(service.shape), var members = input.members else { return input }
        fillArchive(&members)
        for rule in StandInRules.rules(service: service.id, operation: operation.name) where rule.isNeeded(members) {
            members.append(WireValue.Member(rule.member, rule.value))
        }
        return filled(.structure(members), shape: shape, path: "", depth: 0)
    }

    // MARK: What cannot be sent

    /// Whether the record holds what the call is about, or all that is missing can be stood in for.
    private mutating func isKnownEnough(_ input: WireValue, shape: ShapeModel) -> Bool {
        if StandInRules.neverRecoverable[service.id]?.contains(operation.name) == true {
            obstacle = (.omitted, "items are not recorded")
            return bodies.members(of: event, service: service.id) != nil
        }
        let missing = shape.members.filter { member in
            guard member.traits.contains(.required), !isContent(member) else { return false }
            return input[member.name] == nil || member.location == .uri && input[member.name] == .string("")
        }
        let isEmpty = input.members?.isEmpty ?? true
        guard let unknowable = missing.first(where: { isEmpty || !canBeMadeUp($0) }) else { return true }
        let isRedacted = redactedPaths.contains { isNamed(unknowable.name, $0) }
        obstacle = (isRedacted ? .redacted : .omitted, unknowable.name)
        return false
    }

    /// A value can; a part of the path names the resource, and a structure is what the call is about.
    private func canBeMadeUp(_ member: MemberModel) -> Bool {
        if member.location == .uri { return false }
        switch service.shape(member.shape).kind {
        case .structure, .list, .map: return false
        default: return true
        }
    }

    /// Members that CloudTrail leaves out of records, by kind or by rule.
    private func isContent(_ member: MemberModel) -> Bool {
        let shape = service.shape(member.shape)
        if shape.kind == .blob || member.traits.contains(.sensitive) || shape.traits.contains(.sensitive) {
            return true
        }
        if member.traits.contains(.idempotencyToken) { return true }
        return StandInRules.leftOut[service.id]?.contains(member.name) == true
    }

    // MARK: Placeholders

    private mutating func replaced(_ value: WireValue, shape: ShapeModel, path: String) -> WireValue? {
        switch value {
        case .string(let text): return replaced(text, shape: shape, path: path)
        case .blob(let bytes): return replaced(bytes, path: path)
        case .structure(let members):
            var result: [WireValue.Member] = []
            for member in members {
                let inner = Self.joined(path, member.name)
                guard let model = shape.member(named: member.name) else { continue }
                guard let value = replaced(member.value, shape: service.shape(model.shape), path: inner) else {
                    return nil
                }
                result.append(WireValue.Member(member.name, value))
            }
            return .structure(result)
        case .list(let elements):
            guard let element = shape.members.first.map({ service.shape($0.shape) }) else { return value }
            var result: [WireValue] = []
            for (index, value) in elements.enumerated() {
                guard let value = replaced(value, shape: element, path: "\(path).\(index)") else { return nil }
                result.append(value)
            }
            return .list(result)
        case .map(let entries):
            guard let element = shape.member(named: "value").map({ service.shape($0.shape) }) else { return value }
            var result: [WireValue.Member] = []
            for entry in entries {
                guard let value = replaced(entry.value, shape: element, path: Self.joined(path, entry.name)) else {
                    return nil
                }
                result.append(WireValue.Member(entry.name, value))
            }
            return .map(result)
        default: return value
        }
    }

    private mutating func replaced(_ text: String, shape: ShapeModel, path: String) -> WireValue? {
        if Placeholders.isPlaceholder(text) {
            let value = content(of: path, otherwise: StandInRules.value(named: path, shape: shape, event: event))
            note(path, "redacted", StandInRules.describe(value))
            return value
        }
        guard Placeholders.isMasked(text) else { return .string(text) }
        obstacle = (.redacted, path)
        return nil
    }

    /// Blobs that are recorded at all are so as text, mostly that of Base64.
    private mutating func replaced(_ bytes: [UInt8], path: String) -> WireValue? {
        let text = String(decoding: bytes, as: UTF8.self)
        if Placeholders.isPlaceholder(text) {
            let value = content(of: path, otherwise: StandInRules.blob)
            note(path, "redacted", StandInRules.describe(value))
            return value
        }
        return .blob(Base64.bytes(text) ?? bytes)
    }

    // MARK: Required members

    private mutating func filled(_ value: WireValue, shape: ShapeModel, path: String, depth: Int) -> WireValue {
        guard depth < Self.depthMax else { return value }
        switch value {
        case .structure(let members):
            var result = members.map { member in
                guard let model = shape.member(named: member.name) else { return member }
                let inner = filled(
                    member.value, shape: service.shape(model.shape), path: Self.joined(path, member.name),
                    depth: depth + 1)
                return WireValue.Member(member.name, inner)
            }
            for member in shape.members where member.traits.contains(.required) {
                guard !result.contains(where: { $0.name == member.name }) else { continue }
                if let value = standIn(for: member, path: Self.joined(path, member.name), depth: depth) {
                    result.append(WireValue.Member(member.name, value))
                }
            }
            return .structure(result)
        case .list(let elements):
            guard let element = shape.members.first.map({ service.shape($0.shape) }) else { return value }
            return .list(elements.map { filled($0, shape: element, path: path, depth: depth + 1) })
        case .map(let entries):
            guard let element = shape.member(named: "value").map({ service.shape($0.shape) }) else { return value }
            return .map(
                entries.map {
                    WireValue.Member($0.name, filled($0.value, shape: element, path: path, depth: depth + 1))
                })
        default: return value
        }
    }

    private mutating func standIn(for member: MemberModel, path: String, depth: Int) -> WireValue? {
        // The client makes one.
        if member.traits.contains(.idempotencyToken) { return nil }
        let shape = service.shape(member.shape)
        let value = content(of: path, otherwise: StandInRules.value(named: path, shape: shape, event: event))
        let whole = expanded(value, shape: shape, path: path, depth: depth)
        note(path, "not recorded", StandInRules.describe(whole))
        return whole
    }

    /// A list that must be there mostly must not be empty.
    private mutating func expanded(_ value: WireValue, shape: ShapeModel, path: String, depth: Int) -> WireValue {
        guard case .list(let elements) = value, elements.isEmpty, let element = shape.members.first else {
            return filled(value, shape: shape, path: path, depth: depth + 1)
        }
        let elementShape = service.shape(element.shape)
        let one = StandInRules.value(named: path, shape: elementShape, event: event)
        return .list([filled(one, shape: elementShape, path: path, depth: depth + 1)])
    }

    // MARK: Redacted structures

    /// A structure around one scalar, such as EC2's `UserData`, gets one; of others nobody knows what they held.
    private mutating func fillRedacted(_ path: String, shape: ShapeModel, _ members: inout [WireValue.Member]) {
        guard let member = shape.members.first(where: { isNamed($0.name, path) }),
            case let inner = service.shape(member.shape),
            inner.kind == .structure, inner.members.count == 1, let only = inner.members.first
        else { return note(path, "redacted", "nothing") }
        let value = StandInRules.value(named: member.name, shape: service.shape(only.shape), event: event)
        members.append(WireValue.Member(member.name, .structure([WireValue.Member(only.name, value)])))
        note(member.name, "redacted", StandInRules.describe(value))
    }

    // MARK: Items

    /// DynamoDB's items: which members a key has, the table alone knows.
    private mutating func fillItem(_ members: inout [WireValue.Member]) {
        guard service.id == "dynamodb", let name = StandInRules.itemMembers[operation.name] else { return }
        if let index = members.firstIndex(where: { $0.name == name }), !Self.isEmpty(members[index].value) { return }
        members.removeAll { $0.name == name }
        neededItem = name
        members.append(WireValue.Member(name, .map([])))
        note(name, "not recorded", "the table's key with a value made for this event")
    }

    /// A function's code, of which records hold the place in S3 or nothing.
    private mutating func fillArchive(_ members: inout [WireValue.Member]) {
        let name = ["CreateFunction": "Code", "PublishLayerVersion": "Content"][operation.name] ?? ""
        guard service.id == "lambda", !name.isEmpty else { return }
        let code = members.first { $0.name == name }?.value
        if let code, ["ZipFile", "S3Bucket", "ImageUri"].contains(where: { code[$0] != nil }) { return }
        members.removeAll { $0.name == name }
        let archive = content(of: name + ".ZipFile", otherwise: .blob(StandInRules.codeArchive))
        members.append(WireValue.Member(name, .structure([WireValue.Member("ZipFile", archive)])))
        note(name + ".ZipFile", "not recorded", StandInRules.describe(archive))
    }

    /// A function's variables: an empty environment would take away those that it has.
    private mutating func dropEnvironment(_ members: inout [WireValue.Member]) {
        guard service.id == "lambda", let index = members.firstIndex(where: { $0.name == "Environment" }),
            members[index].value["Variables"] == nil
        else { return }
        members.remove(at: index)
        note("Environment.Variables", "not recorded", "nothing")
    }

    /// An object's content: as many bytes as the record says that came in.
    private mutating func fillObject(_ members: inout [WireValue.Member]) {
        guard service.id == "s3", operation.name == "PutObject" || operation.name == "UploadPart",
            !members.contains(where: { $0.name == "Body" })
        else { return }
        let size = event.record["additionalEventData"]?["bytesTransferredIn"]?.doubleValue ?? 0
        let count = size.isFinite ? min(max(Int(min(size, 1e9)), 0), Self.objectBytesMax) : 0
        let body = content(of: "Body", otherwise: .blob([UInt8](repeating: UInt8(ascii: "."), count: count)))
        members.append(WireValue.Member("Body", body))
        note("Body", "not recorded", StandInRules.describe(body))
    }

    private static func isEmpty(_ value: WireValue) -> Bool {
        switch value {
        case .map(let entries): entries.isEmpty
        case .null: true
        default: false
        }
    }

    // MARK: Contents

    private func content(of path: String, otherwise value: WireValue) -> WireValue {
        guard let bytes = bodies.content(of: event, service: service.id, member: path) else { return value }
        if case .blob = value { return .blob(bytes) }
        return .string(String(decoding: bytes, as: UTF8.self))
    }

    private mutating func note(_ path: String, _ reason: String, _ standIn: String) {
        let standIn =
            bodies.content(of: event, service: service.id, member: path) == nil ? standIn : "a file of --bodies"
        approximations.append(Approximation(path: path, reason: reason, standIn: standIn))
    }

    private static func joined(_ path: String, _ name: String) -> String { path.isEmpty ? name : path + "." + name }

    private func isNamed(_ member: String, _ key: String) -> Bool {
        member.lowercased() == key.lowercased()
    }
}

extension WireValue {
    var members: [Member]? {
        guard case .structure(let members) = self else { return nil }
        return members
    }
}
