/// Why a replay cannot run, or cannot go on. What a target says to a call is no such error but a result.
public struct ReplayError: Error, Sendable, CustomStringConvertible {
    public struct Code: Sendable, Hashable {
        private enum Value { case file, input, identities, progress, target }

        private let value: Value

        /// A file cannot be read or written.
        public static let file = Code(value: .file)
        /// There is nothing to replay where the input should be.
        public static let input = Code(value: .input)
        /// A saved id map is none.
        public static let identities = Code(value: .identities)
        /// A progress file belongs to another replay.
        public static let progress = Code(value: .progress)
        /// The target cannot be reached at all.
        public static let target = Code(value: .target)
    }

    public let code: Code
    public let message: String
    public let cause: (any Error)?

    public init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    public var description: String { message }
}
