/// Where log files are imported from: a folder, or a bucket.
public protocol LogFileSource: Sendable {
    /// Whether files that are not compressed are log files, too.
    var takesPlainFiles: Bool { get }
    /// How many files are read at the same time.
    var width: Int { get }

    /// Whether the store behind it lists files in the order of their paths, as far as has been seen. One that does not
    /// is listed whole, and put in order.
    var listsInOrder: Bool { get }
    /// Begins with the list put in order: an import that goes on has to find the files in the order of before.
    func expectNoOrder()

    /// Files behind a path, in the order of the bytes of their paths.
    /// - Parameters:
    ///   - path: `nil` begins with the first.
    ///   - count: the most that are wanted; fewer may come.
    /// - Returns: none at the end.
    func files(after path: String?, count: Int) async throws(ImportSourceError) -> [ImportFile]

    /// The bytes of a file.
    func contents(of path: String) async throws(ImportSourceError) -> [UInt8]

    /// How a failure names a file.
    func location(of path: String) -> String
}

extension LogFileSource {
    public var listsInOrder: Bool { true }
    public func expectNoOrder() {}
}

/// Why a source cannot be listed, or a file of it not be read.
public struct ImportSourceError: Error, Sendable, Hashable, CustomStringConvertible {
    /// As failures of an import show it, such as `AccessDenied`.
    public var type: String
    public var message: String

    public init(_ type: String, _ message: String) {
        self.type = type
        self.message = message
    }

    /// It is not a log file, or not one that can be decompressed.
    public static let invalidLogFile = "InvalidLogFile"
    public static let accessDenied = "AccessDenied"
    public static let noSuchKey = "NoSuchKey"
    public static let internalError = "InternalError"

    public var description: String { "\(type): \(message)" }
}
