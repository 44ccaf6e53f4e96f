import CairnModel

/// Policies of event data stores, dashboards and channels, as a whole.
enum AppliedResourcePolicy: AppliedResource {
    static let type = "AWS::CloudTrail::ResourcePolicy"
    private static let missing: Set<String> = ["ResourcePolicyNotFoundException", "ResourceNotFoundException"]

    static func step(
        _ id: String, _ json: JSON, _ context: inout ApplyContext, _ omissions: inout [ApplyPlan.Omission]
    ) async throws -> ApplyStep {
        let values = try context.properties(id, json, &omissions)
        guard let arn = values["ResourceArn"]?.stringValue, let policy = values["ResourcePolicy"] else {
            throw ConstructError(.invalidTemplate, path: id, "A resource policy needs ResourceArn and ResourcePolicy")
        }
        var current: JSON?
        if !arn.hasSuffix(ApplyContext.unknown) {
            let answer = try await context.read(
                "cloudtrail", "GetResourcePolicy", ["ResourceArn": .string(arn)], orNilFor: missing)
            current = answer?["ResourcePolicy"]?.stringValue.flatMap { try? JSON(parsing: $0) }
        }
        let text = policy.stringValue ?? policy.description
        let wanted = (try? JSON(parsing: text)) ?? policy
        let isSame = current.map { JSONComparison.areEqual($0, wanted) } ?? false
        let put = ApplyCall(
            "cloudtrail", "PutResourcePolicy", ["ResourceArn": .string(arn), "ResourcePolicy": .string(text)])
        return ApplyStep(logicalID: id, type: type, name: arn, isThere: current != nil, calls: isSame ? [] : [put])
    }
}
