import CairnModel

/// A bucket: one of the app, or one that is there already.
///
/// Source: AWS CDK v2, `aws-cdk-lib.aws_s3.Bucket`.
public final class Bucket: Resource {
    public let bucketName: TemplateString
    public let bucketARN: TemplateString
    /// The bucket's policy, once something has been added to it; always `nil` for an imported bucket.
    public private(set) var policy: BucketPolicy?
    /// The key that objects are encrypted with, if the app knows it.
    public let encryptionKey: (any KMSKey)?

    /// Makes a bucket that stays when it leaves the stack, unless told otherwise.
    ///
    /// - Parameters:
    ///   - bucketName: CloudFormation chooses one if it is not given.
    ///   - enforceSSL: refuses requests without TLS.
    ///   - minimumTLSVersion: refuses older versions, such as `1.2`; only with `enforceSSL`.
    /// - Throws: ``ConstructError`` with `invalidProperty` for a name that S3 refuses.
    @discardableResult
    public init(
        _ scope: some Scope, _ id: String, bucketName: TemplateString? = nil, versioned: Bool? = nil,
        enforceSSL: Bool = false, minimumTLSVersion: String? = nil, encryption: BucketEncryption? = nil,
        bucketKeyEnabled: Bool? = nil, blockPublicAccess: BlockPublicAccess? = nil,
        objectOwnership: ObjectOwnership? = nil, lifecycleRules: [LifecycleRule] = [],
        removalPolicy: RemovalPolicy = .retain
    ) throws {
        let identity = try ResourceIdentity(scope, id, type: "Bucket", physicalName: bucketName)
        if let name = bucketName?.literal { try BucketNameRules.check(name, path: identity.node.path) }
        encryptionKey = try encryption?.key(for: identity.node)
        var properties = PropertyList()
        properties.set("BucketName", bucketName)
        properties.set("BucketEncryption", encryption?.properties(key: encryptionKey, bucketKey: bucketKeyEnabled))
        properties.set("LifecycleConfiguration", LifecycleRule.configuration(lifecycleRules))
        properties.set("OwnershipControls", objectOwnership?.properties)
        properties.set("PublicAccessBlockConfiguration", blockPublicAccess)
        properties.set("VersioningConfiguration", versioned == true ? ["Status": "Enabled"] as PropertyList : nil)
        let resource = try CfnUntypedResource(
            identity, "Resource", type: "AWS::S3::Bucket", properties: properties, isTaggable: true,
            removalPolicy: removalPolicy)
        self.bucketName = identity.name(resource.reference())
        bucketARN = identity.arn(resource.reference("Arn")) {
            ARNComponents(service: "s3", resource: $0, region: "", account: "")
        }
        super.init(identity)
        node.addValidation { self.policy?.document.problemsOfResourcePolicy() ?? [] }
        if enforceSSL { try refuseInsecureRequests(minimumTLSVersion) }
    }

    private init(imported identity: ResourceIdentity, name: TemplateString, arn: TemplateString) {
        bucketName = name
        bucketARN = arn
        encryptionKey = nil
        super.init(identity)
    }

    /// A bucket that is there already, by its name. Nothing is written for it, its policy included.
    public static func imported(_ scope: some Scope, _ id: String, name: TemplateString) throws -> Bucket {
        let identity = try ResourceIdentity(scope, id, type: "Import")
        let arn = identity.stack.arn(ARNComponents(service: "s3", resource: name, region: "", account: ""))
        return Bucket(imported: identity, name: name, arn: arn)
    }

    /// A bucket that is there already, by its ARN. Nothing is written for it, its policy included.
    public static func imported(_ scope: some Scope, _ id: String, arn: TemplateString) throws -> Bucket {
        let identity = try ResourceIdentity(scope, id, type: "Import")
        return Bucket(imported: identity, name: ARNParts(arn).resource, arn: arn)
    }
}

extension Bucket {
    /// The ARN of the objects whose keys fit a pattern, such as `AWSLogs/*`.
    public func arn(forObjects pattern: TemplateString) -> TemplateString { "\(bucketARN)/\(pattern)" }

    /// Adds a statement to the bucket's policy.
    /// - Returns: whether it could: nothing can be added to an imported bucket.
    @discardableResult
    public func addToResourcePolicy(_ statement: PolicyStatement) throws -> Bool {
        guard defaultChild != nil else { return false }
        let policy = try policy ?? BucketPolicy(self)
        self.policy = policy
        policy.document.add(statement)
        return true
    }

    private func refuseInsecureRequests(_ minimumTLSVersion: String?) throws {
        try addToResourcePolicy(denial(["Bool": ["aws:SecureTransport": "false"]]))
        guard let minimumTLSVersion else { return }
        try addToResourcePolicy(
            denial(["NumericLessThan": ["s3:TlsVersion": .number(.init(literal: minimumTLSVersion))]]))
    }

    private func denial(_ conditions: PropertyList) -> PolicyStatement {
        PolicyStatement(
            .deny, actions: ["s3:*"], principals: [.anyone], resources: [bucketARN, arn(forObjects: "*")],
            conditions: conditions)
    }
}
