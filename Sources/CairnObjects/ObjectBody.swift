import NIOCore

/// An object that is being read.
public struct ObjectBody: Sendable {
    public var info: ObjectInfo
    /// The bytes' places in the object: all of them, or the range that was asked for.
    public var range: Range<Int>
    /// The bytes of the range. An object that changes while it is read makes no difference to them.
    public var chunks: ObjectChunks

    public init(info: ObjectInfo, range: Range<Int>, chunks: ObjectChunks) {
        self.info = info
        self.range = range
        self.chunks = chunks
    }

    /// Reads all of the range.
    ///
    /// - Throws: ``ObjectStoreError`` with `entityTooLarge` if it has more bytes than the limit.
    public func collect(upTo limit: Int) async throws(ObjectStoreError) -> [UInt8] {
        guard range.count <= limit else { throw Self.tooLarge(info.key, limit) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(range.count)
        do {
            for try await chunk in chunks {
                guard bytes.count + chunk.readableBytes <= limit else { throw Self.tooLarge(info.key, limit) }
                bytes.append(contentsOf: chunk.readableBytesView)
            }
        } catch {
            throw ObjectStoreError.reading(error)
        }
        return bytes
    }

    private static func tooLarge(_ key: String, _ limit: Int) -> ObjectStoreError {
        ObjectStoreError(.entityTooLarge, "The object has more than the \(limit) bytes that are read at once: \(key)")
    }
}
