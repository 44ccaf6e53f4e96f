import CairnConstructs

extension CaseReplay {
    /// `name.attribute`, or through further properties: `name.logGroup.logGroupArn`.
    func attribute(_ path: String) throws -> TemplateString {
        var names = path.split(separator: ".").map(String.init)
        guard names.count > 1 else { throw ReplayError("'\(path)' names no attribute") }
        var current = try object(names.removeFirst())
        let last = names.removeLast()
        for name in names { current = try property(name, of: current) }
        guard let text = Self.attribute(last, of: current) else { throw ReplayError("no attribute '\(path)'") }
        return text
    }

    private func property(_ name: String, of object: Any) throws -> Any {
        switch (name, object) {
        case ("logGroup", let trail as Trail): return try Self.known(trail.logGroup, name)
        case ("bucket", let trail as Trail): return trail.bucket
        case ("stack", let resource as Resource): return resource.stack
        case ("node", let construct as Construct): return construct
        case ("defaultChild", let resource as Resource): return try Self.known(resource.defaultChild, name)
        case ("trailRef", _): return object
        case ("role", let function as Function): return try Self.known(function.role, name)
        default: throw ReplayError("no property '\(name)'")
        }
    }

    private static func known<Value>(_ value: Value?, _ name: String) throws -> Value {
        guard let value else { throw ReplayError("'\(name)' is not there") }
        return value
    }

    private static func attribute(_ name: String, of object: Any) -> TemplateString? {
        switch object {
        case let trail as Trail: ["trailArn": trail.trailARN, "trailSnsTopicArn": trail.trailSNSTopicARN][name]
        case let trail as ImportedTrail: ["trailArn": trail.trailARN, "trailName": trail.trailName][name]
        case let bucket as Bucket: attribute(name, of: bucket)
        case let topic as Topic: ["topicArn": topic.topicARN, "topicName": topic.topicName][name]
        case let key as Key: ["keyArn": key.keyARN, "keyId": key.keyID][name]
        case let alias as Alias: ["keyArn": alias.keyARN, "keyId": alias.keyID, "aliasName": alias.aliasName][name]
        case let group as LogGroup: ["logGroupArn": group.logGroupARN, "logGroupName": group.logGroupName][name]
        case let function as Function:
            ["functionArn": function.functionARN, "functionName": function.functionName][name]
        case let rule as Rule: ["ruleArn": rule.ruleARN, "ruleName": rule.ruleName][name]
        case let role as Role: ["roleArn": role.roleARN, "roleName": role.roleName][name]
        case let stack as Stack: attribute(name, of: stack)
        case let resource as CfnResource: attribute(name, of: resource)
        default: nil
        }
    }

    private static func attribute(_ name: String, of bucket: Bucket) -> TemplateString? {
        switch name {
        case "bucketArn": bucket.bucketARN
        case "bucketName": bucket.bucketName
        case "bucketDomainName": bucket.defaultChild?.attribute("DomainName")
        case "bucketRegionalDomainName": bucket.defaultChild?.attribute("RegionalDomainName")
        default: nil
        }
    }

    private static func attribute(_ name: String, of stack: Stack) -> TemplateString? {
        switch name {
        case "account": stack.account
        case "region": stack.region
        case "partition": stack.partition
        case "stackName": TemplateString(stack.stackName)
        default: nil
        }
    }

    /// `attrEventDataStoreArn` is the attribute `EventDataStoreArn`.
    private static func attribute(_ name: String, of resource: CfnResource) -> TemplateString? {
        if name == "ref" { return resource.ref }
        return name.hasPrefix("attr") ? resource.attribute(String(name.dropFirst(4))) : nil
    }
}
