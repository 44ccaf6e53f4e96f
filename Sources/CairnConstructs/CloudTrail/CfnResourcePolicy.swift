/// `AWS::CloudTrail::ResourcePolicy`: the policy of an event data store, a dashboard or a channel. `Ref` is its ARN.
///
/// Source: CloudFormation Template Reference, AWS::CloudTrail::ResourcePolicy.
public final class CfnResourcePolicy: CfnResource {
    public static let typeName = "AWS::CloudTrail::ResourcePolicy"

    /// Both are required.
    public struct Properties: Hashable {
        /// Another ARN replaces the resource.
        public var resourceARN: TemplateString
        /// A policy, or JSON as it is to be written.
        public var resourcePolicy: TemplateValue

        public init(resourceARN: TemplateString, resourcePolicy: TemplateValue) {
            self.resourceARN = resourceARN
            self.resourcePolicy = resourcePolicy
        }

        public init(resourceARN: TemplateString, resourcePolicy: PolicyDocument) {
            self.init(resourceARN: resourceARN, resourcePolicy: .policy(resourcePolicy))
        }
    }

    public var properties: Properties

    @discardableResult
    public init(_ scope: some Scope, _ id: String, _ properties: Properties) throws {
        self.properties = properties
        try super.init(scope, id, type: Self.typeName)
    }

    override var propertyList: PropertyList {
        ["ResourceArn": .string(properties.resourceARN), "ResourcePolicy": properties.resourcePolicy]
    }
}
