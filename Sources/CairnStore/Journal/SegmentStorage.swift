/// Where journal segments live: the port between the journal's logic and a disk, a memory, or a test's failures.
///
/// A segment is named by the sequence number of its first record. Errors of writing name the place and the reason.
public protocol SegmentStorage: Sendable {
    /// For messages: the folder, or `memory`.
    var location: String { get }
    /// Whether what is written outlives the process.
    var isDurable: Bool { get }

    /// What is there, by first sequence.
    func segments() throws(StoreError) -> [StoredSegment]
    /// Opens a segment for writing behind its present end, creating it if it is not there.
    func writer(of first: UInt64) throws(StoreError) -> any SegmentWriter
    func reader(of first: UInt64) throws(StoreError) -> any SegmentReader
    func remove(_ first: UInt64) throws(StoreError)

    func seal(of first: UInt64) throws(StoreError) -> [UInt8]?
    /// Writes a seal, whole or not at all.
    func writeSeal(_ bytes: [UInt8], of first: UInt64) throws(StoreError)
    /// Where the chain of seals begins once retention has removed older ones.
    func chainStart() throws(StoreError) -> [UInt8]?
    func writeChainStart(_ bytes: [UInt8]) throws(StoreError)

    /// Moves everything behind the offset out of the segment into a file of its own; returns that file's name.
    func setAside(_ first: UInt64, from offset: UInt64) throws(StoreError) -> String
    /// Finds out whether writing works again.
    func probe() throws(StoreError)
    /// Lets another process have the place; nothing is written afterwards.
    func close()
}

/// A segment as the storage sees it.
public struct StoredSegment: Sendable, Hashable {
    public var first: UInt64
    public var byteLength: UInt64

    public init(first: UInt64, byteLength: UInt64) {
        self.first = first
        self.byteLength = byteLength
    }
}

/// The writing end of one segment. Used by one thread at a time, except ``sync()``, which any thread may call.
public protocol SegmentWriter: AnyObject, Sendable {
    /// Writes all bytes at the offset, which is the end. After an error an unknown part is there: truncate.
    func write(_ bytes: UnsafeRawBufferPointer, at offset: UInt64) throws(StoreError)
    func truncate(to length: UInt64) throws(StoreError)
    func sync() throws(StoreError)
}

/// The reading end of one segment; any number of threads may use it.
public protocol SegmentReader: AnyObject, Sendable {
    /// Reads up to the buffer's length; fewer only at the end of the segment.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64) throws(StoreError) -> Int

    /// Says that a part will be read soon, so that it may be fetched meanwhile; does nothing by default.
    func prefetch(_ range: Range<UInt64>)
}

extension SegmentReader {
    public func prefetch(_ range: Range<UInt64>) {}
}

/// The names of segments and of the files beside them.
enum SegmentName {
    static func text(_ first: UInt64) -> String {
        let digits = String(first)
        return String(repeating: "0", count: max(0, 20 - digits.utf8.count)) + digits
    }

    static func file(_ first: UInt64) -> String { text(first) + ".ndjson" }
    static func seal(_ first: UInt64) -> String { text(first) + ".seal.json" }

    /// The first sequence in a segment's file name; `nil` for any other file.
    static func first(inFile name: String) -> UInt64? {
        guard name.utf8.count == 27, name.hasSuffix(".ndjson") else { return nil }
        return UInt64(name.prefix(20))
    }
}
