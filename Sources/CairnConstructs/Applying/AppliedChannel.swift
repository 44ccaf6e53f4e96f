import CairnModel

/// Channels, by name.
enum AppliedChannel: AppliedResource {
    static let type = "AWS::CloudTrail::Channel"

    static func step(
        _ id: String, _ json: JSON, _ context: inout ApplyContext, _ omissions: inout [ApplyPlan.Omission]
    ) async throws -> ApplyStep {
        let name = context.name(id, json, property: "Name")
        let values = try context.properties(id, json, &omissions)
        let destinations = values["Destinations"] ?? []
        let source = values["Source"] ?? "Custom"
        guard let arn = try await NamedList.find(name, "ListChannels", list: "Channels", arn: "ChannelArn", context)
        else {
            var input: JSONObject = [
                "Name": .string(name), "Source": source, "Destinations": destinations,
            ]
            input["Tags"] = values["Tags"]
            return ApplyStep(
                logicalID: id, type: type, name: name, isThere: false,
                calls: [ApplyCall("cloudtrail", "CreateChannel", input)])
        }
        context.learn(id, ["ChannelArn": .string(arn)])
        let current = try await context.target.call("cloudtrail", "GetChannel", ["Channel": .string(arn)])
        if let known = current["Source"], known != source {
            omissions.append(
                ApplyPlan.Omission(
                    logicalID: id, type: type, property: "Source",
                    reason: "it cannot be changed: the channel has to be replaced"))
        }
        var calls: [ApplyCall] = []
        if stores(current["Destinations"]) != stores(destinations) {
            calls.append(
                ApplyCall("cloudtrail", "UpdateChannel", ["Channel": .string(arn), "Destinations": destinations]))
        }
        calls += try await AppliedTags.calls(on: arn, values["Tags"], context)
        return ApplyStep(logicalID: id, type: type, name: name, isThere: true, calls: calls)
    }

    /// The ids of the stores: a template may name them by these or by their ARNs.
    private static func stores(_ destinations: JSON?) -> [String] {
        (destinations?.arrayValue ?? []).map { destination in
            let location = destination["Location"]?.stringValue ?? ""
            return location.split(separator: "/").last.map(String.init) ?? location
        }
    }
}
