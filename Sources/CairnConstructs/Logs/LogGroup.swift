/// A log group of CloudWatch Logs: one of the app, or one that is there already.
///
/// Source: AWS CDK v2, `aws-cdk-lib.aws_logs.LogGroup`.
public final class LogGroup: Resource {
    /// Ends in `:*`, which stands for the group's streams.
    public let logGroupARN: TemplateString
    public let logGroupName: TemplateString

    /// Makes a log group that stays when it leaves the stack, unless told otherwise.
    @discardableResult
    public init(
        _ scope: some Scope, _ id: String, logGroupName: TemplateString? = nil,
        retention: RetentionDays = .twoYears, encryptionKey: (any KMSKey)? = nil, logGroupClass: String? = nil,
        removalPolicy: RemovalPolicy = .retain
    ) throws {
        let identity = try ResourceIdentity(scope, id, type: "LogGroup", physicalName: logGroupName)
        var properties = PropertyList()
        properties.set("KmsKeyId", encryptionKey?.keyARN)
        properties.set("LogGroupClass", logGroupClass)
        properties.set("LogGroupName", logGroupName)
        properties.set("RetentionInDays", retention == .infinite ? nil : retention.rawValue)
        let resource = try CfnUntypedResource(
            identity, "Resource", type: "AWS::Logs::LogGroup", properties: properties, isTaggable: true,
            removalPolicy: removalPolicy)
        logGroupARN = identity.arn(resource.reference("Arn")) { Self.components(name: $0) }
        self.logGroupName = identity.name(resource.reference())
        super.init(identity)
    }

    private init(imported identity: ResourceIdentity, name: TemplateString, arn: TemplateString) {
        logGroupARN = arn
        logGroupName = name
        super.init(identity)
    }

    /// A log group that is there already, by its name.
    public static func imported(_ scope: some Scope, _ id: String, name: TemplateString) throws -> LogGroup {
        let identity = try ResourceIdentity(scope, id, type: "Import")
        let base = withoutStreams(name)
        return LogGroup(imported: identity, name: base, arn: identity.stack.arn(components(name: base)) + streams)
    }

    /// A log group that is there already, by its ARN with or without `:*` at its end.
    public static func imported(_ scope: some Scope, _ id: String, arn: TemplateString) throws -> LogGroup {
        let identity = try ResourceIdentity(scope, id, type: "Import")
        let base = withoutStreams(arn)
        return LogGroup(imported: identity, name: ARNParts(base).nameAfterColon, arn: base + streams)
    }

    private static var streams: TemplateString { ":*" }

    private static func components(name: TemplateString) -> ARNComponents {
        ARNComponents(service: "logs", resource: "log-group", resourceName: name, separator: ":")
    }

    private static func withoutStreams(_ text: TemplateString) -> TemplateString {
        guard let literal = text.literal, literal.hasSuffix(":*") else { return text }
        return TemplateString(String(literal.dropLast(2)))
    }
}
