/// Where a rule sends its events.
public protocol RuleTarget {
    var resource: Resource { get }

    /// Lets the rule reach the target, and returns the target's ARN.
    func bind(to rule: Rule) throws -> TemplateString
}
