import CairnModel

/// What event data stores have besides their settings: each has operations of its own.
///
/// What the template does not say is off, or as CloudFormation has it if it is not said.
struct StoreFeatures {
    /// The ARN, or what stands for it until the store is made.
    let arn: String
    let values: PropertyValues
    /// What `GetEventDataStore` answers; `nil` if the store has to be made.
    let current: JSON?
    let context: ApplyContext

    private var reference: JSONObject { ["EventDataStore": .string(arn)] }

    private func call(_ operation: String, _ input: JSONObject = [:]) -> ApplyCall {
        var whole = reference
        for member in input.members { whole[member.key] = member.value }
        return ApplyCall("cloudtrail", operation, whole)
    }

    /// A role can be changed only by turning federation off and on.
    func federationCalls() -> [ApplyCall] {
        let status = current?["FederationStatus"]?.stringValue ?? "DISABLED"
        let isOn = status == "ENABLED" || status == "ENABLING"
        let off = isOn ? [call("DisableFederation")] : []
        guard values["FederationEnabled"]?.boolValue ?? false else { return off }
        let role = values["FederationRoleArn"] ?? ""
        if isOn, current?["FederationRoleArn"] == role { return [] }
        return off + [call("EnableFederation", ["FederationRoleArn": role])]
    }

    func insightCalls() async throws -> [ApplyCall] {
        let wanted = values["InsightSelectors"] ?? []
        var known: JSON?
        if current != nil {
            known = try await context.read(
                "cloudtrail", "GetInsightSelectors", reference, orNilFor: ["InsightNotEnabledException"])
        }
        let isOff = wanted == []
        // Turning Insights off names the destination, too.
        let destination = isOff ? known?["InsightsDestination"] : values["InsightsDestination"]
        let isSame =
            InsightSelection.areEqual(wanted, known?["InsightSelectors"])
            && (isOff || Self.id(destination) == Self.id(known?["InsightsDestination"]))
        guard !isSame else { return [] }
        var input: JSONObject = ["InsightSelectors": wanted]
        input["InsightsDestination"] = destination
        return [call("PutInsightSelectors", input)]
    }

    func configurationCalls() async throws -> [ApplyCall] {
        let size = values["MaxEventSize"] ?? "Standard"
        let selectors = values["ContextKeySelectors"] ?? []
        var known: JSON?
        if current != nil {
            known = try await context.read(
                "cloudtrail", "GetEventConfiguration", reference,
                orNilFor: ["InvalidEventDataStoreCategoryException"])
        }
        let isSame =
            size == known?["MaxEventSize"] ?? "Standard"
            && NamedSets.areEqual(selectors, known?["ContextKeySelectors"], name: "Type", values: "Equals")
        return isSame ? [] : [call("PutEventConfiguration", ["MaxEventSize": size, "ContextKeySelectors": selectors])]
    }

    /// Of a store that is there: one that has to be made is made with or without ingestion.
    func ingestionCalls() -> [ApplyCall] {
        let status = current?["Status"]?.stringValue ?? ""
        let isOn = status != "STOPPED_INGESTION" && status != "STOPPING_INGESTION"
        let isWanted = values["IngestionEnabled"]?.boolValue ?? true
        guard isOn != isWanted else { return [] }
        return [call(isWanted ? "StartEventDataStoreIngestion" : "StopEventDataStoreIngestion")]
    }

    /// A store may be named by its id or by its ARN.
    private static func id(_ store: JSON?) -> Substring? { store?.stringValue?.split(separator: "/").last }
}
