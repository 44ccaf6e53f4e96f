import CairnModel

/// JSON for people: two spaces a level, a member a line.
enum IndentedJSON {
    static func text(_ value: JSON) -> String { text(value, indentation: "") }

    private static func text(_ value: JSON, indentation: String) -> String {
        let inner = indentation + "  "
        switch value {
        case .array(let elements) where !elements.isEmpty:
            let lines = elements.map { inner + text($0, indentation: inner) }
            return "[\n" + lines.joined(separator: ",\n") + "\n" + indentation + "]"
        case .object(let object) where !object.isEmpty:
            let lines = object.members.map { member in
                inner + JSON.string(member.key).description + ": " + text(member.value, indentation: inner)
            }
            return "{\n" + lines.joined(separator: ",\n") + "\n" + indentation + "}"
        default: return value.description
        }
    }
}
