/// Why bytes are not a gzip file, or could not be made one.
public struct GzipError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong.
    public struct Code: Sendable, Hashable {
        fileprivate enum Value: Hashable {
            case damaged, truncated, trailingBytes, tooLarge, outOfMemory
        }

        fileprivate let value: Value

        /// No gzip, or a checksum that does not agree with the bytes.
        public static let damaged = Code(value: .damaged)
        /// The bytes end before the gzip member does.
        public static let truncated = Code(value: .truncated)
        /// Something stands behind the first gzip member.
        public static let trailingBytes = Code(value: .trailingBytes)
        /// There is more in it than the caller would take.
        public static let tooLarge = Code(value: .tooLarge)
        /// Memory could not be had.
        public static let outOfMemory = Code(value: .outOfMemory)
    }

    public let code: Code
    public let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { message }

    public static func == (left: GzipError, right: GzipError) -> Bool { left.code == right.code }
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

extension GzipError {
    /// The error of a caller that stops at a limit.
    public init(tooLarge limit: Int) {
        self.init(.tooLarge, "There are more than \(limit) bytes in the gzip file")
    }
}
