import CairnModel

/// What is known while a template is applied.
struct ApplyContext {
    var evaluator: TemplateEvaluator
    let names: DeployedNames
    let target: any ApplyTarget
    /// Of the resource whose step is being made.
    let asked = AskedProperties()

    /// What stands for ids that the service makes up when the resource is created.
    static let unknown = "known-after-apply"

    private var arnStart: String {
        "arn:\(evaluator.partition):%:\(evaluator.region):\(evaluator.account):"
    }

    private func arn(_ service: String, _ resource: String) -> String {
        arnStart.replacing("%", with: service) + resource
    }

    /// The name that the template gives, or one made of stack and logical id.
    func name(_ id: String, _ json: JSON, property: String, isBucket: Bool = false) -> String {
        asked.names.insert(property)
        let given = json["Properties"]?[property].flatMap { try? evaluator.value($0, at: "\(id)/\(property)") }
        return given?.stringValue ?? (isBucket ? names.bucket(id) : names.other(id))
    }

    /// Notes what a resource will be called, whether it is applied or left out.
    mutating func predict(_ id: String, _ json: JSON) {
        let type = json["Type"]?.stringValue ?? ""
        switch type {
        case "AWS::S3::Bucket":
            let name = name(id, json, property: "BucketName", isBucket: true)
            note(id, ref: name, ["Arn": "arn:\(evaluator.partition):s3:::\(name)"])
        case "AWS::CloudTrail::Trail":
            let name = name(id, json, property: "TrailName")
            note(id, ref: name, ["Arn": arn("cloudtrail", "trail/\(name)"), "SnsTopicArn": Self.unknown])
        case "AWS::CloudTrail::EventDataStore":
            let arn = arn("cloudtrail", "eventdatastore/\(Self.unknown)")
            note(id, ref: arn, ["EventDataStoreArn": arn])
        case "AWS::CloudTrail::Channel":
            let arn = arn("cloudtrail", "channel/\(Self.unknown)")
            note(id, ref: arn, ["ChannelArn": arn])
        case "AWS::CloudTrail::Dashboard":
            let arn = arn("cloudtrail", "dashboard/\(name(id, json, property: "Name"))")
            note(id, ref: arn, ["DashboardArn": arn])
        default: predictOther(id, json, type)
        }
    }

    private mutating func predictOther(_ id: String, _ json: JSON, _ type: String) {
        let parts = type.split(separator: ":", omittingEmptySubsequences: true).map { String($0).lowercased() }
        let nameProperty = ["TopicName", "FunctionName", "RoleName", "LogGroupName", "Name"].first {
            json["Properties"]?[$0] != nil
        }
        let name = name(id, json, property: nameProperty ?? "")
        let service = parts.count > 1 ? parts[1] : "unknown"
        switch service {
        case "sns":
            let arn = arn("sns", name)
            note(id, ref: arn, ["TopicArn": arn, "TopicName": name])
        case "lambda": note(id, ref: name, ["Arn": arn("lambda", "function:\(name)")])
        case "logs": note(id, ref: name, ["Arn": arn("logs", "log-group:\(name):*")])
        case "iam": note(id, ref: name, ["Arn": "arn:\(evaluator.partition):iam::\(evaluator.account):role/\(name)"])
        default: note(id, ref: name, ["Arn": arn(service, "\(parts.last ?? "")/\(name)")])
        }
    }

    private mutating func note(_ id: String, ref: String, _ attributes: [String: String]) {
        evaluator.resources[id] = TemplateEvaluator.Known(ref: ref, attributes: attributes)
    }

    /// Notes the ids that an answer tells.
    mutating func learn(_ id: String, _ answer: JSON) {
        if let arn = answer["EventDataStoreArn"]?.stringValue { note(id, ref: arn, ["EventDataStoreArn": arn]) }
        if let arn = answer["ChannelArn"]?.stringValue { note(id, ref: arn, ["ChannelArn": arn]) }
        if let arn = answer["DashboardArn"]?.stringValue { note(id, ref: arn, ["DashboardArn": arn]) }
        if let arn = answer["TrailARN"]?.stringValue { evaluator.resources[id]?.attributes["Arn"] = arn }
        if let arn = answer["SnsTopicARN"]?.stringValue { evaluator.resources[id]?.attributes["SnsTopicArn"] = arn }
    }

    /// Calls an operation; `nil` if the service answers with one of the codes.
    func read(_ service: String, _ operation: String, _ input: JSONObject, orNilFor codes: Set<String>) async throws
        -> JSON?
    {
        do {
            return try await target.call(service, operation, .object(input))
        } catch let refusal as ApplyRefusal where codes.contains(refusal.code) {
            return nil
        }
    }

    /// The properties' values, without those that depend on resources that are left out.
    func properties(
        _ id: String, _ json: JSON, leavingOut names: Set<String> = [], _ omissions: inout [ApplyPlan.Omission]
    ) throws -> PropertyValues {
        var values = JSONObject()
        asked.names.formUnion(names)
        for member in json["Properties"]?.objectValue?.members ?? [] {
            if names.contains(member.key) {
                omissions.append(
                    ApplyPlan.Omission(
                        logicalID: id, type: json["Type"]?.stringValue ?? "", property: member.key,
                        reason: "it belongs to a service that is not applied"))
            } else {
                let value = try evaluator.value(member.value, at: "\(id)/\(member.key)")
                values[member.key] = value.isNull ? nil : value
            }
        }
        let leftOut = names.intersection(json["Properties"]?.objectValue?.keys ?? [])
        return PropertyValues(values, leftOut: leftOut, asked: asked)
    }

    /// What the template says about a resource and nobody has asked for.
    func unasked(_ id: String, _ json: JSON) -> [ApplyPlan.Omission] {
        let properties = Set(json["Properties"]?.objectValue?.keys ?? [])
        return properties.subtracting(asked.names).sorted().map { property in
            ApplyPlan.Omission(
                logicalID: id, type: json["Type"]?.stringValue ?? "", property: property,
                reason: "it is not known here, or has no effect without another property")
        }
    }

    /// A call with the ARN of its event data store, if that has been made since the step was.
    func settled(_ call: ApplyCall, of id: String) -> ApplyCall {
        guard var input = call.input.objectValue, let arn = evaluator.resources[id]?.ref,
            input["EventDataStore"]?.stringValue?.hasSuffix(Self.unknown) == true
        else { return call }
        input["EventDataStore"] = .string(arn)
        return ApplyCall(call.service, call.operation, input)
    }
}
