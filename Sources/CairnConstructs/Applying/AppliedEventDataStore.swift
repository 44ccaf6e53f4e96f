import CairnModel

/// Event data stores, by name.
enum AppliedEventDataStore: AppliedResource {
    static let type = "AWS::CloudTrail::EventDataStore"
    private static let settings = [
        "AdvancedEventSelectors", "BillingMode", "MultiRegionEnabled", "OrganizationEnabled", "RetentionPeriod",
        "TerminationProtectionEnabled",
    ]
    private static let fixed: JSON = "FIXED_RETENTION_PRICING"

    static func step(
        _ id: String, _ json: JSON, _ context: inout ApplyContext, _ omissions: inout [ApplyPlan.Omission]
    ) async throws -> ApplyStep {
        let name = context.name(id, json, property: "Name")
        let values = try context.properties(id, json, leavingOut: ["KmsKeyId"], &omissions)
        let listed = try await NamedList.find(
            name, "ListEventDataStores", list: "EventDataStores", arn: "EventDataStoreArn", context)
        guard let arn = listed else {
            let calls = try await creation(name, values, context.evaluator.resources[id]?.ref ?? "", context)
            return ApplyStep(logicalID: id, type: type, name: name, isThere: false, calls: calls)
        }
        context.learn(id, ["EventDataStoreArn": .string(arn)])
        let current = try await context.target.call(
            "cloudtrail", "GetEventDataStore", ["EventDataStore": .string(arn)])
        if current["KmsKeyId"]?.stringValue != nil, !values.says("KmsKeyId") {
            omissions.append(omission(id, "KmsKeyId", "the key of an event data store stays"))
        }
        let update = update(id, arn, values, current, &omissions)
        let features = StoreFeatures(arn: arn, values: values, current: current, context: context)
        let insights = try await features.insightCalls()
        let isOff = values["InsightSelectors"] ?? [] == []
        // Insights need what the selectors select: they go before it does, and come after it.
        var calls = isOff ? insights + update : update + insights
        calls += try await features.configurationCalls()
        calls += features.federationCalls() + features.ingestionCalls()
        calls += try await AppliedTags.calls(on: arn, values["Tags"], context)
        return ApplyStep(logicalID: id, type: type, name: name, isThere: true, calls: calls)
    }

    private static func creation(
        _ name: String, _ values: PropertyValues, _ arn: String, _ context: ApplyContext
    ) async throws -> [ApplyCall] {
        var input: JSONObject = ["Name": .string(name)]
        for setting in settings { input[setting] = values[setting] }
        input["TagsList"] = values["Tags"]
        if values["IngestionEnabled"] == false { input["StartIngestion"] = false }
        let features = StoreFeatures(arn: arn, values: values, current: nil, context: context)
        return [ApplyCall("cloudtrail", "CreateEventDataStore", input)]
            + (try await features.insightCalls()) + (try await features.configurationCalls())
            + features.federationCalls()
    }

    /// What the template does not say is as it is in a new store.
    private static func update(
        _ id: String, _ arn: String, _ values: PropertyValues, _ current: JSON,
        _ omissions: inout [ApplyPlan.Omission]
    ) -> [ApplyCall] {
        var wanted: JSONObject = [
            "MultiRegionEnabled": values["MultiRegionEnabled"] ?? true,
            "OrganizationEnabled": values["OrganizationEnabled"] ?? false,
            "TerminationProtectionEnabled": values["TerminationProtectionEnabled"] ?? true,
        ]
        let mode = billingMode(id, values, current, &omissions)
        wanted["BillingMode"] = mode
        wanted["RetentionPeriod"] = values["RetentionPeriod"] ?? (mode == fixed ? 2557 : 366)
        wanted["AdvancedEventSelectors"] = selectors(id, values, current, &omissions)
        var input: JSONObject = ["EventDataStore": .string(arn)]
        for setting in settings {
            guard let value = wanted[setting], !JSONComparison.areEqual(value, current[setting] ?? nil) else {
                continue
            }
            input[setting] = value
        }
        return input.count > 1 ? [ApplyCall("cloudtrail", "UpdateEventDataStore", input)] : []
    }

    /// There is no way from extendable to fixed retention: what the template does not say stays.
    private static func billingMode(
        _ id: String, _ values: PropertyValues, _ current: JSON, _ omissions: inout [ApplyPlan.Omission]
    ) -> JSON {
        let known = current["BillingMode"] ?? "EXTENDABLE_RETENTION_PRICING"
        let wanted = values["BillingMode"]
        guard wanted != known else { return known }
        if wanted == fixed {
            omissions.append(
                omission(id, "BillingMode", "it cannot be changed to this: the event data store has to be replaced"))
            return known
        }
        if wanted == nil, known == fixed {
            omissions.append(omission(id, "BillingMode", "what the event data store has stays unless one is given"))
        }
        return wanted ?? known
    }

    /// `nil` if they stay as they are.
    private static func selectors(
        _ id: String, _ values: PropertyValues, _ current: JSON, _ omissions: inout [ApplyPlan.Omission]
    ) -> JSON? {
        let known = current["AdvancedEventSelectors"]
        let given = values["AdvancedEventSelectors"].flatMap { $0 == [] ? nil : $0 }
        guard kind(given) == kind(known) else {
            omissions.append(
                omission(
                    id, "AdvancedEventSelectors",
                    "they are of another kind of events: the event data store has to be replaced"))
            return nil
        }
        // What a new store has differs in nothing but its name.
        if given == nil, known.map(isStandard) ?? true { return nil }
        return given ?? .array([["Name": "Default management events", "FieldSelectors": [managementEvents]]])
    }

    private static let managementEvents: JSON = ["Field": "eventCategory", "Equals": ["Management"]]

    private static func isStandard(_ selectors: JSON) -> Bool {
        selectors.arrayValue?.count == 1
            && JSONComparison.areEqual(selectors[0]?["FieldSelectors"] ?? [], .array([managementEvents]))
    }

    /// Events of CloudTrail may be together in a store, others are alone.
    private static func kind(_ selectors: JSON?) -> String {
        let fields = selectors?[0]?["FieldSelectors"]?.arrayValue ?? []
        let category = fields.first { $0["Field"] == "eventCategory" }?["Equals"]?[0]?.stringValue ?? "Management"
        return ["Data", "NetworkActivity"].contains(category) ? "Management" : category
    }

    private static func omission(_ id: String, _ property: String, _ reason: String) -> ApplyPlan.Omission {
        ApplyPlan.Omission(logicalID: id, type: type, property: property, reason: reason)
    }
}
