/// Why a store could not do what it was asked for. Equality looks at the code alone.
public struct ObjectStoreError: Error, Sendable, CustomStringConvertible {
    /// An error code of S3, as `GetTrailStatus` shows it; stores may give others than those listed here.
    ///
    /// Source: Amazon S3 API Reference, "Error responses".
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        /// The code's name, such as `NoSuchBucket`.
        public let name: String

        public init(_ name: String) { self.name = name }

        public static let accessDenied = Code("AccessDenied")
        public static let badDigest = Code("BadDigest")
        public static let bucketAlreadyExists = Code("BucketAlreadyExists")
        public static let bucketAlreadyOwnedByYou = Code("BucketAlreadyOwnedByYou")
        public static let bucketNotEmpty = Code("BucketNotEmpty")
        public static let entityTooLarge = Code("EntityTooLarge")
        public static let entityTooSmall = Code("EntityTooSmall")
        /// The disk, or something else below the store, has failed.
        public static let internalError = Code("InternalError")
        /// The content to be put could not be read to its end.
        public static let incompleteBody = Code("IncompleteBody")
        public static let invalidArgument = Code("InvalidArgument")
        public static let invalidPart = Code("InvalidPart")
        public static let invalidPartOrder = Code("InvalidPartOrder")
        public static let invalidRange = Code("InvalidRange")
        public static let keyTooLong = Code("KeyTooLongError")
        public static let noSuchBucket = Code("NoSuchBucket")
        public static let noSuchKey = Code("NoSuchKey")
        public static let noSuchUpload = Code("NoSuchUpload")
        /// Something that conflicts with it is under way: try again.
        public static let operationAborted = Code("OperationAborted")
        public static let preconditionFailed = Code("PreconditionFailed")
        /// No answer came in time.
        public static let requestTimeout = Code("RequestTimeout")
        /// The store cannot be reached, or is stopping: try again.
        public static let serviceUnavailable = Code("ServiceUnavailable")

        public var description: String { name }
    }

    public let code: Code
    /// What happened, to what, and where it helps what to do about it.
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

extension ObjectStoreError: Equatable {
    public static func == (left: ObjectStoreError, right: ObjectStoreError) -> Bool { left.code == right.code }
}

extension ObjectStoreError {
    static func noSuchBucket(_ bucket: String) -> ObjectStoreError {
        ObjectStoreError(.noSuchBucket, "The specified bucket does not exist: \(bucket)")
    }

    static func noSuchKey(_ key: String) -> ObjectStoreError {
        ObjectStoreError(.noSuchKey, "The specified key does not exist: \(key)")
    }

    /// Any error that comes up while an object is read.
    static func reading(_ error: any Error) -> ObjectStoreError {
        error as? ObjectStoreError ?? ObjectStoreError(.internalError, "The object could not be read", cause: error)
    }

    /// Any error that comes up while a content is taken in.
    static func taking(_ error: any Error) -> ObjectStoreError {
        error as? ObjectStoreError
            ?? ObjectStoreError(.incompleteBody, "The content could not be read to its end", cause: error)
    }
}
