import CairnConstructs

/// Writes the stack's template to standard output: JSON, or YAML with `--yaml`.
@main
struct TrailStack {
    static func main() throws {
        let template = try AuditStack(App()).template()
        let text = CommandLine.arguments.contains("--yaml") ? try template.yamlText() : template.jsonText
        print(text, terminator: "")
    }
}
