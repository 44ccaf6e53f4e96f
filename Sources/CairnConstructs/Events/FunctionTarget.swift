/// A function that is called with each event.
public struct FunctionTarget: RuleTarget {
    private let function: Function

    public init(_ function: Function) { self.function = function }

    public var resource: Resource { function }

    /// The permission stands beside the rule, so that a function of another stack does not have to know the rule.
    public func bind(to rule: Rule) throws -> TemplateString {
        let id = "AllowEventRule" + (try function.node.uniqueID)
        if rule.node.child(id) == nil {
            try function.addPermission(rule, id, service: "events.amazonaws.com", source: rule.ruleARN)
        }
        return function.functionARN
    }
}
