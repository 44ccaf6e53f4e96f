/// A topic of SNS: one of the app, or one that is there already.
///
/// Source: AWS CDK v2, `aws-cdk-lib.aws_sns.Topic`.
public final class Topic: Resource {
    public let topicARN: TemplateString
    public let topicName: TemplateString
    /// The key that messages are encrypted with.
    public let masterKey: (any KMSKey)?
    /// The topic's policy, once something has been added to it; always `nil` for an imported topic.
    public private(set) var policy: TopicPolicy?
    /// The account and region in an imported topic's ARN.
    let importedEnvironment: Environment?

    /// - Parameter enforceSSL: refuses messages that come without TLS.
    @discardableResult
    public init(
        _ scope: some Scope, _ id: String, topicName: TemplateString? = nil, displayName: String? = nil,
        masterKey: (any KMSKey)? = nil, fifo: Bool? = nil, contentBasedDeduplication: Bool? = nil,
        enforceSSL: Bool = false
    ) throws {
        let identity = try ResourceIdentity(scope, id, type: "Topic", physicalName: topicName)
        guard contentBasedDeduplication != true || fifo == true else {
            throw ConstructError(
                .invalidProperty, path: identity.node.path, property: "contentBasedDeduplication",
                "Content based deduplication can only be enabled for FIFO SNS topics.")
        }
        var properties = PropertyList()
        properties.set("ContentBasedDeduplication", contentBasedDeduplication)
        properties.set("DisplayName", displayName)
        properties.set("FifoTopic", fifo)
        properties.set("KmsMasterKeyId", masterKey?.keyARN)
        properties.set("TopicName", topicName.map { Self.name($0, fifo: fifo ?? false) })
        let resource = try CfnUntypedResource(
            identity, "Resource", type: "AWS::SNS::Topic", properties: properties, isTaggable: true)
        topicARN = identity.arn(resource.reference()) { ARNComponents(service: "sns", resource: $0) }
        self.topicName = identity.name(resource.reference("TopicName"))
        self.masterKey = masterKey
        importedEnvironment = nil
        super.init(identity)
        node.addValidation { self.policy?.document.problemsOfResourcePolicy() ?? [] }
        if enforceSSL { try refuseInsecureMessages() }
    }

    private init(imported identity: ResourceIdentity, arn: TemplateString) {
        let parts = ARNParts(arn)
        topicARN = arn
        topicName = parts.resource
        masterKey = nil
        importedEnvironment = Environment(account: parts.account, region: parts.region)
        super.init(identity)
    }

    /// A topic that is there already. Nothing is written for it, its policy included.
    public static func imported(_ scope: some Scope, _ id: String, arn: TemplateString) throws -> Topic {
        Topic(imported: try ResourceIdentity(scope, id, type: "Import"), arn: arn)
    }

    private static func name(_ name: TemplateString, fifo: Bool) -> TemplateString {
        guard fifo, name.literal?.hasSuffix(".fifo") == false else { return name }
        return name + ".fifo"
    }
}

extension Topic {
    /// Adds a statement to the topic's policy.
    /// - Returns: whether it could: nothing can be added to an imported topic.
    @discardableResult
    public func addToResourcePolicy(_ statement: PolicyStatement) throws -> Bool {
        guard defaultChild != nil else { return false }
        let policy = try policy ?? TopicPolicy(self)
        self.policy = policy
        policy.document.add(statement)
        return true
    }

    /// Lets someone publish, and use the topic's key for it.
    /// - Returns: whether it could: an imported topic has to allow it by itself.
    @discardableResult
    public func grantPublish(_ principal: PolicyPrincipal, conditions: PropertyList = [:]) throws -> Bool {
        let isGranted = try addToResourcePolicy(
            PolicyStatement(
                actions: ["sns:Publish"], principals: [principal], resources: [topicARN], conditions: conditions))
        try masterKey?.grant(principal, ["kms:Decrypt", "kms:GenerateDataKey*"])
        return isGranted
    }

    private func refuseInsecureMessages() throws {
        try addToResourcePolicy(
            PolicyStatement(
                sid: "AllowPublishThroughSSLOnly", .deny, actions: ["sns:Publish"], principals: [.star],
                resources: [topicARN], conditions: ["Bool": ["aws:SecureTransport": "false"]]))
    }
}
