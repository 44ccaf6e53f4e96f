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
        var input = JSONObject()
        for setting in settings where !isSame(values[setting], found?[setting]) { input[setting] = values[setting] }
        guard let found else {
            input["Name"] = .string(name)
            input["TagsList"] = values["Tags"]
            let create = ApplyCall("cloudtrail", "CreateDashboard", input)
            return ApplyStep(logicalID: id, type: type, name: name, isThere: false, calls: [create])
        }
        context.learn(id, found)
        var calls: [ApplyCall] = []
        if !input.isEmpty {
            input["DashboardId"] = .string(name)
            calls.append(ApplyCall("cloudtrail", "UpdateDashboard", input))
        }
        if let arn = found["DashboardArn"]?.stringValue {
            calls += try await AppliedTags.calls(on: arn, values["Tags"], context)
        }
        return ApplyStep(logicalID: id, type: type, name: name, isThere: true, calls: calls)
    }

    /// What the template does not say may be anything, such as the aliases of queries, which the service makes up.
    private static func isSame(_ wanted: JSON?, _ current: JSON?) -> Bool {
        guard let wanted else { return true }
        switch (wanted, current) {
        case (.object(let wanted), .object(let current)?):
            return wanted.members.allSatisfy { isSame($0.value, current[$0.key]) }
        case (.array(let wanted), .array(let current)?):
            return wanted.count == current.count && zip(wanted, current).allSatisfy { isSame($0, $1) }
        default: return wanted == current ?? false
        }
    }
}
