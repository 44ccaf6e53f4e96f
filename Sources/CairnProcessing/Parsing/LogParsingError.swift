/// Why the content of a file is no log file. Equality looks at the code alone.
public struct LogParsingError: Error, Sendable, Equatable, CustomStringConvertible {
    public struct Code: Sendable, Hashable {
        private enum Value {
            case damagedGzip, notJSON, notACloudTrailLog, notAnEvent, malformedEventID, recordTooLarge, truncated
        }

        private let value: Value

        /// The file is no single, whole member of gzip.
        public static let damagedGzip = Code(value: .damagedGzip)
        /// The text does not begin with an object or an array.
        public static let notJSON = Code(value: .notJSON)
        /// The text is JSON, but its first member is not an array `Records`.
        public static let notACloudTrailLog = Code(value: .notACloudTrailLog)
        /// A record is no JSON object, or a broken one.
        public static let notAnEvent = Code(value: .notAnEvent)
        /// A record's `eventID` is no UUID, and such are not wanted.
        public static let malformedEventID = Code(value: .malformedEventID)
        /// A record has more than 16 MiB.
        public static let recordTooLarge = Code(value: .recordTooLarge)
        /// The text ends before its last record does.
        public static let truncated = Code(value: .truncated)
    }

    public let code: Code
    public let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { message }

    public static func == (left: LogParsingError, right: LogParsingError) -> Bool { left.code == right.code }
}
