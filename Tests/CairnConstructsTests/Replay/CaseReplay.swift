import CairnConstructs
import CairnModel

/// Makes the constructs of a case, step by step.
final class CaseReplay {
    let app: App
    let expectedText: String
    private var named: [String: Any] = [:]

    init(_ testCase: CDKCase) {
        app = App(context: testCase.context)
        expectedText = testCase.json["template"]?.description ?? testCase.json["templates"]?.description ?? ""
    }

    func run(_ step: JSON) throws {
        let made: Any?
        switch step["op"]?.stringValue {
        case "stack": made = try makeStack(step)
        case "new": made = try makeConstruct(step)
        case "static": made = try callStatic(step)
        case "call": made = try callMethod(step)
        case "output": made = try makeOutput(step)
        case "tag": made = try tag(step)
        default: throw ReplayError("unknown op \(step)")
        }
        if let name = step["as"]?.stringValue { named[name] = made }
    }

    func object(_ name: String?) throws -> Any {
        guard let name else { throw ReplayError("a step names no construct") }
        if name == "app" { return app }
        guard let object = named[name] else { throw ReplayError("no construct is named '\(name)'") }
        return object
    }

    func scope(_ name: String?) throws -> Construct {
        guard let scope = try object(name) as? Construct else { throw ReplayError("'\(name ?? "")' is no scope") }
        return scope
    }

    /// A construct given as `{"$ref": name}`.
    func reference<Value>(_ json: JSON?, as type: Value.Type = Value.self) throws -> Value? {
        guard let json, !json.isNull else { return nil }
        guard let value = try object(json["$ref"]?.stringValue) as? Value else {
            throw ReplayError("\(json) is no \(Value.self)")
        }
        return value
    }

    private func makeStack(_ step: JSON) throws -> Stack {
        let env = step["env"]
        let environment = Environment(account: env?["account"]?.stringValue, region: env?["region"]?.stringValue)
        let scope = try step["scope"].map { try self.scope($0.stringValue) } ?? app
        return try Stack(
            scope, try id(step), environment: environment, stackName: step["stackName"]?.stringValue,
            description: step["description"]?.stringValue,
            bootstrap: step["bootstrapRule"]?.boolValue == true ? .checked() : .unchecked)
    }

    private func makeOutput(_ step: JSON) throws -> CfnOutput {
        let values = ValueReader(self, step)
        return try CfnOutput(
            try scope(step["scope"]?.stringValue), try id(step), value: try values.text("value") ?? "",
            description: try values.string("description"), exportName: try values.text("exportName"))
    }

    private func tag(_ step: JSON) throws -> Any? {
        let values = ValueReader(self, step)
        guard let key = try values.string("key") else { throw ReplayError("a tag has no key") }
        let tags = Tags(of: try scope(step["on"]?.stringValue))
        if let value = try values.text("value") { tags.add(key, value) } else { tags.remove(key) }
        return nil
    }

    func id(_ step: JSON) throws -> String {
        guard let id = step["id"]?.stringValue else { throw ReplayError("\(step) has no id") }
        return id
    }
}

/// A step that the replay does not know: the case is not shown, rather than passed.
struct ReplayError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
