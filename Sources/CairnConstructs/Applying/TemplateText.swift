public import CairnModel
import Yams

/// Reads templates, JSON or YAML.
public enum TemplateText {
    private static let depthMax = 64
    /// Anchors can make a small text large.
    private static let nodeCountMax = 100_000

    /// Reads a template. The short forms of YAML, such as `!GetAtt Trail.Arn`, become the long ones.
    /// - Throws: ``ConstructError`` with `invalidTemplate`, and the place where the text is wrong.
    public static func parse(_ text: String) throws -> JSON {
        let json = try text.drop(while: \.isWhitespace).hasPrefix("{") ? parseJSON(text) : parseYAML(text)
        guard json.objectValue != nil else { throw refusal("it is no object") }
        return json
    }

    private static func parseJSON(_ text: String) throws -> JSON {
        do throws(JSONError) {
            return try JSON(parsing: text)
        } catch {
            throw refusal("\(error)")
        }
    }

    private static func parseYAML(_ text: String) throws -> JSON {
        guard YAMLNesting.depth(of: text) <= depthMax else { throw refusal("it is nested more than \(depthMax) deep") }
        do {
            guard let node = try Yams.compose(yaml: text) else { throw refusal("it is empty") }
            var count = 0
            return try json(node, depth: 0, &count)
        } catch let error as YamlError {
            throw refusal("\(error)")
        }
    }

    private static func refusal(_ reason: String) -> ConstructError {
        ConstructError(.invalidTemplate, path: "", "This is no template: \(reason)")
    }

    private static func json(_ node: Yams.Node, depth: Int, _ count: inout Int) throws -> JSON {
        count += 1
        guard depth <= depthMax else { throw refusal("it is nested more than \(depthMax) deep") }
        guard count <= nodeCountMax else { throw refusal("it has more than \(nodeCountMax) values") }
        let value: JSON
        switch node {
        case .scalar(let scalar): value = Self.value(scalar)
        case .sequence(let sequence):
            value = .array(try sequence.map { try json($0, depth: depth + 1, &count) })
        case .mapping(let mapping):
            var object = JSONObject()
            for (key, member) in mapping { object.append(key.string ?? "", try json(member, depth: depth + 1, &count)) }
            value = .object(object)
        case .alias: throw refusal("it has an alias")
        }
        return function(node.tag.description, value)
    }

    /// Plain words are what they look like; what is quoted, and what CloudFormation takes for text, is text.
    private static func value(_ scalar: Yams.Node.Scalar) -> JSON {
        guard scalar.style == .plain else { return .string(scalar.string) }
        switch scalar.string {
        case "true": return true
        case "false": return false
        case "", "~", "null": return nil
        default:
            let isNumber = Int(scalar.string).map(String.init) == scalar.string
            return isNumber ? .number(JSONNumber(literal: scalar.string)) : .string(scalar.string)
        }
    }

    private static func function(_ tag: String, _ value: JSON) -> JSON {
        guard tag.hasPrefix("!"), tag.count > 1 else { return value }
        let name = String(tag.dropFirst())
        switch (name, value) {
        case ("Ref", _), ("Condition", _): return .object([name: value])
        case ("GetAtt", .string(let text)):
            let parts = text.split(separator: ".", maxSplits: 1).map { JSON.string(String($0)) }
            return ["Fn::GetAtt": .array(parts)]
        default: return .object(JSONObject([("Fn::" + name, value)]))
        }
    }
}
