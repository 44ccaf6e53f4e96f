import CairnModel

@testable import CairnWire

/// Fills every member of a shape, so that a test can see which of them a record shows.
///
/// What the model marks as sensitive, and all that stands below, holds ``secret``; all else holds ``plain``.
struct SecretSweep {
    static let secret = "CANARY-SECRET"
    static let plain = "plain"

    let service: ServiceModel
    /// How deep structures are filled; deeper ones stay empty.
    var maximumDepth = 4

    func value(_ shapeID: ShapeID, isSecret: Bool = false, depth: Int = 0) -> WireValue {
        let shape = service.shape(shapeID)
        let isSecret = isSecret || shape.traits.contains(.sensitive)
        if shape.traits.contains(.document) {
            return .document(["inner": .string(isSecret ? Self.secret : Self.plain)])
        }
        switch shape.kind {
        case .structure: return .structure(depth < maximumDepth ? members(shape, isSecret, depth) : [])
        case .list:
            guard let element = shape.members.first, depth < maximumDepth else { return .list([]) }
            let marked = isSecret || element.traits.contains(.sensitive)
            return .list([value(element.shape, isSecret: marked, depth: depth + 1)])
        case .map:
            guard let element = shape.member(named: "value"), depth < maximumDepth else { return .map([]) }
            let marked = isSecret || element.traits.contains(.sensitive)
            return .map([.init("k", value(element.shape, isSecret: marked, depth: depth + 1))])
        case .string: return .string(isSecret ? Self.secret : Self.plain)
        case .blob: return .blob(Array((isSecret ? Self.secret : Self.plain).utf8))
        case .integer: return .number(JSONNumber(isSecret ? 987_654_321 : 1))
        case .double: return .number(JSONNumber(literal: isSecret ? "987654321.5" : "1.5"))
        case .boolean: return .boolean(true)
        case .timestamp: return .timestamp(1_700_000_000)
        }
    }

    private func members(_ shape: ShapeModel, _ isSecret: Bool, _ depth: Int) -> [WireValue.Member] {
        let members = shape.traits.contains(.union) ? Array(shape.members.prefix(1)) : shape.members
        return members.map { member in
            let marked = isSecret || member.traits.contains(.sensitive)
            return WireValue.Member(member.name, value(member.shape, isSecret: marked, depth: depth + 1))
        }
    }

    /// The keys of all secrets in what a record shows.
    static func secrets(in json: JSON, at key: String = "") -> [String] {
        switch json {
        case .string(let text): return text.contains(secret) ? [key] : []
        case .number(let number): return number.literal.hasPrefix("987654321") ? [key] : []
        case .array(let elements): return elements.flatMap { secrets(in: $0, at: key) }
        case .object(let object): return object.members.flatMap { secrets(in: $0.value, at: $0.key) }
        case .null, .bool: return []
        }
    }
}
