import CairnModel

/// Tags of resources that are there. Tags that the template does not name stay.
enum AppliedTags {
    /// The calls that add what is missing.
    static func calls(on arn: String, _ wanted: JSON?, _ context: ApplyContext) async throws -> [ApplyCall] {
        let wanted = wanted?.arrayValue ?? []
        guard !wanted.isEmpty else { return [] }
        let answer = try await context.target.call("cloudtrail", "ListTags", ["ResourceIdList": [.string(arn)]])
        let known = answer["ResourceTagList"]?[0]?["TagsList"]?.arrayValue ?? []
        let missing = wanted.filter { tag in !known.contains { JSONComparison.areEqual($0, tag) } }
        guard !missing.isEmpty else { return [] }
        return [ApplyCall("cloudtrail", "AddTags", ["ResourceId": .string(arn), "TagsList": .array(missing)])]
    }
}
