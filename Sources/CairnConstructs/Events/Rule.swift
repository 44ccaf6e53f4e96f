/// A rule of EventBridge: which events go where.
///
/// Source: AWS CDK v2, `aws-cdk-lib.aws_events.Rule`.
public final class Rule: Resource {
    /// Whether the rule is at work.
    public enum State: String, Hashable, Sendable {
        case enabled = "ENABLED"
        case disabled = "DISABLED"
        /// At work, and for events of reading calls too, which rules otherwise do not get.
        case enabledWithAllManagementEvents = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"
    }

    public let ruleARN: TemplateString
    public let ruleName: TemplateString
    public private(set) var eventPattern = EventPattern()
    private let resource: CfnUntypedResource
    private var targets: [TemplateValue] = []

    private static let targetCountMax = 5

    /// - Parameters:
    ///   - schedule: an expression such as `rate(1 hour)`; a rule has this or a pattern, or both.
    ///   - crossStackScope: where the rule is made if that is in another stack of the same environment.
    /// - Throws: ``ConstructError``; whether pattern, name and targets fit is checked by ``App/synthesize()``.
    @discardableResult
    public init(
        _ scope: some Scope, _ id: String, ruleName: String? = nil, description: String? = nil,
        eventPattern: EventPattern? = nil, schedule: String? = nil, state: State = .enabled,
        targets: [any RuleTarget] = [], crossStackScope: Construct? = nil
    ) throws {
        let identity = try ResourceIdentity(
            Self.place(scope, crossStackScope), id, type: "Rule", physicalName: ruleName.map { TemplateString($0) })
        var properties: PropertyList = ["State": state.rawValue.templateValue]
        properties.set("Description", description)
        properties.set("Name", ruleName)
        properties.set("ScheduleExpression", schedule)
        resource = try CfnUntypedResource(
            identity, "Resource", type: "AWS::Events::Rule", properties: properties, isTaggable: true)
        ruleARN = identity.arn(resource.reference("Arn")) {
            ARNComponents(service: "events", resource: "rule", resourceName: $0)
        }
        self.ruleName = identity.name(resource.reference())
        super.init(identity)
        node.addValidation { self.problems() }
        if let eventPattern { try addEventPattern(eventPattern) }
        for target in targets { try addTarget(target) }
    }

    private static func place(_ scope: some Scope, _ other: Construct?) throws -> Node {
        guard let other, let own = scope.node.enclosingStack, let its = other.node.enclosingStack, own !== its,
            own.environment == its.environment
        else { return scope.node }
        return other.node
    }

    /// Narrows or widens what the rule takes: lists are joined, nested fields are merged.
    public func addEventPattern(_ pattern: EventPattern) throws {
        try eventPattern.merge(pattern)
        resource.properties.set("EventPattern", eventPattern)
    }

    /// Sends the rule's events to one more target.
    /// - Throws: ``ConstructError`` with `notSupported` for a target of another account or region.
    public func addTarget(_ target: any RuleTarget) throws {
        try checkEnvironment(of: target)
        let arn = try target.bind(to: self)
        targets.append(["Arn": .string(arn), "Id": "Target\(targets.count)"])
        resource.properties.set("Targets", targets)
    }

    private func checkEnvironment(of target: any RuleTarget) throws {
        let own = stack.environment
        let its = target.resource.stack.environment
        let accounts = [own.account, its.account].compactMap { $0 }
        let regions = [own.region, its.region].compactMap { $0 }
        guard Set(accounts).count <= 1, Set(regions).count <= 1 else {
            throw ConstructError(
                .notSupported, path: node.path, property: "targets",
                "The target '\(target.resource.node.path)' is of another account or region: send the events to its "
                    + "event bus, and make a rule there")
        }
    }

    private func problems() -> [String] {
        var problems: [String] = []
        if let name = physicalName?.literal {
            if !(1...64).contains(name.count) {
                problems.append("Event rule name must be between 1 and 64 characters. Received: \(name)")
            }
            if !name.utf8.allSatisfy(Self.isAllowedInName) {
                problems.append(
                    "Event rule name \(name) can contain only letters, numbers, periods, hyphens, or underscores with no "
                        + "spaces.")
            }
        }
        if eventPattern.isEmpty && resource.properties["ScheduleExpression"] == nil {
            problems.append("Either 'eventPattern' or 'schedule' must be defined")
        }
        if targets.count > Self.targetCountMax { problems.append("Event rule cannot have more than 5 targets.") }
        return problems
    }

    private static func isAllowedInName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
