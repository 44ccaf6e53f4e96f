import CairnSelectors

/// An event data store of CloudTrail Lake, with defaults that keep what is stored.
///
/// It is retained when it leaves the stack and protected from termination, unless told otherwise. The AWS CDK has only
/// ``CfnEventDataStore``.
public final class EventDataStore: Resource {
    public let eventDataStoreARN: TemplateString
    let resource: CfnEventDataStore

    private static let retentionDays = 7...3653

    /// - Parameters:
    ///   - selectors: which events are stored; CloudTrail stores management events if there are none.
    ///   - retentionDays: from 7 to 3653.
    /// - Throws: ``ConstructError`` with `invalidProperty` for a retention that CloudTrail refuses. Selectors are checked
    ///   by ``App/synthesize()``.
    @discardableResult
    public init(
        _ scope: some Scope, _ id: String, name: TemplateString? = nil,
        selectors: [CfnTrail.AdvancedEventSelector]? = nil, retentionDays: Int? = nil,
        billingMode: CfnEventDataStore.BillingMode? = nil, isMultiRegion: Bool = true, isOrganization: Bool = false,
        encryptionKey: (any KMSKey)? = nil, isProtected: Bool = true, removalPolicy: RemovalPolicy = .retain
    ) throws {
        let identity = try ResourceIdentity(scope, id, type: "EventDataStore", physicalName: name)
        if let retentionDays, !Self.retentionDays.contains(retentionDays) {
            throw ConstructError(
                .invalidProperty, path: identity.node.path, property: "retentionDays",
                "An event data store keeps events from 7 to 3653 days; got \(retentionDays)")
        }
        let resource = try CfnEventDataStore(
            identity, "Resource",
            CfnEventDataStore.Properties(
                advancedEventSelectors: selectors, billingMode: billingMode, kmsKeyID: encryptionKey?.keyARN,
                multiRegionEnabled: isMultiRegion, name: name, organizationEnabled: isOrganization,
                retentionPeriod: retentionDays, terminationProtectionEnabled: isProtected))
        resource.removalPolicy = removalPolicy
        self.resource = resource
        eventDataStoreARN = resource.attrEventDataStoreARN
        super.init(identity)
        let check = SelectorCheck(resource.stack)
        node.addValidation { check.problems(of: resource.properties.advancedEventSelectors, for: .eventDataStore) }
    }

    /// Lets somebody do something with the store, in a policy of its own.
    @discardableResult
    public func addResourcePolicy(_ statements: [PolicyStatement]) throws -> CfnResourcePolicy {
        try CfnResourcePolicy(
            self, "Policy", .init(resourceARN: eventDataStoreARN, resourcePolicy: PolicyDocument(statements)))
    }
}
