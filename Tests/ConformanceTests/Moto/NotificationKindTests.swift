import CairnAWSClient
import CairnGzip
import CairnObjects
import CairnProcessing
import Synchronization
import Testing

/// Each kind of message that tells of a log file, through SQS and SNS of moto, with files in its S3.
@Suite(
    .enabled(if: MotoServer.python != nil, "no Python with moto: run make setup-tests"), .timeLimit(.minutes(2)))
struct NotificationKindTests {
    private static let filesPerKind = 3

    private final class Heard: Sendable {
        private let state = Mutex((ids: [String](), errors: [ProcessingError]()))
        var ids: [String] { state.withLock { $0.ids } }
        var errors: [ProcessingError] { state.withLock { $0.errors } }
        func add(_ events: [CloudTrailEvent]) { state.withLock { $0.ids += events.compactMap(\.eventID) } }
        func add(_ error: ProcessingError) { state.withLock { $0.errors.append(error) } }
    }

    private static func eventID(_ kind: Int, _ file: Int, _ event: Int) -> String {
        "2f4d1c30-0000-4000-8000-000000000\(kind)\(file)\(event)"
    }

    /// Puts the files of all kinds into the bucket and their messages into the queue, and returns the events' ids.
    private static func send(_ world: DeliveredMessages) async throws -> Set<String> {
        var ids: Set<String> = []
        for (number, kind) in NotificationKind.allCases.enumerated() {
            for file in 0..<filesPerKind {
                // A prefix that S3 must encode.
                let key =
                    "our logs+ü/AWSLogs/222233334444/CloudTrail/us-east-1/2026/03/01/"
                    + "222233334444_CloudTrail_us-east-1_20260301T1015Z_\(kind.rawValue)\(file).json.gz"
                let events = (0..<2).map { eventID(number, file, $0) }
                let records = events.map { #"{"eventVersion":"1.11","eventID":"\#($0)"}"# }.joined(separator: ",")
                let bytes = try Gzip.compress(Array("{\"Records\":[\(records)]}".utf8))
                try await world.store.put(bucket: DeliveredMessages.bucket, key: key, bytes: bytes)
                let message = kind.message(bucket: DeliveredMessages.bucket, key: key, size: bytes.count)
                if kind.isPublished { try await world.publish(message) } else { try await world.send(message) }
                ids.formUnion(events)
            }
        }
        return ids
    }

    @Test func everyKindIsUnderstood() async throws {
        try await MotoServer.with { server in
            let client = server.client()
            let world = try await DeliveredMessages(client)
            let ids = try await Self.send(world)
            let sent = NotificationKind.allCases.count * Self.filesPerKind
            #expect(ids.count == 2 * sent)
            // What S3 says first is no error, and stays.
            try await world.send(NotificationKind.test)
            try await world.publish(NotificationKind.test)
            let heard = Heard()
            try await Self.process(world, client, heard) { try await world.remaining() == 2 }
            #expect(Set(heard.ids) == ids && heard.ids.count == ids.count && heard.errors.isEmpty)
        }
    }

    private static func process(
        _ world: DeliveredMessages, _ client: AWSClient, _ heard: Heard,
        until isDone: @escaping @Sendable () async throws -> Bool
    ) async throws {
        var configuration = ProcessingConfiguration(sqsURL: world.queueURL)
        configuration.threadCount = 4
        configuration.maxEventsPerEmit = 10
        configuration.pollWaitSeconds = 1
        var handlers = ProcessingHandlers { heard.add($0) }
        handlers.exceptionHandler = { heard.add($0) }
        try await world.process(
            configuration, client, handlers, lookingEvery: .milliseconds(200), until: isDone)
    }
}
