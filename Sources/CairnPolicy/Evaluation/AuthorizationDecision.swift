/// The outcome of ``Authorization/decide(_:)``.
public enum AuthorizationDecision: Sendable, Hashable {
    /// Which policy decided.
    public enum Source: String, Sendable, Hashable {
        case identity = "identity-based policy"
        case resource = "resource-based policy"
        case boundary = "permissions boundary"
    }

    case allowed(by: Source, PolicyStatementReference)
    /// The root user may do everything in its own account that no resource denies.
    case allowedAsRoot
    case explicitlyDenied(by: Source, PolicyStatementReference)
    /// The policy that would have had to allow it does not.
    case implicitlyDenied(by: Source)

    public var isAllowed: Bool {
        switch self {
        case .allowed, .allowedAsRoot: true
        case .explicitlyDenied, .implicitlyDenied: false
        }
    }

    /// The end of AWS's message about a denied request, such as `because no identity-based policy allows the
    /// cloudtrail:LookupEvents action`; `nil` if the request is allowed.
    ///
    /// Source: IAM User Guide, "Troubleshoot access denied error messages".
    public func refusal(of action: String) -> String? {
        switch self {
        case .allowed, .allowedAsRoot: nil
        case .explicitlyDenied(let source, _): "with an explicit deny in \(source.article) \(source.rawValue)"
        case .implicitlyDenied(let source): "because no \(source.rawValue) allows the \(action) action"
        }
    }
}

extension AuthorizationDecision.Source {
    fileprivate var article: String { self == .identity ? "an" : "a" }
}
