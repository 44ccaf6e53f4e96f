/// Why a text is not a policy document, and where. Equality looks at the code alone.
public struct PolicyError: Error, Sendable, CustomStringConvertible {
    /// What kind of mistake it is.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        private enum Value: String, Sendable {
            case notJSON, tooLarge, invalidElement, unknownElement, duplicateElement, missingElement
            case conflictingElements, invalidPrincipal, invalidAction, invalidResource, invalidCondition
        }

        private let value: Value

        public static let notJSON = Code(value: .notJSON)
        /// The text is longer than ``PolicyDocument/byteCountMax``.
        public static let tooLarge = Code(value: .tooLarge)
        /// An element has a value that it cannot have, such as an effect other than Allow and Deny.
        public static let invalidElement = Code(value: .invalidElement)
        public static let unknownElement = Code(value: .unknownElement)
        /// The same key stands twice in one object.
        public static let duplicateElement = Code(value: .duplicateElement)
        public static let missingElement = Code(value: .missingElement)
        /// Two elements that exclude each other, such as Action and NotAction.
        public static let conflictingElements = Code(value: .conflictingElements)
        public static let invalidPrincipal = Code(value: .invalidPrincipal)
        public static let invalidAction = Code(value: .invalidAction)
        public static let invalidResource = Code(value: .invalidResource)
        public static let invalidCondition = Code(value: .invalidCondition)

        public var description: String { value.rawValue }
    }

    public let code: Code
    /// The statement, counted from 0; `nil` for the document itself.
    public let statementIndex: Int?
    /// The element, such as `Action` or `Condition.StringEquals`.
    public let element: String?
    /// What is wrong and what would be right, without the place.
    public let reason: String

    public init(_ code: Code, statement: Int? = nil, element: String? = nil, _ reason: String) {
        self.code = code
        statementIndex = statement
        self.element = element
        self.reason = reason
    }

    /// The place and the reason. Statements are counted from 1, as a reader counts them.
    public var description: String {
        let place = [statementIndex.map { "statement \($0 + 1)" }, element].compactMap(\.self)
        return place.isEmpty ? reason : place.joined(separator: ", ") + ": " + reason
    }
}

extension PolicyError: Equatable {
    public static func == (left: PolicyError, right: PolicyError) -> Bool { left.code == right.code }
}
