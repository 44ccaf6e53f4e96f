import CairnModel

/// An element of a template and where it stands.
struct TemplateFragment {
    let section: String
    let logicalID: String
    let value: JSON
}
