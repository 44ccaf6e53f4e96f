import NIOCore

/// The bytes of a request's content as they come, without the framing of aws-chunked.
struct PayloadChunks: AsyncSequence, Sendable {
    typealias Element = ByteBuffer
    typealias Failure = any Error

    private let body: BucketRequest.Body
    private let framing: PayloadFraming
    private let expectedByteCount: Int?
    private let trailers: PayloadTrailers

    init(_ body: BucketRequest.Body, framing: PayloadFraming, expectedByteCount: Int?, trailers: PayloadTrailers) {
        self.body = body
        self.framing = framing
        if case .none = framing { self.expectedByteCount = nil } else { self.expectedByteCount = expectedByteCount }
        self.trailers = trailers
    }

    func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(
            source: body.makeAsyncIterator(), framing: framing,
            expectedByteCount: expectedByteCount, trailers: trailers)
    }

    struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate var source: any AsyncIteratorProtocol<ByteBuffer, any Error>
        fileprivate var framing: PayloadFraming
        fileprivate let expectedByteCount: Int?
        fileprivate let trailers: PayloadTrailers
        private var byteCount = 0

        fileprivate init(
            source: any AsyncIteratorProtocol<ByteBuffer, any Error>, framing: PayloadFraming,
            expectedByteCount: Int?, trailers: PayloadTrailers
        ) {
            self.source = source
            self.framing = framing
            self.expectedByteCount = expectedByteCount
            self.trailers = trailers
        }

        mutating func next() async throws -> ByteBuffer? {
            while let chunk = try await source.next(isolation: #isolation) {
                let content = try framing.decode(chunk)
                byteCount += content.readableBytes
                guard byteCount <= PutLimits.objectByteCountMax else {
                    throw S3Failure(
                        "EntityTooLarge", 400, "Your proposed upload exceeds the maximum allowed object size.")
                }
                if content.readableBytes > 0 { return content }
            }
            trailers.set(try framing.finish())
            if let expectedByteCount, expectedByteCount != byteCount {
                throw S3Failure(
                    "IncompleteBody", 400,
                    "The request body has \(byteCount) bytes and not the \(expectedByteCount) that it was to have.")
            }
            return nil
        }
    }
}
