import CairnObjects
import NIOCore

/// The bytes of an object; when the connection breaks, the rest is asked for, if the object is still the same.
struct ResumedChunks: AsyncSequence, Sendable {
    typealias Element = [UInt8]

    let store: any ObjectStore
    let file: LogFile
    let body: ObjectBody
    let attemptsMax: Int

    func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(
            store: store, file: file, info: body.info, attemptsLeft: attemptsMax - 1,
            chunks: body.chunks.makeAsyncIterator())
    }

    struct AsyncIterator: AsyncIteratorProtocol {
        let store: any ObjectStore
        let file: LogFile
        let info: ObjectInfo
        var attemptsLeft: Int
        var chunks: ObjectChunks.AsyncIterator
        var received = 0

        mutating func next() async throws -> [UInt8]? {
            while true {
                do {
                    if let chunk = try await chunks.next() {
                        received += chunk.readableBytes
                        return Array(chunk.readableBytesView)
                    }
                    if received >= info.size { return nil }
                    throw ObjectStoreError(.incompleteBody, "\(file) ended after \(received) of \(info.size) bytes")
                } catch {
                    try await resume(after: error)
                }
            }
        }

        private mutating func resume(after error: any Error) async throws {
            guard attemptsLeft > 0, !Task.isCancelled, !(error is CancellationError) else { throw error }
            attemptsLeft -= 1
            let range: ObjectRange? = received > 0 ? .from(received) : nil
            let body = try await store.get(bucket: file.bucket, key: file.key, range: range)
            guard body.info.etag == info.etag, body.range.lowerBound == received else { throw error }
            chunks = body.chunks.makeAsyncIterator()
        }
    }
}
