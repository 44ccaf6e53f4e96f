import CairnModel

/// Reads the parts of ARNs that may be known only at deployment.
struct ARNParts {
    private let arn: TemplateString
    private let parts: [String]?

    init(_ arn: TemplateString) {
        self.arn = arn
        parts = arn.literal.map {
            $0.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).map(String.init)
        }
    }

    /// The part of that number, counted from 0; the sixth has everything that follows.
    private func part(_ index: Int) -> TemplateString {
        guard let parts else { return Self.select(index, of: arn, at: ":") }
        return TemplateString(parts.indices.contains(index) ? parts[index] : "")
    }

    var account: String? { parts.flatMap { $0.count > 4 ? $0[4] : nil } }
    var region: String? { parts.flatMap { $0.count > 3 ? $0[3] : nil } }
    /// What follows the account.
    var resource: TemplateString { part(5) }

    /// What follows the type, in ARNs that end in `type/name`.
    var nameAfterSlash: TemplateString {
        guard let text = resource.literal else { return Self.select(1, of: resource, at: "/") }
        return TemplateString(text.split(separator: "/", maxSplits: 1).dropFirst().first.map(String.init) ?? "")
    }

    /// What follows the type, in ARNs that end in `type:name`.
    var nameAfterColon: TemplateString {
        guard let text = resource.literal else { return Self.select(6, of: arn, at: ":") }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        return TemplateString(parts.count > 1 ? String(parts[1]) : "")
    }

    private static func select(_ index: Int, of text: TemplateString, at separator: TemplateString) -> TemplateString {
        .function(
            "Fn::Select",
            .array([.number(.init(index)), ["Fn::Split": .array([.string(separator), .string(text)])]]))
    }
}
