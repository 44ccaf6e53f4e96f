import CairnModel

/// Works out the values of a template for one deployment.
///
/// Functions: `Ref`, `Fn::GetAtt`, `Fn::Join`, `Fn::Sub`, `Fn::Select`, `Fn::Split`.
struct TemplateEvaluator {
    /// What is known of a resource.
    struct Known {
        var ref: String
        var attributes: [String: String] = [:]
    }

    let partition: String
    let account: String
    let region: String
    let stackName: String
    /// By name.
    let parameters: [String: String]
    /// By logical id; grows while resources are made.
    var resources: [String: Known] = [:]

    private static let depthMax = 64

    /// - Parameter path: for messages.
    func value(_ json: JSON, at path: String, depth: Int = 0) throws -> JSON {
        guard depth < Self.depthMax else { throw refusal(path, "values are nested more than \(Self.depthMax) deep") }
        switch json {
        case .array(let elements):
            return .array(
                try elements.enumerated().compactMap { try value($1, at: "\(path)/\($0)", depth: depth + 1) }.filter {
                    !$0.isNull
                })
        case .object(let object):
            if let member = object.members.first, object.count == 1, Self.isFunction(member.key) {
                return try call(member.key, member.value, at: path, depth: depth)
            }
            return .object(
                JSONObject(
                    try object.members.map { ($0.key, try value($0.value, at: "\(path)/\($0.key)", depth: depth + 1)) }
                        .filter { !$0.1.isNull }))
        default: return json
        }
    }

    private static func isFunction(_ name: String) -> Bool { name == "Ref" || name.hasPrefix("Fn::") }

    private func call(_ name: String, _ argument: JSON, at path: String, depth: Int) throws -> JSON {
        let inner = name == "Fn::Sub" ? argument : try value(argument, at: path, depth: depth + 1)
        switch name {
        case "Ref": return try reference(inner.stringValue ?? "", at: path)
        case "Fn::GetAtt": return .string(try attribute(inner, at: path))
        case "Fn::Join":
            return .string(try texts(inner[1], at: path).joined(separator: inner[0]?.stringValue ?? ""))
        case "Fn::Select":
            let index = inner[0]?.intValue ?? inner[0]?.stringValue.flatMap { Int($0) } ?? -1
            guard let element = inner[1]?[index] else { throw refusal(path, "Fn::Select has no element \(index)") }
            return element
        case "Fn::Split":
            guard let separator = inner[0]?.stringValue, !separator.isEmpty, let text = inner[1]?.stringValue else {
                throw refusal(path, "Fn::Split wants a separator and a text")
            }
            return .array(
                text.split(separator: separator, omittingEmptySubsequences: false).map { .string(String($0)) })
        case "Fn::Sub": return .string(try substituted(argument, at: path, depth: depth))
        default: throw refusal(path, "\(name) cannot be worked out here; give the value itself")
        }
    }

    private func refusal(_ path: String, _ message: String) -> ConstructError {
        ConstructError(.invalidTemplate, path: path, message)
    }

    private func reference(_ name: String, at path: String) throws -> JSON {
        let pseudo = [
            "AWS::AccountId": account, "AWS::Region": region, "AWS::Partition": partition,
            "AWS::StackName": stackName, "AWS::URLSuffix": partition == "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com",
        ]
        if name == "AWS::NoValue" { return nil }
        guard let text = pseudo[name] ?? parameters[name] ?? resources[name]?.ref else {
            throw refusal(
                path, "Ref names '\(name)', which is no resource of the template and no parameter with a value")
        }
        return .string(text)
    }

    private func attribute(_ argument: JSON, at path: String) throws -> String {
        let parts = argument.arrayValue?.compactMap(\.stringValue)
        let names = parts ?? argument.stringValue.map { $0.split(separator: ".", maxSplits: 1).map(String.init) } ?? []
        guard names.count == 2, let resource = resources[names[0]] else {
            throw refusal(path, "Fn::GetAtt names \(argument), which is no resource of the template")
        }
        guard let text = resource.attributes[names[1]] else {
            throw refusal(path, "The attribute '\(names[1])' of '\(names[0])' is not known here")
        }
        return text
    }

    private func texts(_ json: JSON?, at path: String) throws -> [String] {
        try json?.arrayValue?.map { element in
            guard let text = Self.text(element) else { throw refusal(path, "Fn::Join wants texts; got \(element)") }
            return text
        } ?? []
    }

    private static func text(_ json: JSON) -> String? {
        switch json {
        case .string(let text): text
        case .number(let number): number.literal
        case .bool(let value): String(value)
        default: nil
        }
    }

    /// `${Name}`, `${Name.Attribute}`; `${!Name}` stays as `${Name}`.
    private func substituted(_ argument: JSON, at path: String, depth: Int) throws -> String {
        guard let text = argument.stringValue ?? argument[0]?.stringValue else {
            throw refusal(path, "Fn::Sub wants a text")
        }
        let variables = try argument[1].map { try value($0, at: path, depth: depth + 1) }
        var result = ""
        var rest = text[...]
        while let start = rest.firstRange(of: "${"), let end = rest[start.upperBound...].firstIndex(of: "}") {
            result += rest[..<start.lowerBound]
            let name = String(rest[start.upperBound..<end])
            result += try substitution(name, variables, at: path)
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }

    private func substitution(_ name: String, _ variables: JSON?, at path: String) throws -> String {
        if name.hasPrefix("!") { return "${\(name.dropFirst())}" }
        if let value = variables?[name].flatMap(Self.text) { return value }
        if name.contains("."), !name.hasPrefix("AWS::") { return try attribute(.string(name), at: path) }
        return try reference(name, at: path).stringValue ?? ""
    }
}
