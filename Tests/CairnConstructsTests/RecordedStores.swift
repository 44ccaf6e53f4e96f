import CairnConstructs
import CairnModel

/// Event data stores in memory.
final class RecordedStores {
    private static let arnStart = "arn:aws:cloudtrail:eu-west-1:111122223333:eventdatastore/made-up"
    private static let standard: JSONObject = [
        "Status": "ENABLED", "MultiRegionEnabled": true, "OrganizationEnabled": false, "RetentionPeriod": 366,
        "TerminationProtectionEnabled": true, "BillingMode": "EXTENDABLE_RETENTION_PRICING",
        "AdvancedEventSelectors": [["FieldSelectors": [["Field": "eventCategory", "Equals": ["Management"]]]]],
    ]

    /// In the order in which they were made, each with its settings and features.
    private(set) var all: [JSONObject] = []
    /// How often federation cannot be changed because it is changing.
    var changesOfFederation = 0

    subscript(name: String) -> JSON? { all.first { $0["Name"]?.stringValue == name }.map { .object($0) } }

    func call(_ operation: String, _ input: JSON) throws -> JSON {
        switch operation {
        case "ListEventDataStores": return ["EventDataStores": .array(all.map { .object($0) })]
        case "CreateEventDataStore": return create(input)
        default: break
        }
        guard let index = all.firstIndex(where: { $0["EventDataStoreArn"] == input["EventDataStore"] }) else {
            throw ApplyRefusal(code: "EventDataStoreNotFoundException", message: "")
        }
        switch operation {
        case "GetEventDataStore", "GetEventConfiguration": return .object(all[index])
        case "GetInsightSelectors":
            guard all[index]["InsightsDestination"] != nil else {
                throw ApplyRefusal(code: "InsightNotEnabledException", message: "")
            }
            return .object(all[index])
        default: try change(&all[index], operation, input)
        }
        return .object(all[index])
    }

    private func create(_ input: JSON) -> JSON {
        var store = Self.standard
        for member in input.objectValue?.members ?? [] { store[member.key] = member.value }
        if input["StartIngestion"] == false { store["Status"] = "STOPPED_INGESTION" }
        store["EventDataStoreArn"] = .string(Self.arnStart + (all.isEmpty ? "" : "-\(all.count)"))
        all.append(store)
        return .object(store)
    }

    private func change(_ store: inout JSONObject, _ operation: String, _ input: JSON) throws {
        switch operation {
        case "UpdateEventDataStore", "PutEventConfiguration", "PutInsightSelectors":
            for member in input.objectValue?.members ?? [] { store[member.key] = member.value }
            if store["InsightSelectors"] == [] { store["InsightsDestination"] = nil }
        case "EnableFederation", "DisableFederation":
            guard changesOfFederation == 0 else {
                changesOfFederation -= 1
                throw ApplyRefusal(code: "ConcurrentModificationException", message: "")
            }
            store["FederationStatus"] = operation == "EnableFederation" ? "ENABLED" : "DISABLED"
            store["FederationRoleArn"] = input["FederationRoleArn"]
        case "StartEventDataStoreIngestion": store["Status"] = "ENABLED"
        case "StopEventDataStoreIngestion": store["Status"] = "STOPPED_INGESTION"
        default: throw ApplyRefusal(code: "UnknownOperation", message: operation)
        }
    }
}
