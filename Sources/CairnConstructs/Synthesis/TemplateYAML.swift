import CairnModel
import Yams

/// Templates as YAML. Members keep their order; text that YAML would read as something else is quoted.
enum TemplateYAML {
    static func text(_ json: JSON) throws -> String {
        do {
            return try Yams.serialize(node: node(json), width: -1, allowUnicode: true)
        } catch {
            throw ConstructError(.invalidTemplate, path: "", "The template cannot be written as YAML: \(error)")
        }
    }

    private static func node(_ json: JSON) -> Yams.Node {
        switch json {
        case .null: Yams.Node("null", Yams.Tag(.null))
        case .bool(let value): Yams.Node(value ? "true" : "false", Yams.Tag(.bool))
        case .number(let number): Yams.Node(number.literal, Yams.Tag(number.literal.contains(".") ? .float : .int))
        case .string(let text): scalar(text)
        case .array(let elements): Yams.Node(elements.map(node))
        case .object(let object): Yams.Node(object.members.map { (scalar($0.key), node($0.value)) })
        }
    }

    private static func scalar(_ text: String) -> Yams.Node {
        Yams.Node(text, Yams.Tag(.str), isPlain(text) ? .plain : .doubleQuoted)
    }

    /// Words of YAML that are no text.
    private static let words: Set<String> = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"]

    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.utf8.first, !words.contains(text.lowercased()) else { return false }
        let isLetter = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first | 0x20)
        return isLetter && !text.hasSuffix(":") && !text.hasSuffix(" ") && !text.contains(": ") && !text.contains(" #")
            && text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
    }
}
