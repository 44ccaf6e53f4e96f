/// Why keys, digests or trails' files could not be worked with.
public struct IntegrityError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What went wrong.
    public struct Code: Sendable, Hashable {
        fileprivate enum Value: Hashable {
            case keyFolder, invalidKey, invalidDigest, signing, unreadable, unwritable, invalidTimeRange
        }

        fileprivate let value: Value

        /// The folder of signing keys cannot be read or written.
        public static let keyFolder = Code(value: .keyFolder)
        /// Bytes that should be an RSA key are none.
        public static let invalidKey = Code(value: .invalidKey)
        /// Bytes that should be a digest file are none.
        public static let invalidDigest = Code(value: .invalidDigest)
        /// A signature could not be made.
        public static let signing = Code(value: .signing)
        /// What holds the trails' files could not be read.
        public static let unreadable = Code(value: .unreadable)
        /// The state of a verification could not be kept.
        public static let unwritable = Code(value: .unwritable)
        /// A range of time ends before it starts.
        public static let invalidTimeRange = Code(value: .invalidTimeRange)
    }

    public let code: Code
    /// What went wrong and what would fix it. Never holds key material.
    public let message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { message }

    public static func == (left: IntegrityError, right: IntegrityError) -> Bool { left.code == right.code }
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}
