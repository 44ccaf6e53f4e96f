import CairnAWSClient
import NIOCore

/// An answer's body in the buffers that objects are read in.
struct BufferedChunks: AsyncSequence, Sendable {
    typealias Element = ByteBuffer

    private let body: AWSByteStream

    init(_ body: AWSByteStream) { self.body = body }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(source: body.makeAsyncIterator()) }

    struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate var source: AWSByteStream.AsyncIterator

        mutating func next() async throws -> ByteBuffer? {
            do {
                return try await source.next().map { ByteBuffer(bytes: $0) }
            } catch let error as AWSClientError {
                throw ObjectStoreError(error)
            }
        }
    }
}
