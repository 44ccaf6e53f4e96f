/// What one policy, or several together, say about a request.
public enum PolicyDecision: Sendable, Hashable {
    case allowed(by: PolicyStatementReference)
    /// Denied by a statement: nothing else can allow it.
    case denied(by: PolicyStatementReference)
    /// No statement is about the request, which then is denied unless another policy allows it.
    case notApplicable

    public var isAllowed: Bool {
        if case .allowed = self { true } else { false }
    }

    public var isDenied: Bool {
        if case .denied = self { true } else { false }
    }
}

/// The statement that decided.
public struct PolicyStatementReference: Sendable, Hashable, CustomStringConvertible {
    /// The document's place among several, counted from 0.
    public let documentIndex: Int
    /// The statement's place in its document, counted from 0.
    public let statementIndex: Int
    public let sid: String?

    public init(documentIndex: Int = 0, statementIndex: Int, sid: String?) {
        self.documentIndex = documentIndex
        self.statementIndex = statementIndex
        self.sid = sid
    }

    /// `statement 2 (AWSCloudTrailWrite20150319)`, counted from 1.
    public var description: String {
        let name = sid.map { $0.isEmpty ? "" : " (\($0))" } ?? ""
        return "statement \(statementIndex + 1)\(name)"
    }
}
