/// A role: one of the app, or one that is there already.
///
/// Source: AWS CDK v2, `aws-cdk-lib.aws_iam.Role`.
public final class Role: Resource {
    public let roleARN: TemplateString
    public let roleName: TemplateString
    /// What the role may do, once something has been added to it; always `nil` for an imported role.
    public private(set) var defaultPolicy: Policy?

    /// - Parameters:
    ///   - assumedBy: who may take the role.
    ///   - managedPolicies: ARNs of policies that stand by themselves.
    @discardableResult
    public init(
        _ scope: some Scope, _ id: String, assumedBy: PolicyPrincipal, roleName: TemplateString? = nil,
        description: String? = nil, managedPolicies: [TemplateString] = []
    ) throws {
        let identity = try ResourceIdentity(scope, id, type: "Role", physicalName: roleName)
        let trust = PolicyDocument([PolicyStatement(actions: ["sts:AssumeRole"], principals: [assumedBy])])
        var properties: PropertyList = ["AssumeRolePolicyDocument": .policy(trust)]
        properties.set("Description", description)
        properties.set("ManagedPolicyArns", managedPolicies.isEmpty ? nil : managedPolicies)
        properties.set("RoleName", roleName)
        let resource = try CfnUntypedResource(
            identity, "Resource", type: "AWS::IAM::Role", properties: properties, isTaggable: true)
        roleARN = identity.arn(resource.reference("Arn")) {
            ARNComponents(service: "iam", resource: "role", resourceName: $0, region: "")
        }
        self.roleName = identity.name(resource.reference())
        super.init(identity)
    }

    private init(imported identity: ResourceIdentity, arn: TemplateString) {
        roleARN = arn
        roleName = ARNParts(arn).nameAfterSlash
        super.init(identity)
    }

    /// A role that is there already. Nothing is written for it, its policies included.
    public static func imported(_ scope: some Scope, _ id: String, arn: TemplateString) throws -> Role {
        Role(imported: try ResourceIdentity(scope, id, type: "Import"), arn: arn)
    }

    /// Adds a statement to what the role may do.
    /// - Returns: whether it could: nothing can be added to an imported role.
    @discardableResult
    public func addToPolicy(_ statement: PolicyStatement) throws -> Bool {
        guard defaultChild != nil else { return false }
        let policy = try defaultPolicy ?? Policy(self, "DefaultPolicy", roles: [self])
        defaultPolicy = policy
        policy.document.add(statement)
        return true
    }
}
