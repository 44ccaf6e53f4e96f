import CairnModel

/// Dashboards, by name.
enum AppliedDashboard: AppliedResource {
    static let type = "AWS::CloudTrail::Dashboard"
    private static let settings = ["RefreshSchedule", "TerminationProtectionEnabled", "Widgets"]

    static func step(
        _ id: String, _ json: JSON, _ context: inout ApplyContext, _ omissions: inout [ApplyPlan.Omission]
    ) async throws -> ApplyStep {
        let name = context.name(id, json, property: "Name")
        let values = try context.properties(id, json, &omissions)
        let found = try await context.read(
            "cloudtrail", "GetDashboard", ["DashboardId": .string(name)], orNilFor: ["ResourceNotFoundException"])
        guard let found else {
            var input: JSONObject = ["Name": .string(name)]
            for setting in settings { input[setting] = values[setting] }
            input["TagsList"] = values["Tags"]
            let create = ApplyCall("cloudtrail", "CreateDashboard", input)
            return ApplyStep(logicalID: id, type: type, name: name, isThere: false, calls: [create])
        }
        context.learn(id, found)
        var calls: [ApplyCall] = []
        var input = changes(values, found)
        if !input.isEmpty {
            input["DashboardId"] = .string(name)
            calls.append(ApplyCall("cloudtrail", "UpdateDashboard", input))
        }
        if let arn = found["DashboardArn"]?.stringValue {
            calls += try await AppliedTags.calls(on: arn, values["Tags"], context)
        }
        return ApplyStep(logicalID: id, type: type, name: name, isThere: true, calls: calls)
    }

    /// What the template does not say is off: there are no widgets, no refreshes and no protection.
    private static func changes(_ values: PropertyValues, _ found: JSON) -> JSONObject {
        var input = JSONObject()
        let protects = values["TerminationProtectionEnabled"] ?? false
        if protects != found["TerminationProtectionEnabled"] ?? false {
            input["TerminationProtectionEnabled"] = protects
        }
        let given = values["Widgets"]
        // CloudTrail's own dashboards have widgets that nobody gives.
        if given != nil || found["Type"] != "MANAGED", !areEqual(given, found["Widgets"]) {
            input["Widgets"] = given ?? []
        }
        input["RefreshSchedule"] = scheduleChange(values["RefreshSchedule"], found["RefreshSchedule"])
        return input
    }

    /// The service makes up aliases of queries.
    private static func areEqual(_ wanted: JSON?, _ found: JSON?) -> Bool {
        JSONComparison.areEqual(widgets(wanted), widgets(found))
    }

    private static func widgets(_ widgets: JSON?) -> JSON {
        .array(
            (widgets?.arrayValue ?? []).map { widget in
                [
                    "QueryStatement": widget["QueryStatement"] ?? "",
                    "QueryParameters": widget["QueryParameters"] ?? [],
                    "ViewProperties": widget["ViewProperties"] ?? [:],
                ]
            })
    }

    /// A schedule cannot be taken away, but be disabled.
    private static func scheduleChange(_ wanted: JSON?, _ found: JSON?) -> JSON? {
        let known = found.flatMap { $0.isNull ? nil : schedule($0) }
        if let wanted {
            if let known, JSONComparison.areEqual(schedule(wanted), known) { return nil }
            return wanted
        }
        guard let known, known["Status"] != "DISABLED", var disabled = known.objectValue else { return nil }
        disabled["Status"] = "DISABLED"
        return .object(disabled)
    }

    private static func schedule(_ schedule: JSON) -> JSON {
        [
            "Frequency": schedule["Frequency"] ?? [:], "Status": schedule["Status"] ?? "ENABLED",
            "TimeOfDay": schedule["TimeOfDay"] ?? "00:00",
        ]
    }
}
