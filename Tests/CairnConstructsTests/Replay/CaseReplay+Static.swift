import CairnConstructs
import CairnModel

extension CaseReplay {
    func callStatic(_ step: JSON) throws -> Any {
        let scope = try scope(step["scope"]?.stringValue)
        let id = try id(step)
        let function = step["fn"]?.stringValue ?? ""
        if function == "Trail.onEvent" { return try onEvent(scope, id, step["options"]) }
        if function == "Bucket.fromBucketAttributes" {
            return try bucket(scope, id, step["args"]?[0] ?? step["options"])
        }
        guard let argument = try step["args"]?[0].map(text) else { throw ReplayError("'\(function)' has no argument") }
        return try imported(function, scope, id, argument)
    }

    private func imported(_ function: String, _ scope: Construct, _ id: String, _ argument: TemplateString) throws
        -> Any
    {
        switch function {
        case "Bucket.fromBucketName": try Bucket.imported(scope, id, name: argument)
        case "Bucket.fromBucketArn": try Bucket.imported(scope, id, arn: argument)
        case "Topic.fromTopicArn": try Topic.imported(scope, id, arn: argument)
        case "Key.fromKeyArn": try Key.imported(scope, id, arn: argument)
        case "Alias.fromAliasName": try Alias.imported(scope, id, name: argument)
        case "LogGroup.fromLogGroupName": try LogGroup.imported(scope, id, name: argument)
        case "LogGroup.fromLogGroupArn": try LogGroup.imported(scope, id, arn: argument)
        case "Function.fromFunctionName": try Function.imported(scope, id, name: argument)
        case "Function.fromFunctionArn": try Function.imported(scope, id, arn: argument)
        case "Role.fromRoleArn": try Role.imported(scope, id, arn: argument)
        case "CfnTrail.fromTrailArn": try ImportedTrail(scope, id, arn: argument)
        case "CfnTrail.fromTrailName": try ImportedTrail(scope, id, name: argument)
        default: throw ReplayError("unknown function '\(function)'")
        }
    }

    private func bucket(_ scope: Construct, _ id: String, _ attributes: JSON?) throws -> Bucket {
        let values = ValueReader(self, attributes)
        if let arn = try values.text("bucketArn") { return try Bucket.imported(scope, id, arn: arn) }
        guard let name = try values.text("bucketName") else { throw ReplayError("a bucket without name and ARN") }
        return try Bucket.imported(scope, id, name: name)
    }

    private func onEvent(_ scope: Construct, _ id: String, _ options: JSON?) throws -> Rule {
        let values = ValueReader(self, options)
        let rule = try Trail.onEvent(
            scope, id, target: values["target"].map(target), ruleName: values.string("ruleName"),
            description: values.string("description"), eventPattern: values["eventPattern"].map(eventPattern),
            crossStackScope: values.reference("crossStackScope"))
        try values.finish()
        return rule
    }

    func target(_ json: JSON) throws -> any RuleTarget {
        let name = json["of"]?.stringValue
        switch json["$target"]?.stringValue {
        case "LambdaFunction":
            guard let function = try object(name) as? Function else { throw ReplayError("\(json) is no function") }
            return FunctionTarget(function)
        case "SnsTopic":
            guard let topic = try object(name) as? Topic else { throw ReplayError("\(json) is no topic") }
            return TopicTarget(topic)
        default: throw ReplayError("unknown target \(json)")
        }
    }

    /// The names of TypeScript become those of events.
    func eventPattern(_ json: JSON) throws -> EventPattern {
        var pattern = PropertyList()
        for member in json.objectValue?.members ?? [] {
            pattern.set(member.key == "detailType" ? "detail-type" : member.key, try value(member.value))
        }
        return EventPattern(pattern)
    }
}
