import CairnModel
import CairnWire

extension WireValue {
    /// The value as JSON, for comparing: blobs as their text, times in seconds.
    var json: JSON {
        switch self {
        case .null: .null
        case .boolean(let flag): .bool(flag)
        case .number(let number): .number(number)
        case .string(let text): .string(text)
        case .blob(let bytes): .string(String(decoding: bytes, as: UTF8.self))
        case .timestamp(let seconds): JSONNumber(seconds).map(JSON.number) ?? .null
        case .list(let elements): .array(elements.map(\.json))
        case .map(let members), .structure(let members):
            .object(JSONObject(members.sorted { $0.name < $1.name }.map { ($0.name, $0.value.json) }))
        case .document(let json): json
        }
    }
}

extension JSON {
    /// The same with the members of objects in the order of their names.
    var sorted: JSON {
        switch self {
        case .array(let elements): .array(elements.map(\.sorted))
        case .object(let object):
            .object(JSONObject(object.members.sorted { $0.key < $1.key }.map { ($0.key, $0.value.sorted) }))
        default: self
        }
    }
}
