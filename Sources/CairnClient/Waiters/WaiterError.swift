public import CairnAPI

/// Why what was waited for did not come. Equality looks at the code alone.
public struct WaiterError: Error, Sendable, Equatable, CustomStringConvertible {
    public struct Code: Sendable, Hashable {
        private enum Value { case endedOtherwise, timedOut, callFailed, cancelled }

        private let value: Value

        /// It has come to another state, which it will not leave.
        public static let endedOtherwise = Code(value: .endedOtherwise)
        /// The policy's time is over.
        public static let timedOut = Code(value: .timedOut)
        /// A question was answered with an error: see ``WaiterError/cause``.
        public static let callFailed = Code(value: .callFailed)
        /// The task was cancelled.
        public static let cancelled = Code(value: .cancelled)
    }

    public let code: Code
    public let message: String
    /// The state that was seen last, such as `FAILED`.
    public let state: String?
    public let cause: CloudTrailError?

    init(_ code: Code, _ message: String, state: String? = nil, cause: CloudTrailError? = nil) {
        self.code = code
        self.message = message
        self.state = state
        self.cause = cause
    }

    public var description: String { message }

    public static func == (left: WaiterError, right: WaiterError) -> Bool { left.code == right.code }
}
