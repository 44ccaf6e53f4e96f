import CairnModel

/// Trails, with selectors, tags, and whether they log.
enum AppliedTrail: AppliedResource {
    static let type = "AWS::CloudTrail::Trail"

    /// They belong to topics, log groups and keys, which have to be there already.
    private static let foreign: Set<String> = [
        "SnsTopicName", "CloudWatchLogsLogGroupArn", "CloudWatchLogsRoleArn", "KMSKeyId",
    ]

    /// The names in the template, in requests and in answers, and what CloudFormation takes if nothing is said.
    private static let settings: [(property: String, member: String, answered: String, standard: JSON)] = [
        ("S3BucketName", "S3BucketName", "S3BucketName", ""), ("S3KeyPrefix", "S3KeyPrefix", "S3KeyPrefix", ""),
        ("IncludeGlobalServiceEvents", "IncludeGlobalServiceEvents", "IncludeGlobalServiceEvents", true),
        ("IsMultiRegionTrail", "IsMultiRegionTrail", "IsMultiRegionTrail", false),
        ("EnableLogFileValidation", "EnableLogFileValidation", "LogFileValidationEnabled", false),
        ("IsOrganizationTrail", "IsOrganizationTrail", "IsOrganizationTrail", false),
        ("SnsTopicName", "SnsTopicName", "SnsTopicName", ""),
        ("CloudWatchLogsLogGroupArn", "CloudWatchLogsLogGroupArn", "CloudWatchLogsLogGroupArn", ""),
        ("CloudWatchLogsRoleArn", "CloudWatchLogsRoleArn", "CloudWatchLogsRoleArn", ""),
        ("KMSKeyId", "KmsKeyId", "KmsKeyId", ""),
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
        let insights = try await insightCalls(name, values, current, context)
        let aggregations = try await aggregationCalls(name, values, current, context)
        // Both need what the selectors select: they go before it does, and come after it.
        calls += insights.before + aggregations.before
        calls += try await selectorCalls(name, values, current, context)
        calls += insights.after + aggregations.after
        calls += try await tagCalls(id, values, current, context)
        calls += try await loggingCalls(name, values, current, context)
        return ApplyStep(logicalID: id, type: type, name: name, isThere: current != nil, calls: calls)
    }

    /// A text names what is there; a reference names a resource of the template, which is not applied.
    private static func foreignReferences(_ json: JSON) -> Set<String> {
        foreign.filter { property in
            guard let value = json["Properties"]?[property] else { return false }
            return value.objectValue != nil && value != ["Ref": "AWS::NoValue"]
        }
    }

    /// An update says everything, as CloudFormation's does: some settings follow others if they are not said. An empty
    /// text clears what the template no longer says; what it says and is left out stays.
    private static func settingCalls(_ name: String, _ values: PropertyValues, _ current: JSON?) -> [ApplyCall] {
        var input: JSONObject = ["Name": .string(name)]
        var isChanged = false
        for setting in settings {
            guard let current else {
                input[setting.member] = values[setting.property]
                continue
            }
            let standard = values.says(setting.property) ? JSON?.none : setting.standard
            guard let value = values[setting.property] ?? standard else { continue }
            let isDifferent = !isSame(value, setting.answered, current, setting.standard)
            isChanged = isChanged || isDifferent
            if isDifferent || value != "" { input[setting.member] = value }
        }
        guard current != nil else { return [ApplyCall("cloudtrail", "CreateTrail", input)] }
        return isChanged ? [ApplyCall("cloudtrail", "UpdateTrail", input)] : []
    }

    /// Topics are given by name or by ARN, keys also by their ids.
    private static func isSame(_ value: JSON, _ answered: String, _ current: JSON, _ standard: JSON) -> Bool {
        let known = current[answered] ?? standard
        if JSONComparison.areEqual(value, known) { return true }
        switch (answered, value.stringValue) {
        case ("SnsTopicName", .some(let topic)): return current["SnsTopicARN"]?.stringValue == topic
        case ("KmsKeyId", .some(let key)): return !key.isEmpty && known.stringValue?.hasSuffix(":key/" + key) ?? false
        default: return false
        }
    }

    private static func selectorCalls(
        _ name: String, _ values: PropertyValues, _ current: JSON?, _ context: ApplyContext
    ) async throws -> [ApplyCall] {
        let advanced = values["AdvancedEventSelectors"]
        let basic = BasicSelectors.withDefaults(advanced == nil ? values["EventSelectors"]?.arrayValue ?? [] : [])
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

    /// Calls that stand before those about selectors, or after.
    private typealias Placed = (before: [ApplyCall], after: [ApplyCall])

    private static func insightCalls(
        _ name: String, _ values: PropertyValues, _ current: JSON?, _ context: ApplyContext
    ) async throws -> Placed {
        let wanted = values["InsightSelectors"] ?? []
        var known: JSON?
        if current?["HasInsightSelectors"] == true {
            known = try await context.target.call("cloudtrail", "GetInsightSelectors", ["TrailName": .string(name)])
        }
        guard !InsightSelection.areEqual(wanted, known?["InsightSelectors"]) else { return ([], []) }
        let call = ApplyCall(
            "cloudtrail", "PutInsightSelectors", ["TrailName": .string(name), "InsightSelectors": wanted])
        return wanted == [] ? ([call], []) : ([], [call])
    }

    private static func aggregationCalls(
        _ name: String, _ values: PropertyValues, _ current: JSON?, _ context: ApplyContext
    ) async throws -> Placed {
        let wanted = values["AggregationConfigurations"] ?? []
        var known: JSON?
        if current != nil {
            known = try await context.target.call("cloudtrail", "GetEventConfiguration", ["TrailName": .string(name)])
        }
        let isSame = NamedSets.areEqual(
            wanted, known?["AggregationConfigurations"], name: "EventCategory", values: "Templates")
        guard !isSame else { return ([], []) }
        let call = ApplyCall(
            "cloudtrail", "PutEventConfiguration",
            ["TrailName": .string(name), "AggregationConfigurations": wanted])
        return wanted == [] ? ([call], []) : ([], [call])
    }

    private static func tagCalls(
        _ id: String, _ values: PropertyValues, _ current: JSON?, _ context: ApplyContext
    ) async throws -> [ApplyCall] {
        guard let arn = context.evaluator.resources[id]?.attributes["Arn"] else { return [] }
        if current != nil { return try await AppliedTags.calls(on: arn, values["Tags"], context) }
        guard let tags = values["Tags"], tags != [] else { return [] }
        return [ApplyCall("cloudtrail", "AddTags", ["ResourceId": .string(arn), "TagsList": tags])]
    }

    private static func loggingCalls(
        _ name: String, _ values: PropertyValues, _ current: JSON?, _ context: ApplyContext
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
