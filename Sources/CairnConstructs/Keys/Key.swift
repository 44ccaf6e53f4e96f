/// A key of KMS: one of the app, or one that is there already.
///
/// Source: AWS CDK v2, `aws-cdk-lib.aws_kms.Key`.
public final class Key: Resource, KMSKey {
    public let keyARN: TemplateString
    public let keyID: TemplateString
    /// The key's policy; `nil` for an imported key.
    public let policy: PolicyDocument?

    /// Makes a key that the account's root may use for everything, and that stays when it leaves the stack.
    ///
    /// - Parameters:
    ///   - alias: a name, with or without `alias/`.
    ///   - policy: instead of the one that allows the account's root everything.
    ///   - pendingWindowDays: from 7 to 30; how long a deletion can be called off.
    @discardableResult
    public init(
        _ scope: some Scope, _ id: String, alias: String? = nil, description: String? = nil, enabled: Bool? = nil,
        enableKeyRotation: Bool? = nil, rotationPeriodDays: Int? = nil, keySpec: String? = nil,
        keyUsage: String? = nil, multiRegion: Bool? = nil, pendingWindowDays: Int? = nil,
        policy: PolicyDocument? = nil, removalPolicy: RemovalPolicy = .retain
    ) throws {
        let identity = try ResourceIdentity(scope, id, type: "Key")
        let document = policy ?? Self.policyForAccountRoot()
        var properties: PropertyList = ["KeyPolicy": .policy(document)]
        properties.set("Description", description)
        properties.set("EnableKeyRotation", enableKeyRotation)
        properties.set("Enabled", enabled)
        properties.set("KeySpec", keySpec)
        properties.set("KeyUsage", keyUsage)
        properties.set("MultiRegion", multiRegion)
        properties.set("PendingWindowInDays", pendingWindowDays)
        properties.set("RotationPeriodInDays", rotationPeriodDays)
        let resource = try CfnUntypedResource(
            identity, "Resource", type: "AWS::KMS::Key", properties: properties, isTaggable: true,
            removalPolicy: removalPolicy)
        keyARN = identity.arn(resource.reference("Arn")) {
            ARNComponents(service: "kms", resource: "key", resourceName: $0)
        }
        keyID = identity.name(resource.reference())
        self.policy = document
        super.init(identity)
        node.addValidation { document.problemsOfResourcePolicy() }
        if let alias { try addAlias(alias) }
    }

    private static func policyForAccountRoot() -> PolicyDocument {
        PolicyDocument([PolicyStatement(actions: ["kms:*"], principals: [.accountRoot(nil)], resources: ["*"])])
    }

    private init(imported identity: ResourceIdentity, arn: TemplateString) {
        keyARN = arn
        keyID = ARNParts(arn).nameAfterSlash
        policy = nil
        super.init(identity)
    }

    /// A key that is there already. Nothing is written for it, its policy included.
    public static func imported(_ scope: some Scope, _ id: String, arn: TemplateString) throws -> Key {
        Key(imported: try ResourceIdentity(scope, id, type: "Import"), arn: arn)
    }

    @discardableResult
    public func addToResourcePolicy(_ statement: PolicyStatement) throws -> Bool {
        policy?.add(statement)
        return policy != nil
    }

    /// Gives the key another name.
    @discardableResult
    public func addAlias(_ name: String) throws -> Alias {
        let id = node.child("Alias") == nil ? "Alias" : "Alias" + Alias.fullName(name)
        return try Alias(self, id, aliasName: name, targetKey: self)
    }
}
