/// What went wrong in the Lake. Equality looks at the code alone.
public struct LakeError: Error, Sendable, CustomStringConvertible {
    /// What kind of failure it is; callers choose by it.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        private enum Value: String, Sendable {
            case cannotRead, cannotWrite, damaged, noSuchStore, noSuchQuery, engineMissing, engineFailed,
                statementFailed
            case outOfMemory, resultTooLarge, timedOut, cancelled, invalidSource, busy
        }

        private let value: Value

        public static let cannotRead = Code(value: .cannotRead)
        public static let cannotWrite = Code(value: .cannotWrite)
        /// A file is not what its manifest says.
        public static let damaged = Code(value: .damaged)
        public static let noSuchStore = Code(value: .noSuchStore)
        public static let noSuchQuery = Code(value: .noSuchQuery)
        /// There is no DuckDB on this machine.
        public static let engineMissing = Code(value: .engineMissing)
        /// The engine's process ended, or did not answer.
        public static let engineFailed = Code(value: .engineFailed)
        /// The engine refused the statement, or failed in it.
        public static let statementFailed = Code(value: .statementFailed)
        public static let outOfMemory = Code(value: .outOfMemory)
        public static let resultTooLarge = Code(value: .resultTooLarge)
        public static let timedOut = Code(value: .timedOut)
        public static let cancelled = Code(value: .cancelled)
        /// What is to be imported cannot be.
        public static let invalidSource = Code(value: .invalidSource)
        /// Too much is waiting, or something that must end first is running; try again.
        public static let busy = Code(value: .busy)

        public var description: String { value.rawValue }
    }

    public let code: Code
    /// What happened, where, and what would help.
    public let message: String
    public let cause: (any Error)?

    public init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    public var description: String {
        guard let cause else { return "\(code): \(message)" }
        return "\(code): \(message) (\(cause))"
    }
}

extension LakeError: Equatable {
    public static func == (left: LakeError, right: LakeError) -> Bool { left.code == right.code }
}
