/// One thing that a look at a set-up found.
public struct Finding: Sendable, Hashable {
    public enum State: String, Sendable, Hashable {
        case good
        /// Works, but is perhaps not what was meant.
        case hint
        case bad
    }

    public let state: State
    /// What was looked at, such as `journal`.
    public let subject: String
    public let message: String
    /// What to do about it.
    public let remedy: String?

    public init(_ state: State, _ subject: String, _ message: String, remedy: String? = nil) {
        self.state = state
        self.subject = subject
        self.message = message
        self.remedy = remedy
    }
}
