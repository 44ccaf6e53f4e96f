import NIOCore

/// The bytes of a request's content as they come, without the framing of aws-chunked.
struct PayloadChunks: AsyncSequence, Sendable {
    typealias Element = ByteBuffer
    typealias Failure = any Error

    private let body: BucketRequest.Body
    private let isChunked: Bool
    private let expectedByteCount: Int?
    private let trailers: PayloadTrailers

    init(_ body: BucketRequest.Body, isChunked: Bool, expectedByteCount: Int?, trailers: PayloadTrailers) {
        self.body = body
        self.isChunked = isChunked
        self.expectedByteCount = isChunked ? expectedByteCount : nil
        self.trailers = trailers
    }

    func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(
            source: body.makeAsyncIterator(), decoder: isChunked ? AWSChunkedDecoder() : nil,
            expectedByteCount: expectedByteCount, trailers: trailers)
    }

    struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate var source: any AsyncIteratorProtocol<ByteBuffer, any Error>
        fileprivate var decoder: AWSChunkedDecoder?
        fileprivate let expectedByteCount: Int?
        fileprivate let trailers: PayloadTrailers
        private var byteCount = 0

        fileprivate init(
            source: any AsyncIteratorProtocol<ByteBuffer, any Error>, decoder: AWSChunkedDecoder?,
            expectedByteCount: Int?, trailers: PayloadTrailers
        ) {
            self.source = source
            self.decoder = decoder
            self.expectedByteCount = expectedByteCount
            self.trailers = trailers
        }

        mutating func next() async throws -> ByteBuffer? {
            while let chunk = try await source.next(isolation: #isolation) {
                let content = try decoder?.decode(chunk) ?? chunk
                byteCount += content.readableBytes
                guard byteCount <= PutLimits.objectByteCountMax else {
                    throw S3Failure(
                        "EntityTooLarge", 400, "Your proposed upload exceeds the maximum allowed object size.")
                }
                if content.readableBytes > 0 { return content }
            }
            if let decoder { trailers.set(try decoder.finish()) }
            if let expectedByteCount, expectedByteCount != byteCount {
                throw S3Failure(
                    "IncompleteBody", 400,
                    "The request body has \(byteCount) bytes and not the \(expectedByteCount) that it was to have.")
            }
            return nil
        }
    }
}
