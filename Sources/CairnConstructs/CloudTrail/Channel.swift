/// A channel by which events of others come into event data stores. The AWS CDK has only ``CfnChannel``.
public final class Channel: Resource {
    public let channelARN: TemplateString

    /// - Parameters:
    ///   - destinations: from one to ten.
    ///   - source: a partner's name; `Custom` for one's own events.
    /// - Throws: ``ConstructError`` with `invalidProperty` without destinations or with more than ten.
    @discardableResult
    public init(
        _ scope: some Scope, _ id: String, name: TemplateString? = nil, source: TemplateString = "Custom",
        destinations: [EventDataStore]
    ) throws {
        let identity = try ResourceIdentity(scope, id, type: "Channel", physicalName: name)
        guard (1...10).contains(destinations.count) else {
            throw ConstructError(
                .invalidProperty, path: identity.node.path, property: "destinations",
                "A channel has from 1 to 10 destinations; got \(destinations.count)")
        }
        let resource = try CfnChannel(
            identity, "Resource",
            CfnChannel.Properties(
                destinations: destinations.map { CfnChannel.Destination(location: $0.eventDataStoreARN) }, name: name,
                source: source))
        channelARN = resource.attrChannelARN
        super.init(identity)
    }

    /// Lets accounts or roles put events into the channel.
    @discardableResult
    public func grantPutAuditEvents(_ principals: [PolicyPrincipal]) throws -> CfnResourcePolicy {
        let statement = PolicyStatement(
            actions: ["cloudtrail-data:PutAuditEvents"], principals: principals, resources: [channelARN])
        return try CfnResourcePolicy(
            self, "Policy", .init(resourceARN: channelARN, resourcePolicy: PolicyDocument([statement])))
    }
}
