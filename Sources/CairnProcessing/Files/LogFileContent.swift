public import CairnAWSClient

/// A log file that is being read.
public struct LogFileContent: Sendable {
    /// With its size, if that is known.
    public var file: LogFile
    /// The bytes as they lie in the bucket, read once.
    public var bytes: AWSByteStream
    /// The object's user metadata, names in lower case; `nil` where only the bytes are at hand.
    public var metadata: [String: String]?

    public init(file: LogFile, bytes: AWSByteStream, metadata: [String: String]? = nil) {
        self.file = file
        self.bytes = bytes
        self.metadata = metadata
    }
}

/// Where log files are fetched from: the port behind the processor.
public protocol LogFileDownloads: Sendable {
    /// Opens a file for reading.
    /// - Throws: ``NoSuchLogFile``, or whatever tells why; such an error never costs the message that named the file.
    func open(_ file: LogFile) async throws -> LogFileContent
}

/// A place whose log files can be listed: a bucket, or a folder that was copied from one.
///
/// Law: pages list every key once, in the order of the keys' UTF-8 bytes.
public protocol LogFileStore: LogFileDownloads {
    /// Returns the files behind `after` whose keys begin with the prefix; an empty page is the last.
    func list(prefix: String, after: String?, limit: Int) async throws -> [LogFile]
}

/// There is no file of that key.
public struct NoSuchLogFile: Error, Sendable, CustomStringConvertible {
    public let file: LogFile

    public init(_ file: LogFile) { self.file = file }

    public var description: String { "There is no file \(file)" }
}
