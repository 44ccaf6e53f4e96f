/// A name of a key.
///
/// Source: AWS CDK v2, `aws-cdk-lib.aws_kms.Alias`.
public final class Alias: Resource, KMSKey {
    /// With `alias/` before it.
    public let aliasName: TemplateString
    public let targetKey: (any KMSKey)?

    /// - Parameter aliasName: with or without `alias/`.
    @discardableResult
    public init(
        _ scope: some Scope, _ id: String, aliasName: String, targetKey: any KMSKey,
        removalPolicy: RemovalPolicy? = nil
    ) throws {
        let name = Self.fullName(aliasName)
        let identity = try ResourceIdentity(scope, id, type: "Alias", physicalName: TemplateString(name))
        try Self.check(name, path: identity.node.path)
        let resource = try CfnUntypedResource(
            identity, "Resource", type: "AWS::KMS::Alias",
            properties: ["AliasName": name.templateValue, "TargetKeyId": .string(targetKey.keyARN)],
            removalPolicy: removalPolicy)
        let isReference = identity.node.isEnabled(.aliasNameReference)
        self.aliasName = isReference ? identity.name(resource.reference()) : TemplateString(name)
        self.targetKey = targetKey
        super.init(identity)
    }

    private init(imported identity: ResourceIdentity, name: TemplateString) {
        aliasName = name
        targetKey = nil
        super.init(identity)
    }

    /// An alias that is there already, by its name with `alias/` before it.
    public static func imported(_ scope: some Scope, _ id: String, name: TemplateString) throws -> Alias {
        Alias(imported: try ResourceIdentity(scope, id, type: "Import"), name: name)
    }

    public var keyARN: TemplateString { stack.arn(ARNComponents(service: "kms", resource: aliasName)) }
    public var keyID: TemplateString { aliasName }

    @discardableResult
    public func addToResourcePolicy(_ statement: PolicyStatement) throws -> Bool {
        try targetKey?.addToResourcePolicy(statement) ?? false
    }

    private static let prefix = "alias/"

    static func fullName(_ name: String) -> String { name.hasPrefix(prefix) ? name : prefix + name }

    private static func check(_ name: String, path: String) throws {
        let rest = name.dropFirst(prefix.count)
        if rest.isEmpty { throw refusal(path, "Alias must include a value after \"alias/\": \(name)") }
        if rest.hasPrefix("aws/") || rest == "aws" {
            throw refusal(path, "Alias cannot start with alias/aws/: \(name)")
        }
        if !rest.utf8.allSatisfy(isAllowed) {
            throw refusal(path, "Alias name must be between 1 and 256 characters in a-zA-Z0-9:/_-")
        }
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: ":"), UInt8(ascii: "/"), UInt8(ascii: "_"),
            UInt8(ascii: "-"):
            true
        default: false
        }
    }

    private static func refusal(_ path: String, _ message: String) -> ConstructError {
        ConstructError(.invalidProperty, path: path, property: "aliasName", message)
    }
}
