import CairnConstructs
import CairnModel

extension CaseReplay {
    func callMethod(_ step: JSON) throws -> Any? {
        let method = step["method"]?.stringValue ?? ""
        var arguments = step["args"]?.arrayValue ?? []
        if let options = step["options"] { arguments.append(options) }
        switch try receiver(step["on"]?.stringValue) {
        case let trail as Trail: return try call(trail, method, arguments)
        case let rule as Rule: return try call(rule, method, arguments)
        case let resource as CfnResource: return try call(resource, method, arguments)
        case let key as Key where method == "addAlias":
            return try key.addAlias(arguments.first?.stringValue ?? "")
        case let stack as Stack where method == "addDependency" || method == "addStackDependency":
            return try stack.addDependency(on: Self.known(reference(arguments.first)))
        case let resource as Resource: return try call(resource, method, arguments)
        case let construct as Construct: return try call(construct, method, arguments)
        default: throw ReplayError("unknown receiver \(step)")
        }
    }

    /// `trail`, or through `node.defaultChild`.
    private func receiver(_ path: String?) throws -> Any {
        let names = (path ?? "").split(separator: ".").map(String.init)
        let object = try object(names.first)
        guard names.contains("defaultChild"), let resource = object as? Resource else { return object }
        return try Self.known(resource.defaultChild)
    }

    private static func known<Value>(_ value: Value?) throws -> Value {
        guard let value else { throw ReplayError("an argument is missing") }
        return value
    }

    private func call(_ trail: Trail, _ method: String, _ arguments: [JSON]) throws -> Any? {
        switch method {
        case "addEventSelector":
            let options = try SelectorOptions(self, arguments.count > 2 ? arguments[2] : nil)
            return try trail.addEventSelector(
                DataResourceType(rawValue: arguments.first?.stringValue ?? ""),
                texts(Self.known(arguments.dropFirst().first)),
                includeManagementEvents: options.includeManagementEvents, readWriteType: options.readWriteType,
                excludeManagementEventSources: options.excludedSources)
        case "addS3EventSelector":
            let options = try SelectorOptions(self, arguments.count > 1 ? arguments[1] : nil)
            return try trail.addS3EventSelector(
                objects(arguments.first), includeManagementEvents: options.includeManagementEvents,
                readWriteType: options.readWriteType, excludeManagementEventSources: options.excludedSources)
        case "addLambdaEventSelector":
            let options = try SelectorOptions(self, arguments.count > 1 ? arguments[1] : nil)
            let functions = try arguments.first?.arrayValue?.map { try Self.known(reference($0, as: Function.self)) }
            return try trail.addLambdaEventSelector(
                functions ?? [], includeManagementEvents: options.includeManagementEvents,
                readWriteType: options.readWriteType, excludeManagementEventSources: options.excludedSources)
        case "logAllS3DataEvents":
            let options = try SelectorOptions(self, arguments.first)
            return try trail.logAllS3DataEvents(
                includeManagementEvents: options.includeManagementEvents, readWriteType: options.readWriteType,
                excludeManagementEventSources: options.excludedSources)
        case "logAllLambdaDataEvents":
            let options = try SelectorOptions(self, arguments.first)
            return try trail.logAllLambdaDataEvents(
                includeManagementEvents: options.includeManagementEvents, readWriteType: options.readWriteType,
                excludeManagementEventSources: options.excludedSources)
        case "onCloudTrailEvent": return try onCloudTrailEvent(trail, arguments)
        default: return try call(trail as Resource, method, arguments)
        }
    }

    private func objects(_ json: JSON?) throws -> [S3Objects] {
        try json?.arrayValue?.map { element in
            S3Objects(
                try Self.known(reference(element["bucket"])), objectPrefix: try element["objectPrefix"].map(text))
        } ?? []
    }

    private func onCloudTrailEvent(_ trail: Trail, _ arguments: [JSON]) throws -> Rule {
        let values = ValueReader(self, arguments.dropFirst().first)
        let rule = try trail.onCloudTrailEvent(
            arguments.first?.stringValue ?? "", target: values["target"].map(target),
            ruleName: values.string("ruleName"), description: values.string("description"),
            eventPattern: values["eventPattern"].map(eventPattern),
            crossStackScope: values.reference("crossStackScope"))
        try values.finish()
        return rule
    }

    private func call(_ rule: Rule, _ method: String, _ arguments: [JSON]) throws -> Any? {
        switch method {
        case "addEventPattern": try rule.addEventPattern(eventPattern(Self.known(arguments.first)))
        case "addTarget": try rule.addTarget(target(Self.known(arguments.first)))
        default: return try call(rule as Resource, method, arguments)
        }
        return nil
    }

    private func call(_ resource: CfnResource, _ method: String, _ arguments: [JSON]) throws -> Any? {
        let name = arguments.first?.stringValue ?? ""
        switch method {
        case "addOverride": resource.addOverride(name, try Self.known(arguments.dropFirst().first))
        case "addPropertyOverride": resource.addPropertyOverride(name, try Self.known(arguments.dropFirst().first))
        case "addDeletionOverride": resource.addDeletionOverride(name)
        case "addPropertyDeletionOverride": resource.addPropertyDeletionOverride(name)
        case "overrideLogicalId": resource.overrideLogicalID(name)
        case "addMetadata": resource.metadata[name] = arguments.dropFirst().first
        case "addDependency", "addDependsOn":
            try resource.addDependency(on: Self.known(reference(arguments.first)))
        case "applyRemovalPolicy": resource.removalPolicy = try Self.removalPolicy(name)
        default: throw ReplayError("unknown method '\(method)'")
        }
        return nil
    }

    private func call(_ resource: Resource, _ method: String, _ arguments: [JSON]) throws -> Any? {
        switch method {
        case "applyRemovalPolicy":
            try resource.applyRemovalPolicy(Self.removalPolicy(arguments.first?.stringValue ?? ""))
        case "addToResourcePolicy":
            let statement = try statement(Self.known(arguments.first))
            if let bucket = resource as? Bucket { return try bucket.addToResourcePolicy(statement) }
            if let topic = resource as? Topic { return try topic.addToResourcePolicy(statement) }
            if let key = resource as? any KMSKey { return try key.addToResourcePolicy(statement) }
            throw ReplayError("no resource policy")
        default: return try call(resource as Construct, method, arguments)
        }
        return nil
    }

    private func call(_ construct: Construct, _ method: String, _ arguments: [JSON]) throws -> Any? {
        switch method {
        case "node.addDependency", "addDependency":
            construct.node.addDependency(on: try Self.known(reference(arguments.first, as: Construct.self)))
        case "node.setContext", "setContext":
            construct.node.setContext(arguments.first?.stringValue ?? "", try Self.known(arguments.dropFirst().first))
        default: throw ReplayError("unknown method '\(method)'")
        }
        return nil
    }

    private func statement(_ json: JSON) throws -> PolicyStatement {
        let values = ValueReader(self, json)
        let services = values["principals"]?.arrayValue?.compactMap(\.stringValue) ?? []
        let statement = PolicyStatement(
            sid: try values.string("sid"), try values.choice("effect") ?? .allow,
            actions: try values.texts("actions") ?? [], principals: services.map { .service($0) },
            resources: try values.texts("resources") ?? [], conditions: try properties(values["conditions"]))
        try values.finish()
        return statement
    }
}

/// What the calls that add a selector have in common.
private struct SelectorOptions {
    let includeManagementEvents: Bool?
    let readWriteType: ReadWriteType?
    let excludedSources: [ManagementEventSource]?

    init(_ replay: CaseReplay, _ json: JSON?) throws {
        let values = ValueReader(replay, json)
        includeManagementEvents = try values.bool("includeManagementEvents")
        readWriteType = try values.choice("readWriteType")
        excludedSources = try values.opens("excludeManagementEventSources")
        try values.finish()
    }
}
