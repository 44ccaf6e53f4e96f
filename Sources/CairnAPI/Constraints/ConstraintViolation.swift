/// A member whose value the model does not allow.
public struct ConstraintViolation: Sendable, Hashable {
    /// From the request inward, by wire names.
    public let path: [APICodingError.Step]
    /// The value as text, shortened; `nil` if there is none.
    public let value: String?
    /// What is allowed, such as `Member must have length less than or equal to 128`.
    public let rule: String

    init(path: [APICodingError.Step], value: String?, rule: String) {
        self.path = path
        self.value = value.map(CloudTrailError.excerpt)
        self.rule = rule
    }

    /// The member of the request in which the violation is found.
    var topMember: String {
        if case .member(let name)? = path.first { name } else { "" }
    }

    /// The text that AWS services give for violated constraints, all of them in one message.
    static func message(for violations: [ConstraintViolation]) -> String {
        let count = violations.count
        let shown = violations.prefix(10).map(\.description).joined(separator: "; ")
        return "\(count) validation error\(count == 1 ? "" : "s") detected: \(shown)"
    }
}

extension ConstraintViolation: CustomStringConvertible {
    public var description: String {
        let shown = value.map { "'\($0)'" } ?? "null"
        return "Value \(shown) at '\(pathText)' failed to satisfy constraint: \(rule)"
    }

    /// The place as AWS writes it: members in lower camel case, elements counted from 1: `tagsList.1.member.key`.
    private var pathText: String {
        var parts: [String] = []
        for step in path {
            switch step {
            case .member(let name): parts.append(name.prefix(1).lowercased() + name.dropFirst())
            case .element(let index): parts += [String(index + 1), "member"]
            case .mapKey(let key): parts.append(CloudTrailError.excerpt(key) + ".key")
            }
        }
        return parts.joined(separator: ".")
    }
}
