/// Something that has a form in templates.
public protocol TemplateConvertible {
    var templateValue: TemplateValue { get }
}
