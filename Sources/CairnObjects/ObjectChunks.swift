public import NIOCore

/// The bytes of an object, or of a range of it, in chunks that are read as they are asked for.
public struct ObjectChunks: AsyncSequence, Sendable {
    public typealias Element = ByteBuffer

    private struct Memory {
        let places: Range<Int>
        let buffer: ByteBuffer
    }

    private let begin: @Sendable (Range<Int>?) -> AsyncIterator
    private let memory: Memory?

    /// Makes chunks of any sequence of them.
    public init<Chunks: AsyncSequence & Sendable>(_ chunks: Chunks) where Chunks.Element == ByteBuffer {
        self.init { _ in
            var iterator = chunks.makeAsyncIterator()
            return AsyncIterator { try await iterator.next() }
        }
    }

    /// Makes chunks of bytes that are there already.
    public init(bytes: [UInt8]) {
        self.init(range: 0..<bytes.count) { range in ByteBuffer(bytes: bytes[range]) }
    }

    /// Makes one chunk of bytes that are there already, those of a range.
    init(range: Range<Int>, buffer: ByteBuffer) {
        memory = Memory(places: range, buffer: buffer)
        begin = { _ in
            var chunk = buffer.readableBytes == 0 ? nil : buffer
            return AsyncIterator {
                defer { chunk = nil }
                return chunk
            }
        }
    }

    /// Makes chunks that are read from a place that can be read anywhere.
    ///
    /// - Parameter read: reads a part of the range, in whole.
    init(range whole: Range<Int>, read: @escaping @Sendable (Range<Int>) async throws -> ByteBuffer) {
        self.init { part in
            let wanted = (part ?? whole).clamped(to: whole)
            var position = wanted.lowerBound
            return AsyncIterator {
                guard position < wanted.upperBound else { return nil }
                let range = position..<Swift.min(wanted.upperBound, position + Self.chunkByteCount)
                position = range.upperBound
                return try await read(range)
            }
        }
    }

    private init(begin: @escaping @Sendable (Range<Int>?) -> AsyncIterator) {
        self.begin = begin
        memory = nil
    }

    /// The bytes, if all of them are in memory already.
    public var buffer: ByteBuffer? { memory?.buffer }

    /// A part of chunks that can be read anywhere.
    func part(_ range: Range<Int>) -> ObjectChunks {
        guard let memory else { return ObjectChunks { [begin] _ in begin(range) } }
        let wanted = range.clamped(to: memory.places)
        let start = memory.buffer.readerIndex + wanted.lowerBound - memory.places.lowerBound
        return ObjectChunks(
            range: wanted, buffer: memory.buffer.getSlice(at: start, length: wanted.count) ?? ByteBuffer())
    }

    private static let chunkByteCount = 256 << 10

    public func makeAsyncIterator() -> AsyncIterator { begin(nil) }

    public struct AsyncIterator: AsyncIteratorProtocol {
        private let read: () async throws -> ByteBuffer?

        init(_ read: @escaping () async throws -> ByteBuffer?) { self.read = read }

        public mutating func next() async throws -> ByteBuffer? { try await read() }
    }
}
