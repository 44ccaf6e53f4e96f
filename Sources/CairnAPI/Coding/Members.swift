import CairnModel

/// Reads the members of a structure by their names on the wire.
struct MemberReader {
    private let object: JSONObject

    init(_ json: JSON) throws(APICodingError) {
        guard case .object(let object) = json else { throw .expected("an object", found: json) }
        self.object = object
    }

    func optional<Value: APIValue>(_ name: String) throws(APICodingError) -> Value? {
        guard let json = object[name], !json.isNull else { return nil }
        do {
            return try Value(json: json)
        } catch {
            throw error.inside(.member(name))
        }
    }

    func required<Value: APIValue>(_ name: String) throws(APICodingError) -> Value {
        guard let value: Value = try optional(name) else {
            throw APICodingError(.missing, path: [.member(name)])
        }
        return value
    }
}

extension JSONWriter {
    /// Writes a member, or nothing if it has no value.
    mutating func member(_ name: String, _ value: (some APIValue)?) {
        guard let value else { return }
        key(name)
        value.write(to: &self)
    }
}
