/// A trail that is there already. CloudFormation cannot change it; others can refer to it.
public final class ImportedTrail: Resource {
    public let trailARN: TemplateString
    public let trailName: TemplateString

    /// By the trail's ARN.
    public init(_ scope: some Scope, _ id: String, arn: TemplateString) throws {
        trailARN = arn
        trailName = ARNParts(arn).nameAfterSlash
        super.init(try ResourceIdentity(scope, id, type: "Import"))
    }

    /// By the trail's name, in the stack's account and region.
    public init(_ scope: some Scope, _ id: String, name: TemplateString) throws {
        let identity = try ResourceIdentity(scope, id, type: "Import")
        trailName = name
        trailARN = identity.stack.arn(
            ARNComponents(service: "cloudtrail", resource: "trail", resourceName: name))
        super.init(identity)
    }
}
