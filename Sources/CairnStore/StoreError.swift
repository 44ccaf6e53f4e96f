/// What went wrong in keeping or reading events. Equality looks at the code alone.
public struct StoreError: Error, Sendable, CustomStringConvertible {
    /// What kind of failure it is; callers choose by it.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        private enum Value: String, Sendable {
            case overloaded, notAccepting, closed, writeFailed, readFailed, cannotOpen, locked, invalidRecord
            case damaged, database, gone
        }

        private let value: Value

        /// The bounded buffer in front of the disk is full: try again later, nothing was kept.
        public static let overloaded = Code(value: .overloaded)
        /// The journal has failed and is waiting for its disk; nothing was kept.
        public static let notAccepting = Code(value: .notAccepting)
        public static let closed = Code(value: .closed)
        public static let writeFailed = Code(value: .writeFailed)
        public static let readFailed = Code(value: .readFailed)
        public static let cannotOpen = Code(value: .cannotOpen)
        /// Another process has the folder.
        public static let locked = Code(value: .locked)
        /// The bytes given are not one JSON object on one line.
        public static let invalidRecord = Code(value: .invalidRecord)
        public static let damaged = Code(value: .damaged)
        public static let database = Code(value: .database)
        /// The bytes were there once and have been removed by retention or a memory bound.
        public static let gone = Code(value: .gone)

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

extension StoreError: Equatable {
    public static func == (left: StoreError, right: StoreError) -> Bool { left.code == right.code }
}
