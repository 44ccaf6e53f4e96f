extension Trail {
    /// Makes a rule for events that CloudTrail sends to EventBridge, of any trail of the account.
    ///
    /// Narrow it by a pattern, or it takes every call.
    /// - Parameters:
    ///   - detailTypes: the kinds of events; the AWS CDK knows API calls only.
    ///   - state: rules get events of reading calls only in ``Rule/State/enabledWithAllManagementEvents``.
    ///   - crossStackScope: where the rule is made if that is in another stack of the same environment.
    /// - Throws: ``ConstructError``.
    @discardableResult
    public static func onEvent(
        _ scope: some Scope, _ id: String, target: (any RuleTarget)? = nil, ruleName: String? = nil,
        description: String? = nil, eventPattern: EventPattern? = nil, detailTypes: [DetailType] = [.apiCall],
        state: Rule.State = .enabled, crossStackScope: Construct? = nil
    ) throws -> Rule {
        let rule = try Rule(
            scope, id, ruleName: ruleName, description: description, eventPattern: eventPattern, state: state,
            crossStackScope: crossStackScope)
        if let target { try rule.addTarget(target) }
        try rule.addEventPattern(EventPattern(detailType: detailTypes))
        return rule
    }

    /// Makes a rule below this trail. The rule hears of events of every trail of the account all the same.
    @discardableResult
    public func onCloudTrailEvent(
        _ id: String, target: (any RuleTarget)? = nil, ruleName: String? = nil, description: String? = nil,
        eventPattern: EventPattern? = nil, crossStackScope: Construct? = nil
    ) throws -> Rule {
        try Self.onEvent(
            self, id, target: target, ruleName: ruleName, description: description, eventPattern: eventPattern,
            crossStackScope: crossStackScope)
    }

    /// Makes a rule for insights, of any trail of the account.
    @discardableResult
    public static func onInsight(
        _ scope: some Scope, _ id: String, target: (any RuleTarget)? = nil, ruleName: String? = nil,
        description: String? = nil, eventPattern: EventPattern? = nil
    ) throws -> Rule {
        try onEvent(
            scope, id, target: target, ruleName: ruleName, description: description, eventPattern: eventPattern,
            detailTypes: [.insight])
    }
}
