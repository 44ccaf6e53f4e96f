/// The place that an event was read from.
public struct EventOrigin: Sendable, Hashable {
    public let logFile: LogFile
    /// Counted from 0 in the file.
    public let index: Int
    /// Where the record begins in the file, in bytes after decompression.
    public let byteOffset: Int
    /// Where the record stands in the file's text, in UTF-16 units as the Java library counts; only with
    /// ``ProcessingConfiguration/enableRawEventInfo``.
    public let characterRange: Range<Int>?
}
