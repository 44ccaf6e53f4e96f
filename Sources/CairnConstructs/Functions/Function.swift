/// A Lambda function: one of the app, or one that is there already.
///
/// Source: AWS CDK v2, `aws-cdk-lib.aws_lambda.Function`.
public final class Function: Resource {
    public let functionARN: TemplateString
    public let functionName: TemplateString
    /// As whom the function runs; `nil` for an imported function whose role is not known.
    public let role: Role?
    /// Whether somebody may be allowed to call the function.
    let canBePermitted: Bool

    /// - Parameters:
    ///   - runtime: such as `nodejs22.x`.
    ///   - handler: the file and the function in it, such as `index.handler`.
    ///   - code: where the program is.
    ///   - role: made if it is not given, with leave to write logs.
    @discardableResult
    public init(
        _ scope: some Scope, _ id: String, runtime: String, handler: String, code: FunctionCode,
        functionName: TemplateString? = nil, description: String? = nil, environment: [String: TemplateString] = [:],
        memorySizeMB: Int? = nil, timeoutSeconds: Int? = nil, role: Role? = nil
    ) throws {
        let identity = try ResourceIdentity(scope, id, type: "Function", physicalName: functionName)
        let role = try role ?? Self.serviceRole(identity)
        var properties: PropertyList = ["Code": try code.properties(path: identity.node.path)]
        properties.set("Description", description)
        properties.set("Environment", Self.variables(environment))
        properties.set("FunctionName", functionName)
        properties.set("Handler", handler)
        properties.set("MemorySize", memorySizeMB)
        properties.set("Role", role.roleARN)
        properties.set("Runtime", runtime)
        properties.set("Timeout", timeoutSeconds)
        let resource = try CfnUntypedResource(
            identity, "Resource", type: "AWS::Lambda::Function", properties: properties, isTaggable: true)
        resource.node.addDependency(on: role)
        functionARN = identity.arn(resource.reference("Arn")) { Self.components(name: $0) }
        self.functionName = identity.name(resource.reference())
        self.role = role
        canBePermitted = true
        super.init(identity)
    }

    private init(imported identity: ResourceIdentity, name: TemplateString, arn: TemplateString, isOwn: Bool) {
        functionARN = arn
        functionName = name
        role = nil
        canBePermitted = isOwn
        super.init(identity)
    }

    /// A function that is there already, by its ARN. It gets permissions if it is the stack's account's.
    public static func imported(_ scope: some Scope, _ id: String, arn: TemplateString) throws -> Function {
        let identity = try ResourceIdentity(scope, id, type: "Import")
        let parts = ARNParts(arn)
        let account = identity.stack.environment.account
        return Function(
            imported: identity, name: parts.nameAfterColon, arn: arn, isOwn: account != nil && account == parts.account)
    }

    /// A function of the stack's account and region that is there already, by its name.
    public static func imported(_ scope: some Scope, _ id: String, name: TemplateString) throws -> Function {
        let identity = try ResourceIdentity(scope, id, type: "Import")
        return Function(
            imported: identity, name: name, arn: identity.stack.arn(components(name: name)),
            isOwn: identity.stack.environment.account != nil)
    }

    private static func serviceRole(_ identity: ResourceIdentity) throws -> Role {
        try Role(
            identity, "ServiceRole", assumedBy: .service("lambda.amazonaws.com"),
            managedPolicies: [
                "arn:\(.pseudo(.partition)):iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
            ])
    }

    private static func components(name: TemplateString) -> ARNComponents {
        ARNComponents(service: "lambda", resource: "function", resourceName: name, separator: ":")
    }

    private static func variables(_ environment: [String: TemplateString]) -> PropertyList? {
        guard !environment.isEmpty else { return nil }
        var members = PropertyList()
        for (name, value) in environment.sorted(by: { $0.key < $1.key }) { members.set(name, value) }
        return ["Variables": .object(members)]
    }
}

extension Function {
    /// Lets a service call the function, for the sake of one of its resources.
    /// - Parameters:
    ///   - scope: where the permission stands in the tree.
    ///   - source: the resource's ARN.
    public func addPermission(_ scope: some Scope, _ id: String, service: String, source: TemplateString) throws {
        guard canBePermitted else { return warnOfMissingPermission() }
        try CfnUntypedResource(
            scope, id, type: "AWS::Lambda::Permission",
            properties: [
                "Action": "lambda:InvokeFunction", "FunctionName": .string(functionARN),
                "Principal": service.templateValue, "SourceArn": .string(source),
            ])
    }

    private func warnOfMissingPermission() {
        let own = ARNParts(functionARN)
        annotations.addWarning(
            id: "UnclearLambdaEnvironment",
            """
            addPermission() has no effect on a Lambda Function with region=\(own.region ?? "${Token}"), \
            account=\(own.account ?? "${Token}"), in a Stack with region=\(stack.environment.region ?? "${Token}"), \
            account=\(stack.environment.account ?? "${Token}"). Suppress this warning if this is is intentional, or \
            pass sameEnvironment=true to fromFunctionAttributes() if you would like to add the permissions.
            """)
    }
}
