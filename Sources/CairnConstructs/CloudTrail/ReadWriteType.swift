/// Whether reading or writing calls are kept.
public enum ReadWriteType: String, Hashable, Sendable, TemplateConvertible {
    case readOnly = "ReadOnly"
    case writeOnly = "WriteOnly"
    case all = "All"

    public var templateValue: TemplateValue { rawValue.templateValue }
}
