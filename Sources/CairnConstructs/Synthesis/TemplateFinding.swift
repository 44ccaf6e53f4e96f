/// Something in a template that CloudFormation or CloudTrail refuses, though it can be written.
public struct TemplateFinding: Hashable, Sendable {
    /// The rule's name: that of cfn-lint, with `F` for a failure.
    public let rule: String
    public let message: String
    /// The construct's path.
    public let path: String
    public let logicalID: String
}
