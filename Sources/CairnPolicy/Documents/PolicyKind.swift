/// What a policy is attached to, which decides whether it names principals.
public enum PolicyKind: Sendable, Hashable {
    /// Attached to a user, group or role; the principal is whoever it is attached to.
    case identity
    /// Attached to a resource, or a role's trust policy; each statement names principals.
    case resource
}
