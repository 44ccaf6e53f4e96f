/// Text of a template that may hold values which only the deployment knows.
///
/// Write it as a literal, and put attributes of constructs into it by interpolation:
///
/// ```swift
/// let objects: TemplateString = "\(bucket.bucketARN)/AWSLogs/*"
/// ```
///
/// Text with such values becomes `Fn::Join`; text of literals alone stays text.
public struct TemplateString: Hashable {
    enum Part: Hashable {
        case literal(String)
        case token(Token)
    }

    /// Neighbouring literals are one; none is empty.
    private(set) var parts: [Part] = []

    public init(_ text: String) { append(.literal(text)) }

    init(_ token: Token) { append(.token(token)) }

    /// The text, if it holds no values of the deployment.
    public var literal: String? {
        switch (parts.count, parts.first) {
        case (0, _): ""
        case (1, .literal(let text)?): text
        default: nil
        }
    }

    public static func + (left: Self, right: Self) -> Self {
        var sum = left
        for part in right.parts { sum.append(part) }
        return sum
    }

    private mutating func append(_ part: Part) {
        guard case .literal(let text) = part else { return parts.append(part) }
        guard !text.isEmpty else { return }
        guard case .literal(let last)? = parts.last else { return parts.append(part) }
        parts[parts.count - 1] = .literal(last + text)
    }

    static func pseudo(_ parameter: PseudoParameter) -> TemplateString {
        TemplateString(Token(.intrinsic(.object(["Ref": .string(TemplateString(parameter.rawValue))]))))
    }

    /// An intrinsic function, such as `Fn::ImportValue`, and its argument.
    public static func function(_ name: String, _ argument: TemplateValue) -> TemplateString {
        var members = PropertyList()
        members.set(name, argument)
        return TemplateString(Token(.intrinsic(.object(members))))
    }
}

extension TemplateString: ExpressibleByStringInterpolation {
    public init(stringLiteral value: String) { self.init(value) }

    public init(stringInterpolation: StringInterpolation) { self = stringInterpolation.text }

    /// Puts literals and values of the deployment together.
    public struct StringInterpolation: StringInterpolationProtocol {
        var text = TemplateString("")

        public init(literalCapacity: Int, interpolationCount: Int) {}

        public mutating func appendLiteral(_ literal: String) { text = text + TemplateString(literal) }
        public mutating func appendInterpolation(_ value: TemplateString) { text = text + value }
        public mutating func appendInterpolation(_ value: String) { text = text + TemplateString(value) }
        public mutating func appendInterpolation(_ value: some BinaryInteger) {
            text = text + TemplateString(String(value))
        }
    }
}

extension TemplateString: CustomStringConvertible {
    /// For messages: `${}` stands for each value of the deployment.
    public var description: String {
        parts.map { part in
            guard case .literal(let text) = part else { return "${}" }
            return text
        }.joined()
    }
}
