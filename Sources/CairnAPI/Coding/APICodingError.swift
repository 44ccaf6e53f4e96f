import CairnModel

/// Why a JSON document is not the request or response it should be.
///
/// The path grows while the error passes outward, so that reading a valid document never pays for it.
public struct APICodingError: Error, Sendable, Hashable {
    public enum Problem: Sendable, Hashable {
        /// The text is no JSON at all.
        case malformed(String)
        /// A value of another JSON type than the model asks for, or a number outside the type's range.
        case wrongType(expected: String, found: String)
        /// A required member is absent or null.
        case missing
    }

    public enum Step: Sendable, Hashable {
        /// A member by its name on the wire.
        case member(String)
        /// An element, counted from 0.
        case element(Int)
        /// The key of a map's entry, rather than its value.
        case mapKey(String)
    }

    public let problem: Problem
    /// From the outermost object inward; empty for the document itself.
    public private(set) var path: [Step]

    public init(_ problem: Problem, path: [Step] = []) {
        self.problem = problem
        self.path = path
    }

    static func expected(_ expected: String, found json: JSON) -> Self {
        Self(.wrongType(expected: expected, found: json.kind))
    }

    func inside(_ step: Step) -> Self { Self(problem, path: [step] + path) }
}

extension JSON {
    /// What the value is, in the words of RFC 8259.
    var kind: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .number(let number): "the number \(number.literal.prefix(40))"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}
