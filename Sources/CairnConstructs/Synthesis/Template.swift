public import CairnModel

/// A CloudFormation template.
public struct Template: Hashable, Sendable {
    public let json: JSON

    /// The template as JSON text, indented by one space, with a line feed at its end.
    public var jsonText: String { IndentedText.make(json) + "\n" }

    /// The template as YAML text. The values are those of ``json``; intrinsic functions have their long names.
    /// - Throws: ``ConstructError`` with `invalidTemplate` if a value has no form in YAML.
    public func yamlText() throws -> String { try TemplateYAML.text(json) }

    /// The resources by logical id.
    public var resources: JSONObject { json["Resources"]?.objectValue ?? JSONObject() }
}
