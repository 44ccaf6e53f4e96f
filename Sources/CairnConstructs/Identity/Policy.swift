/// A policy that belongs to roles.
///
/// Source: AWS CDK v2, `aws-cdk-lib.aws_iam.Policy`.
public final class Policy: Resource {
    public let document: PolicyDocument

    /// The last characters of the logical id are the policy's name, as many as IAM allows.
    private static let nameLengthMax = 128

    @discardableResult
    public init(
        _ scope: some Scope, _ id: String, policyName: String? = nil, roles: [Role],
        statements: [PolicyStatement] = []
    ) throws {
        let identity = try ResourceIdentity(
            scope, id, type: "Policy", physicalName: policyName.map { TemplateString($0) })
        let document = PolicyDocument(statements)
        let resource = try CfnUntypedResource(
            identity, "Resource", type: "AWS::IAM::Policy",
            properties: ["PolicyDocument": .policy(document), "Roles": roles.map(\.roleName).templateValue])
        let generated = try String(resource.logicalID.suffix(Self.nameLengthMax))
        resource.properties.set("PolicyName", policyName ?? generated)
        self.document = document
        super.init(identity)
        node.addValidation { document.problemsOfIdentityPolicy() }
    }
}
