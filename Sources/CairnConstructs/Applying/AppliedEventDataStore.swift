import CairnModel

/// Event data stores, by name.
enum AppliedEventDataStore: AppliedResource {
    static let type = "AWS::CloudTrail::EventDataStore"
    private static let foreign: Set<String> = [
        "KmsKeyId", "FederationEnabled", "FederationRoleArn", "InsightSelectors", "InsightsDestination",
        "ContextKeySelectors", "MaxEventSize", "IngestionEnabled",
    ]
    private static let settings = [
        "AdvancedEventSelectors", "BillingMode", "MultiRegionEnabled", "OrganizationEnabled", "RetentionPeriod",
        "TerminationProtectionEnabled",
    ]

    static func step(
        _ id: String, _ json: JSON, _ context: inout ApplyContext, _ omissions: inout [ApplyPlan.Omission]
    ) async throws -> ApplyStep {
        let name = context.name(id, json, property: "Name")
        let values = try context.properties(id, json, leavingOut: foreign, &omissions)
        let listed = try await NamedList.find(
            name, "ListEventDataStores", list: "EventDataStores", arn: "EventDataStoreArn", context)
        guard let arn = listed else {
            var input: JSONObject = ["Name": .string(name)]
            for setting in settings { input[setting] = values[setting] }
            input["TagsList"] = values["Tags"]
            return ApplyStep(
                logicalID: id, type: type, name: name, isThere: false,
                calls: [ApplyCall("cloudtrail", "CreateEventDataStore", input)])
        }
        context.learn(id, ["EventDataStoreArn": .string(arn)])
        let current = try await context.target.call(
            "cloudtrail", "GetEventDataStore", ["EventDataStore": .string(arn)])
        var input: JSONObject = ["EventDataStore": .string(arn)]
        for setting in settings {
            guard let value = values[setting] else { continue }
            if !JSONComparison.areEqual(value, current[setting] ?? false) { input[setting] = value }
        }
        var calls = input.count > 1 ? [ApplyCall("cloudtrail", "UpdateEventDataStore", input)] : []
        calls += try await AppliedTags.calls(on: arn, values["Tags"], context)
        return ApplyStep(logicalID: id, type: type, name: name, isThere: true, calls: calls)
    }
}
