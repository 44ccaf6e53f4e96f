/// The parts of an ARN that an account and a region do not say.
public struct ARNComponents: Hashable {
    public var service: String
    /// The resource's type, or its name if it is named by nothing else.
    public var resource: TemplateString
    public var resourceName: TemplateString?
    /// Between type and name: a slash or a colon.
    public var separator: TemplateString
    /// Empty for none; `nil` for the stack's.
    public var region: TemplateString?
    /// Empty for none; `nil` for the stack's.
    public var account: TemplateString?

    public init(
        service: String, resource: TemplateString, resourceName: TemplateString? = nil,
        separator: TemplateString = "/", region: TemplateString? = nil, account: TemplateString? = nil
    ) {
        self.service = service
        self.resource = resource
        self.resourceName = resourceName
        self.separator = separator
        self.region = region
        self.account = account
    }
}
