public import CairnModel

extension Array: APIValue where Element: APIValue {
    public init(json: JSON) throws(APICodingError) {
        guard case .array(let elements) = json else { throw .expected("an array", found: json) }
        self = []
        reserveCapacity(elements.count)
        for (index, element) in elements.enumerated() {
            do {
                append(try Element(json: element))
            } catch {
                throw error.inside(.element(index))
            }
        }
    }

    public func write(to writer: inout JSONWriter) {
        writer.beginArray()
        for element in self { element.write(to: &writer) }
        writer.endArray()
    }
}

/// A string-like value that can stand as the key of a map.
public protocol APIMapKey: APIValue {
    var keyText: String { get }
    init(keyText: String)
}

extension String: APIMapKey {
    public var keyText: String { self }
    public init(keyText: String) { self = keyText }
}

/// A map; it is written with its keys in order, so that equal maps give equal text.
extension Dictionary: APIValue where Key: APIMapKey, Value: APIValue {
    public init(json: JSON) throws(APICodingError) {
        guard case .object(let object) = json else { throw .expected("an object", found: json) }
        self = [:]
        for member in object.members where !member.value.isNull {
            do {
                self[Key(keyText: member.key)] = try Value(json: member.value)
            } catch {
                throw error.inside(.member(member.key))
            }
        }
    }

    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        for (key, value) in sorted(by: { $0.key.keyText < $1.key.keyText }) {
            writer.key(key.keyText)
            value.write(to: &writer)
        }
        writer.endObject()
    }
}
