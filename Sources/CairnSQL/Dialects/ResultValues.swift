/// How an engine gives the values of a result.
public enum ResultValues: Sendable, Hashable {
    /// In the engine's own types.
    case native
    /// As text, in the form that CloudTrail Lake gives; `NULL` stays `NULL`. See `docs/reference/sql.md`.
    case text
}
