public import CairnModel

/// A resource of a template: a type, its properties, and what CloudFormation is told about its life.
///
/// Properties that the typed constructs lack can be written, changed and removed by path (``addOverride(_:_:)``).
public class CfnResource: CfnElement {
    /// The CloudFormation type, such as `AWS::CloudTrail::Trail`.
    public let type: String
    /// What becomes of the resource; `nil` leaves it to CloudFormation.
    public var removalPolicy: RemovalPolicy?
    /// What the template says about the resource, and nobody reads but tools.
    public var metadata = JSONObject()
    private(set) var dependsOn: [CfnResource] = []
    private var overrides: [TemplateOverride] = []

    override init(_ scope: some Scope, _ id: String, type: String) throws {
        self.type = type
        try super.init(scope, id, type: "CfnResource")
    }

    /// What `Ref` answers: for most types a name or an ARN.
    public var ref: TemplateString { TemplateString(Token(.reference(reference()))) }

    /// An attribute, by its name in CloudFormation (`Fn::GetAtt`).
    public func attribute(_ name: String) -> TemplateString { TemplateString(Token(.reference(reference(name)))) }

    func reference(_ attribute: String? = nil) -> Reference { Reference(target: self, attribute: attribute) }

    /// Declares that the other resource is to be created before this; over stacks, its stack before this one's.
    /// - Throws: ``ConstructError`` with `cyclicDependency` if the other stack needs this one's.
    public func addDependency(on other: CfnResource) throws {
        guard other !== self else { return }
        guard other.stack === stack else { return try stack.addDependency(on: other.stack) }
        if !dependsOn.contains(where: { $0 === other }) { dependsOn.append(other) }
    }

    /// Writes a value at a path of the resource, such as `Properties.Tags.0.Value`; a point in a name is `\.`.
    public func addOverride(_ path: String, _ value: JSON) { overrides.append(TemplateOverride(path, value)) }

    /// Writes a property, by its CloudFormation name or path.
    public func addPropertyOverride(_ path: String, _ value: JSON) { addOverride("Properties." + path, value) }

    /// Removes what stands at a path of the resource.
    public func addDeletionOverride(_ path: String) { overrides.append(TemplateOverride(path, nil)) }

    /// Removes a property, by its CloudFormation name or path.
    public func addPropertyDeletionOverride(_ path: String) { addDeletionOverride("Properties." + path) }

    /// The properties as they are now, by CloudFormation name, without tags.
    var propertyList: PropertyList { PropertyList() }

    /// The tags of the resource itself; `nil` if its type has none.
    var ownTags: [Tag]? { nil }

    override func render(_ resolver: Resolver) throws -> TemplateFragment {
        var object: JSONObject = ["Type": .string(type)]
        let properties = try resolver.json(allProperties.sorted)
        if properties?.objectValue?.isEmpty == false { object["Properties"] = properties }
        if !dependsOn.isEmpty { object["DependsOn"] = try renderDependsOn() }
        object["UpdateReplacePolicy"] = removalPolicy.map { .string($0.updateReplacePolicy) }
        object["DeletionPolicy"] = removalPolicy.map { .string($0.deletionPolicy) }
        if let metadata = renderMetadata() { object["Metadata"] = .object(metadata) }
        let value = overrides.reduce(.object(object)) { $1.applied(to: $0) }
        return TemplateFragment(section: section, logicalID: try logicalID, value: value)
    }

    private var allProperties: PropertyList {
        var properties = propertyList
        if let ownTags {
            let tags = TagChange.tags(of: node, type: type, own: ownTags)
            if !tags.isEmpty { properties.set("Tags", tags) }
        }
        return properties
    }

    private func renderDependsOn() throws -> JSON {
        let sorted = dependsOn.sorted { CollationOrder.precedes($0.node.path, $1.node.path) }
        return .array(try sorted.map { .string(try $0.logicalID) })
    }

    private func renderMetadata() -> JSONObject? {
        var all = metadata
        if node.isEnabled(.enablePathMetadata) { all["aws:cdk:path"] = .string(node.path) }
        return all.isEmpty ? nil : all
    }
}
