/// Why PutResourcePolicy does not accept a policy. Equality looks at the reason and the statement.
public struct ResourcePolicyProblem: Error, Sendable, CustomStringConvertible {
    public enum Reason: String, Sendable, Hashable {
        case length
        /// Not a policy document; the message has what ``PolicyError`` says.
        case malformed
        case tooManyStatements, tooManyPrincipals
        case principal, action, resource, condition
    }

    public let reason: Reason
    /// The statement, counted from 0.
    public let statementIndex: Int?
    public let message: String

    public init(_ reason: Reason, statement: Int? = nil, _ message: String) {
        self.reason = reason
        statementIndex = statement
        self.message = message
    }

    /// Statements are counted from 1.
    public var description: String { (statementIndex.map { "statement \($0 + 1): " } ?? "") + message }
}

extension ResourcePolicyProblem: Equatable {
    public static func == (left: ResourcePolicyProblem, right: ResourcePolicyProblem) -> Bool {
        left.reason == right.reason && left.statementIndex == right.statementIndex
    }
}
