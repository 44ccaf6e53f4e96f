/// Who a statement of a policy is about.
///
/// Source: IAM User Guide, "AWS JSON policy elements: Principal".
public enum PolicyPrincipal: Hashable {
    /// A service, such as `cloudtrail.amazonaws.com`.
    case service(String)
    /// A user, a role, or whatever else an ARN or an account id names.
    case aws(TemplateString)
    /// The root of an account, which stands for everyone whom that account allows; `nil` for the stack's own.
    case accountRoot(TemplateString?)
    case federated(TemplateString)
    case canonicalUser(TemplateString)
    /// Everyone with an identity: `{"AWS": "*"}`.
    case anyone
    /// Everyone: `"*"`.
    case star

    /// CloudTrail, as which trails write.
    public static var cloudTrail: Self { .service("cloudtrail.amazonaws.com") }

    /// The element's key and value; no key for the star alone.
    func entry(in stack: Stack) -> (key: String?, value: TemplateString) {
        switch self {
        case .service(let name): ("Service", TemplateString(name))
        case .aws(let text): ("AWS", text)
        case .accountRoot(let account):
            ("AWS", "arn:\(stack.partition):iam::\(account ?? stack.account):root")
        case .federated(let text): ("Federated", text)
        case .canonicalUser(let text): ("CanonicalUser", text)
        case .anyone: ("AWS", "*")
        case .star: (nil, "*")
        }
    }
}
