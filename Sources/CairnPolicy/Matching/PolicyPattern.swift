/// A text of a policy that values of a request are held against: an action, a resource, or a value of a condition.
///
/// May hold wildcards and, in documents of version 2012-10-17, variables such as `${aws:username}`.
/// Source: IAM User Guide, "IAM policy elements: Variables and tags".
public struct PolicyPattern: Sendable, Hashable {
    enum Style: Sendable, Hashable {
        /// Wildcards; upper and lower case are the same.
        case action
        /// Wildcards, held to the segments of an ARN.
        case resource
        /// Wildcards anywhere: StringLike.
        case like
        /// No wildcards: StringEquals.
        case exact
        /// Each of the six segments of an ARN apart: ArnLike.
        case arn
    }

    /// What stands in the document.
    public let text: String
    let style: Style
    private let parts: [PolicyVariable.Part]
    /// The tokens, where no variable has to be filled in first.
    private let tokens: [Wildcard.Token]?

    init(_ text: String, style: Style) {
        self.init(text: text, style: style, parts: [.text(text)])
    }

    /// Takes `${…}` for variables.
    init(_ text: String, style: Style, withVariables: Bool) throws(PolicyVariable.SyntaxError) {
        self.init(text: text, style: style, parts: withVariables ? try PolicyVariable.parts(of: text) : [.text(text)])
    }

    private init(text: String, style: Style, parts: [PolicyVariable.Part]) {
        self.text = text
        self.style = style
        self.parts = parts
        tokens = Self.tokens(of: parts, style: style, context: nil)
    }

    var hasVariables: Bool { tokens == nil }

    /// Whether a value matches; a pattern with a variable that has no value matches nothing.
    func matches(_ value: [Wildcard.Token], in context: PolicyContext) -> Bool {
        guard let pattern = tokens ?? Self.tokens(of: parts, style: style, context: context) else { return false }
        switch style {
        case .exact: return pattern == value
        case .arn: return Self.matchesBySegments(pattern, value)
        case .action, .resource, .like: return Wildcard.matches(pattern, value)
        }
    }

    func matches(_ value: String, in context: PolicyContext) -> Bool {
        matches(Wildcard.literal(value), in: context)
    }

    /// Whether a value is the same but for upper and lower case.
    func equalsIgnoringCase(_ value: String, in context: PolicyContext) -> Bool {
        guard let pattern = tokens ?? Self.tokens(of: parts, style: style, context: context) else { return false }
        var text = String.UnicodeScalarView()
        for token in pattern { text.append(Unicode.Scalar(token) ?? "\u{FFFD}") }
        return String(text).lowercased() == value.lowercased()
    }

    /// Fills in the variables; `nil` if one has no value, or if there are any and no context.
    private static func tokens(
        of parts: [PolicyVariable.Part], style: Style, context: PolicyContext?
    ) -> [Wildcard.Token]? {
        var tokens: [Wildcard.Token] = []
        for part in parts {
            switch part {
            case .text(let text):
                if style == .exact {
                    tokens += Wildcard.literal(text)
                } else {
                    Wildcard.append(pattern: text, to: &tokens)
                }
            case .character(let text): tokens += Wildcard.literal(text)
            case .variable(let variable):
                // A value is never a pattern: a user named `*` stays a user named `*`.
                guard let context, let value = variable.value(in: context) else { return nil }
                tokens += Wildcard.literal(value)
            }
        }
        switch style {
        case .action: return Wildcard.lowercased(tokens)
        case .resource: return Wildcard.heldToSegments(tokens)
        case .like, .exact, .arn: return tokens
        }
    }

    private static func matchesBySegments(_ pattern: [Wildcard.Token], _ value: [Wildcard.Token]) -> Bool {
        if pattern == [Wildcard.run] { return true }
        let colon = Wildcard.Token(UInt8(ascii: ":"))
        let patterns = pattern.split(separator: colon, maxSplits: 5, omittingEmptySubsequences: false)
        let values = value.split(separator: colon, maxSplits: 5, omittingEmptySubsequences: false)
        guard patterns.count == 6, values.count == 6 else { return false }
        return zip(patterns, values).allSatisfy { Wildcard.matches($0, $1) }
    }
}
