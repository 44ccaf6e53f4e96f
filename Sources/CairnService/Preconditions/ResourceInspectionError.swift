/// Why a resource cannot be looked at. Errors are equal if their codes are.
public struct ResourceInspectionError: Error, Sendable, CustomStringConvertible {
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        private enum Value: String { case denied, unavailable }
        private let value: Value

        /// Cairn's own credentials are not allowed to look, or there are none.
        public static let denied = Code(value: .denied)
        /// The service cannot be reached, or fails.
        public static let unavailable = Code(value: .unavailable)

        public var description: String { value.rawValue }
    }

    public let code: Code
    public let message: String
    public let cause: (any Error)?

    public init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    public var description: String { "\(code): \(message)" }
}

extension ResourceInspectionError: Equatable {
    public static func == (left: Self, right: Self) -> Bool { left.code == right.code }
}
