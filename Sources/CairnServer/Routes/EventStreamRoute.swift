import AsyncAlgorithms
import CairnModel
import CairnStore
import HTTPTypes
import Hummingbird
import NIOCore
import ServiceLifecycle

/// `GET /_cairn/events`: records as server-sent events, as they are recorded.
///
/// With access control a listener gets those of its account alone. One that is slow makes its own stream wait and
/// nothing else: it reads the journal at its own pace.
struct EventStreamRoute {
    private static let heartbeat = Duration.seconds(15)

    let search: EventSearch
    let guardian: AdminGuard

    func add(to router: Router<BasicRequestContext>) {
        router.get("/_cairn/events") { request, _ in
            try await guardian.admit(request, to: .readEvents) { _, account in events(of: account) }
        }
    }

    private func events(of account: String?) -> Response {
        Response(
            status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
            body: ResponseBody { writer in
                try await writer.write(ByteBuffer(string: ": live\n\n"))
                try await stream(search.readerAtEnd(), of: account, to: &writer)
                try await writer.finish(nil)
            })
    }

    private func stream(
        _ reader: JournalReader, of account: String?, to writer: inout any ResponseBodyWriter
    ) async throws {
        let parts = AsyncThrowingChannel<ByteBuffer, any Error>()
        let reading = Task { await read(reader, of: account, into: parts) }
        let beating = Task {
            while !Task.isCancelled {
                try await Task.sleep(for: Self.heartbeat)
                await parts.send(ByteBuffer(string: ": still here\n\n"))
            }
        }
        defer {
            reading.cancel()
            beating.cancel()
        }
        for try await part in parts { try await writer.write(part) }
    }

    /// Ends with the journal, or when the server is told to stop: a listener must not hold that up.
    private func read(
        _ reader: JournalReader, of account: String?, into parts: AsyncThrowingChannel<ByteBuffer, any Error>
    ) async {
        await withGracefulShutdownHandler {
            do {
                while let batch = try await reader.next(maxBytes: 256 << 10) {
                    await parts.send(Self.events(in: batch, of: account))
                }
                parts.finish()
            } catch {
                parts.fail(error)
            }
        } onGracefulShutdown: {
            parts.finish()
        }
    }

    private static func events(in batch: JournalBatch, of account: String?) -> ByteBuffer {
        var buffer = ByteBuffer()
        buffer.reserveCapacity(batch.bytes.count + batch.count * 8)
        batch.forEachRecord { _, record in
            if let account, RecordView.recipient(of: record) != account { return }
            buffer.writeString("data: ")
            StandardRecord.with(record) { _ = buffer.writeBytes($0) }
            buffer.writeString("\n\n")
        }
        return buffer
    }
}
