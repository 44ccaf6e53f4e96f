import CairnModel

/// JSON text for people: one space a level.
enum IndentedText {
    static func make(_ json: JSON, depth: Int = 0) -> String {
        switch json {
        case .array(let elements) where !elements.isEmpty:
            return block("[", elements.map { make($0, depth: depth + 1) }, "]", depth)
        case .object(let object) where !object.isEmpty:
            let members = object.members.map { "\(JSON.string($0.key)): " + make($0.value, depth: depth + 1) }
            return block("{", members, "}", depth)
        default: return json.description
        }
    }

    private static func block(_ opening: String, _ lines: [String], _ closing: String, _ depth: Int) -> String {
        let indent = String(repeating: " ", count: depth + 1)
        return opening + "\n" + lines.map { indent + $0 }.joined(separator: ",\n") + "\n" + indent.dropLast() + closing
    }
}
