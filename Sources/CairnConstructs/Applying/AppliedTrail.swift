import CairnModel

/// Trails, with selectors, tags, and whether they log.
enum AppliedTrail: AppliedResource {
    static let type = "AWS::CloudTrail::Trail"

    /// They belong to topics, log groups and keys, which have to be there already.
    private static let foreign: Set<String> = [
        "SnsTopicName", "CloudWatchLogsLogGroupArn", "CloudWatchLogsRoleArn", "KMSKeyId",
    ]

    /// The names in the template, in requests, and in answers.
    private static let settings = [
        ("S3BucketName", "S3BucketName", "S3BucketName"), ("S3KeyPrefix", "S3KeyPrefix", "S3KeyPrefix"),
        ("IncludeGlobalServiceEvents", "IncludeGlobalServiceEvents", "IncludeGlobalServiceEvents"),
        ("IsMultiRegionTrail", "IsMultiRegionTrail", "IsMultiRegionTrail"),
        ("EnableLogFileValidation", "EnableLogFileValidation", "LogFileValidationEnabled"),
        ("IsOrganizationTrail", "IsOrganizationTrail", "IsOrganizationTrail"),
        ("SnsTopicName", "SnsTopicName", "SnsTopicName"),
        ("CloudWatchLogsLogGroupArn", "CloudWatchLogsLogGroupArn", "CloudWatchLogsLogGroupArn"),
        ("CloudWatchLogsRoleArn", "CloudWatchLogsRoleArn", "CloudWatchLogsRoleArn"),
        ("KMSKeyId", "KmsKeyId", "KmsKeyId"),
    ]

    static func step(
        _ id: String, _ json: JSON, _ context: inout ApplyContext, _ omissions: inout [ApplyPlan.Omission]
    ) async throws -> ApplyStep {
        let name = context.name(id, json, property: "TrailName")
        let values = try context.properties(id, json, leavingOut: foreignReferences(json), &omissions)
        let current = try await context.read(
            "cloudtrail", "GetTrail", ["Name": .string(name)], orNilFor: ["TrailNotFoundException"])?["Trail"]
        if let arn = current?["TrailARN"] { context.learn(id, ["TrailARN": arn]) }
        var calls = settingCalls(name, values, current)
        calls += try await selectorCalls(name, values, current, context)
        calls += try await insightCalls(name, values, current, context)
        calls += try await tagCalls(id, values, current, context)
        calls += try await loggingCalls(name, values, current, context)
        return ApplyStep(logicalID: id, type: type, name: name, isThere: current != nil, calls: calls)
    }

    /// A text names what is there; a reference names a resource of the template, which is not applied.
    private static func foreignReferences(_ json: JSON) -> Set<String> {
        foreign.filter { json["Properties"]?[$0]?.objectValue != nil }
    }

    /// An update says everything, as CloudFormation's does: some settings follow others if they are not said.
    private static func settingCalls(_ name: String, _ values: JSONObject, _ current: JSON?) -> [ApplyCall] {
        var input: JSONObject = ["Name": .string(name)]
        var isChanged = false
        for (property, member, answered) in settings {
            guard let value = values[property] else { continue }
            input[member] = value
            if let current, !isSame(value, current[answered]) { isChanged = true }
        }
        guard current != nil else { return [ApplyCall("cloudtrail", "CreateTrail", input)] }
        return isChanged ? [ApplyCall("cloudtrail", "UpdateTrail", input)] : []
    }

    private static func isSame(_ value: JSON, _ current: JSON?) -> Bool {
        JSONComparison.areEqual(value, current ?? (value.boolValue == nil ? "" : false))
    }

    private static func selectorCalls(
        _ name: String, _ values: JSONObject, _ current: JSON?, _ context: ApplyContext
    ) async throws -> [ApplyCall] {
        let advanced = values["AdvancedEventSelectors"]
        let basic = BasicSelectors.withDefaults(values["EventSelectors"]?.arrayValue ?? [])
        var input: JSONObject = ["TrailName": .string(name)]
        input[advanced == nil ? "EventSelectors" : "AdvancedEventSelectors"] = advanced ?? .array(basic)
        let call = ApplyCall("cloudtrail", "PutEventSelectors", input)
        guard current != nil else { return advanced == nil && basic == BasicSelectors.standard ? [] : [call] }
        let answer = try await context.target.call("cloudtrail", "GetEventSelectors", ["TrailName": .string(name)])
        if let advanced {
            return JSONComparison.areEqual(answer["AdvancedEventSelectors"] ?? [], advanced) ? [] : [call]
        }
        let known = BasicSelectors.withDefaults(answer["EventSelectors"]?.arrayValue ?? [])
        let isBasic = answer["AdvancedEventSelectors"]?.arrayValue?.isEmpty ?? true
        return isBasic && JSONComparison.areEqual(.array(known), .array(basic)) ? [] : [call]
    }

    private static func insightCalls(
        _ name: String, _ values: JSONObject, _ current: JSON?, _ context: ApplyContext
    ) async throws -> [ApplyCall] {
        let wanted = values["InsightSelectors"] ?? []
        let call = ApplyCall(
            "cloudtrail", "PutInsightSelectors", ["TrailName": .string(name), "InsightSelectors": wanted])
        guard current?["HasInsightSelectors"] == true else { return wanted == [] ? [] : [call] }
        let answer = try await context.target.call("cloudtrail", "GetInsightSelectors", ["TrailName": .string(name)])
        let isSame = types(answer["InsightSelectors"]) == types(wanted)
        return isSame ? [] : [call]
    }

    private static func types(_ selectors: JSON?) -> Set<String> {
        Set(selectors?.arrayValue?.compactMap { $0["InsightType"]?.stringValue } ?? [])
    }

    private static func tagCalls(
        _ id: String, _ values: JSONObject, _ current: JSON?, _ context: ApplyContext
    ) async throws -> [ApplyCall] {
        guard let arn = context.evaluator.resources[id]?.attributes["Arn"] else { return [] }
        if current != nil { return try await AppliedTags.calls(on: arn, values["Tags"], context) }
        guard let tags = values["Tags"], tags != [] else { return [] }
        return [ApplyCall("cloudtrail", "AddTags", ["ResourceId": .string(arn), "TagsList": tags])]
    }

    private static func loggingCalls(
        _ name: String, _ values: JSONObject, _ current: JSON?, _ context: ApplyContext
    ) async throws -> [ApplyCall] {
        let wanted = values["IsLogging"]?.boolValue ?? true
        var isLogging = false
        if current != nil {
            let status = try await context.target.call("cloudtrail", "GetTrailStatus", ["Name": .string(name)])
            isLogging = status["IsLogging"]?.boolValue ?? false
        }
        guard wanted != isLogging else { return [] }
        return [ApplyCall("cloudtrail", wanted ? "StartLogging" : "StopLogging", ["Name": .string(name)])]
    }
}
