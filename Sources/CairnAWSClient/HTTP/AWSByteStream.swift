/// Bytes that arrive, or are sent, in pieces. A stream of an answer can be read once.
public struct AWSByteStream: AsyncSequence, Sendable {
    public struct AsyncIterator: AsyncIteratorProtocol {
        private let step: () async throws -> [UInt8]?

        init(_ step: @escaping () async throws -> [UInt8]?) { self.step = step }

        /// - Throws: ``AWSClientError`` for an answer whose connection breaks or stands still.
        public mutating func next() async throws -> [UInt8]? { try await step() }
    }

    private let begin: @Sendable () -> AsyncIterator

    public init<Chunks: AsyncSequence & Sendable>(_ chunks: Chunks) where Chunks.Element == [UInt8] {
        begin = {
            var iterator = chunks.makeAsyncIterator()
            return AsyncIterator { try await iterator.next() }
        }
    }

    /// A stream of one piece, of none if it is empty.
    public init(_ bytes: [UInt8]) {
        begin = {
            var rest = bytes.isEmpty ? nil : bytes
            return AsyncIterator {
                defer { rest = nil }
                return rest
            }
        }
    }

    public func makeAsyncIterator() -> AsyncIterator { begin() }

    /// Reads all that comes.
    /// - Throws: ``AWSClientError`` with `malformedAnswer` if there is more than that many bytes, and what the stream
    ///   throws.
    public func collect(upTo byteCountMax: Int) async throws(AWSClientError) -> [UInt8] {
        let (bytes, isComplete) = try await prefix(byteCountMax)
        guard isComplete else {
            throw AWSClientError(.malformedAnswer, "The answer has more than \(byteCountMax) bytes")
        }
        return bytes
    }

    /// Reads the beginning, and tells whether that is all.
    func prefix(_ byteCountMax: Int) async throws(AWSClientError) -> (bytes: [UInt8], isComplete: Bool) {
        var bytes: [UInt8] = []
        do {
            for try await chunk in self {
                if bytes.isEmpty, chunk.count <= byteCountMax {
                    bytes = chunk
                    continue
                }
                let space = byteCountMax - bytes.count
                bytes += chunk.prefix(space)
                if chunk.count > space { return (bytes, false) }
            }
        } catch let error as AWSClientError {
            throw error
        } catch {
            throw AWSClientError(error is CancellationError ? .cancelled : .interrupted, "\(error)", cause: error)
        }
        return (bytes, true)
    }
}
