import CairnModel

/// The built-in rules: limits on lists of the CloudTrail resources.
///
/// Source: CloudFormation registry schemas of `AWS::CloudTrail::*`.
enum TemplateRules {
    /// How many elements a list may have, by resource type and property.
    private static let listLengths: [String: [String: Int]] = [
        "AWS::CloudTrail::Trail": ["EventSelectors": 5, "AggregationConfigurations": 1],
        "AWS::CloudTrail::EventDataStore": ["ContextKeySelectors": 2],
        "AWS::CloudTrail::Channel": ["Destinations": 10],
    ]

    static func findings(in template: Template, of stack: Stack) throws -> [TemplateFinding] {
        let findings = try stack.node.resources.filter { $0.stack === stack }.flatMap { resource in
            let id = try resource.logicalID
            return Self.findings(resource, id, template.resources[id]?["Properties"] ?? [:])
        }
        if let first = findings.first, stack.node.isEnabled(.validateAgainstDefaultRules) {
            let list = findings.map { "[\($0.path)] \($0.rule): \($0.message)" }.joined(separator: "\n  ")
            throw ConstructError(
                .validationFailed, path: first.path, "Validation failed with the following errors:\n  \(list)")
        }
        return findings
    }

    private static func findings(_ resource: CfnResource, _ id: String, _ properties: JSON) -> [TemplateFinding] {
        let limits = listLengths[resource.type] ?? [:]
        return limits.sorted { $0.key < $1.key }.compactMap { name, limit in
            guard let count = properties[name]?.arrayValue?.count, count > limit else { return nil }
            return TemplateFinding(
                rule: "F3032", message: "\(name): expected maximum item count: \(limit), found: \(count)",
                path: resource.node.path, logicalID: id)
        }
    }
}
