import CairnAWSClient

/// Reads a log file to its end: decompresses, parses, filters, and hands events over in batches.
struct LogFileReading: Sendable {
    /// Why a file was not read to its end.
    enum Failure: Error {
        case download(any Error)
        case parsing(LogParsingError)
        /// The user's filter or processor has thrown.
        case callback(any Error)
    }

    /// Compressed bytes between two hand-overs: what they decompress to is held, however well they were compressed.
    private static let stepByteCount = 8 << 10

    let batchSize: Int
    let options: ParsingOptions
    let handlers: ProcessingHandlers

    func run(_ content: LogFileContent, counts: inout EventCounts) async throws(Failure) {
        var decoder = LogFileDecoder(file: content.file, options: options)
        let batch = EventBatch(size: batchSize, filter: handlers.eventFilter)
        var chunks = content.bytes.makeAsyncIterator()
        while let chunk = try await Self.next(&chunks) {
            var start = 0
            while start < chunk.count {
                let end = min(start + Self.stepByteCount, chunk.count)
                do throws(LogParsingError) {
                    try decoder.feed(chunk[start..<end]) { batch.add($0) }
                } catch {
                    try await emitAll(batch, &counts)
                    throw .parsing(error)
                }
                start = end
                try await emitFull(batch, &counts)
            }
        }
        do throws(LogParsingError) {
            try decoder.finish()
        } catch {
            try await emitAll(batch, &counts)
            throw .parsing(error)
        }
        try await emitAll(batch, &counts)
    }

    /// Hands over what is left, also of a file that is damaged further on: what came before is good.
    private func emitAll(_ batch: EventBatch, _ counts: inout EventCounts) async throws(Failure) {
        try await emitFull(batch, &counts)
        try await emit(batch.takeRest(), &counts)
        counts.add(batch)
    }

    private static func next(_ chunks: inout AWSByteStream.AsyncIterator) async throws(Failure) -> [UInt8]? {
        do {
            try Task.checkCancellation()
            return try await chunks.next()
        } catch {
            throw .download(error)
        }
    }

    private func emitFull(_ batch: EventBatch, _ counts: inout EventCounts) async throws(Failure) {
        while let events = batch.takeFull() { try await emit(events, &counts) }
        if let error = batch.failure {
            counts.add(batch)
            throw .callback(error)
        }
    }

    private func emit(_ events: [CloudTrailEvent], _ counts: inout EventCounts) async throws(Failure) {
        guard !events.isEmpty else { return }
        do {
            try await handlers.process(events)
        } catch {
            throw .callback(error)
        }
        counts.handedOver += events.count
    }
}

/// How many events a file, or many, gave.
public struct EventCounts: Sendable, Hashable {
    /// Given to the processor, which took them.
    public internal(set) var handedOver = 0
    /// Not wanted by the event filter.
    public internal(set) var filtered = 0

    public init() {}

    mutating func add(_ batch: EventBatch) { filtered += batch.filteredCount }

    mutating func add(_ other: EventCounts) {
        handedOver += other.handedOver
        filtered += other.filtered
    }
}

/// Events on their way to the user.
final class EventBatch {
    private let size: Int
    private let filter: @Sendable (CloudTrailEvent) throws -> Bool
    private var events: [CloudTrailEvent] = []
    private var start = 0
    private(set) var filteredCount = 0
    /// What the filter threw; nothing is taken after it.
    private(set) var failure: (any Error)?

    init(size: Int, filter: @escaping @Sendable (CloudTrailEvent) throws -> Bool) {
        self.size = size
        self.filter = filter
    }

    func add(_ event: CloudTrailEvent) {
        guard failure == nil else { return }
        do {
            if try filter(event) { events.append(event) } else { filteredCount += 1 }
        } catch {
            failure = error
        }
    }

    /// The next full batch; `nil` if there is none.
    func takeFull() -> [CloudTrailEvent]? {
        guard events.count - start >= size else {
            events.removeSubrange(0..<start)
            start = 0
            return nil
        }
        start += size
        return Array(events[start - size..<start])
    }

    func takeRest() -> [CloudTrailEvent] {
        defer { (events, start) = ([], 0) }
        return Array(events[start...])
    }
}
