/// A resource of any type, with properties that nobody checks.
public final class CfnUntypedResource: CfnResource {
    /// By CloudFormation name.
    public var properties: PropertyList
    private let isTaggable: Bool

    /// - Parameters:
    ///   - type: the CloudFormation type, such as `AWS::SQS::Queue`.
    ///   - isTaggable: whether the type has `Tags`, a list of keys and values.
    @discardableResult
    public init(
        _ scope: some Scope, _ id: String, type: String, properties: PropertyList = PropertyList(),
        isTaggable: Bool = false, removalPolicy: RemovalPolicy? = nil
    ) throws {
        self.properties = properties
        self.isTaggable = isTaggable
        try super.init(scope, id, type: type)
        self.removalPolicy = removalPolicy
    }

    override var propertyList: PropertyList { properties }
    override var ownTags: [Tag]? { isTaggable ? [] : nil }
}
