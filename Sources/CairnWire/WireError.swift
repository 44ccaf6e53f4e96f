/// Why bytes are not the call that the model describes, or a value cannot be put on the wire.
public struct WireError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of thing went wrong; new kinds may be added.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        private enum Kind: String {
            case malformed, truncated, unsupported
        }

        private let kind: Kind

        /// The bytes break the rules of their format, or a bound on depth or number.
        public static let malformed = Code(kind: .malformed)
        /// Only a part of the body was kept, and the missing rest is needed.
        public static let truncated = Code(kind: .truncated)
        /// A form that is known but not read here, such as a compressed body, or an operation that no model has.
        public static let unsupported = Code(kind: .unsupported)

        public var description: String { kind.rawValue }
    }

    public let code: Code
    public let message: String
    /// Where: a member, an element or a byte offset; empty where the whole is meant.
    public let path: String

    public init(code: Code, message: String, path: String = "") {
        self.code = code
        self.message = message
        self.path = path
    }

    public var description: String { path.isEmpty ? "\(code): \(message)" : "\(code): \(message) (\(path))" }

    /// Errors are equal if their codes are: messages are for people.
    public static func == (left: WireError, right: WireError) -> Bool { left.code == right.code }

    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

extension WireError {
    static func malformed(_ message: String, path: String = "") -> WireError {
        WireError(code: .malformed, message: message, path: path)
    }

    static func malformed(_ message: String, at offset: Int) -> WireError {
        WireError(code: .malformed, message: message, path: "byte \(offset)")
    }
}
