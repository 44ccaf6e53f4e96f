import CairnModel

/// A value that a stack tells: to people, and by its export name to other stacks.
public final class CfnOutput: CfnElement {
    public var value: TemplateString
    public var outputDescription: String?
    /// Unique in an account and region.
    public var exportName: TemplateString?

    @discardableResult
    public init(
        _ scope: some Scope, _ id: String, value: TemplateString, description: String? = nil,
        exportName: TemplateString? = nil
    ) throws {
        self.value = value
        outputDescription = description
        self.exportName = exportName
        try super.init(scope, id, type: "CfnOutput")
    }

    override var section: String { "Outputs" }

    override func render(_ resolver: Resolver) throws -> TemplateFragment {
        var object = JSONObject()
        object["Description"] = outputDescription.map { .string($0) }
        object["Value"] = try resolver.json(value)
        if let exportName { object["Export"] = .object(["Name": try resolver.json(exportName)]) }
        return TemplateFragment(section: section, logicalID: try logicalID, value: .object(object))
    }
}
