/// Something that went wrong with a message or a file; processing goes on. Equality looks at the code alone.
public struct ProcessingError: Error, Sendable, Equatable, CustomStringConvertible {
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        private enum Value: String {
            case pollFailed, messageUnreadable, downloadFailed, logUnreadable, callbackFailed, deleteFailed
            case visibilityNotExtended, invalidConfiguration, listingFailed, fileNotTrusted
        }

        private let value: Value

        public static let pollFailed = Code(value: .pollFailed)
        public static let messageUnreadable = Code(value: .messageUnreadable)
        public static let downloadFailed = Code(value: .downloadFailed)
        /// Bad gzip, bad JSON, or no log file.
        public static let logUnreadable = Code(value: .logUnreadable)
        /// A filter or the processor of the user has thrown.
        public static let callbackFailed = Code(value: .callbackFailed)
        public static let deleteFailed = Code(value: .deleteFailed)
        /// Others may see the message again while it is worked on.
        public static let visibilityNotExtended = Code(value: .visibilityNotExtended)
        public static let invalidConfiguration = Code(value: .invalidConfiguration)
        /// In a back-fill: the place cannot be listed.
        public static let listingFailed = Code(value: .listingFailed)
        /// In a back-fill: digests say that the file is not what was delivered.
        public static let fileNotTrusted = Code(value: .fileNotTrusted)

        public var description: String { value.rawValue }
    }

    public let code: Code
    /// For the errors that the Java library has too, in its words.
    public let message: String
    /// Where it happened, with the message, source or file that it is about.
    public let status: ProgressStatus?
    public let cause: (any Error)?

    public init(_ code: Code, _ message: String, status: ProgressStatus? = nil, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.status = status
        self.cause = cause
    }

    public var description: String { cause.map { "\(message) (\($0))" } ?? message }

    public static func == (left: ProcessingError, right: ProcessingError) -> Bool { left.code == right.code }
}

/// An error that filters and processors throw on purpose: it is given to the exception handler, and the rest of the
/// message is left for later.
public struct CallbackError: Error, Sendable, CustomStringConvertible {
    public let message: String
    public let cause: (any Error)?

    public init(_ message: String, cause: (any Error)? = nil) {
        self.message = message
        self.cause = cause
    }

    public var description: String { cause.map { "\(message) (\($0))" } ?? message }
}
