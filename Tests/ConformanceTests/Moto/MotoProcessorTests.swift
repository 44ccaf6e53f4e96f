import CairnAWSClient
import CairnGzip
import CairnModel
import CairnObjects
import CairnProcessing
import CairnWire
import Foundation
import Synchronization
import Testing

/// The processor against moto's SQS and S3, with faults on the way and in what lies there.
///
/// `CAIRN_MOTO_MESSAGES` says how many messages; 10000 take some minutes.
@Suite(.enabled(if: MotoServer.python != nil, "no Python with moto: run make setup-tests"))
struct MotoProcessorTests {
    private static let count = ProcessInfo.processInfo.environment["CAIRN_MOTO_MESSAGES"].flatMap { Int($0) } ?? 200
    private static let perFile = 2

    private enum Fault { case none, missing, truncated, wrongJSON, duplicate, notAMessage }

    private static func fault(_ index: Int) -> Fault {
        switch index % 40 {
        case 1: .missing
        case 2: .truncated
        case 3: .wrongJSON
        case 4, 5: .duplicate
        case 6: .notAMessage
        default: .none
        }
    }

    private static func isGood(_ index: Int) -> Bool {
        let fault = fault(index)
        return fault == .none || fault == .duplicate
    }

    private static func eventID(_ index: Int) -> String {
        let digits = String(index, radix: 16)
        return "2f4d1c30-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.utf8.count) + digits
    }

    private static func key(_ index: Int) -> String {
        let unique = String(String(index + 1_000_000).dropFirst())
        return "AWSLogs/222233334444/CloudTrail/us-east-1/2026/03/01/"
            + "222233334444_CloudTrail_us-east-1_20260301T1015Z_\(unique).json.gz"
    }

    private static func file(_ index: Int) throws -> [UInt8] {
        let records = (index * perFile..<(index + 1) * perFile).map { #"{"eventID":"\#(eventID($0))"}"# }
        let text = #"{"Records":["# + records.joined(separator: ",") + "]}"
        let file = try Gzip.compress(Array(text.utf8))
        switch fault(index) {
        case .truncated: return Array(file.dropLast(8))
        case .wrongJSON: return try Gzip.compress(Array(#"{"Records":[{"eventID":]}"#.utf8))
        default: return file
        }
    }

    @Test(.timeLimit(.minutes(20))) func everyGoodRecordIsHandedOverAndNoneIsLost() async throws {
        try await MotoServer.with { server in
            let world = try await World(server.client(attemptsMax: 5))
            try await world.fill(
                Self.count, file: { Self.fault($0) == .missing ? nil : (Self.key($0), try Self.file($0)) })
            try await world.send(Self.bodies())
            let transport = FaultyTransport(share: 0.03)
            let stuck = (0..<Self.count).count { !Self.isGood($0) }
            let report = try await Self.process(world, server.client(transport), stuck: stuck)
            let good = Set(
                (0..<Self.count).filter(Self.isGood)
                    .flatMap { ($0 * Self.perFile..<($0 + 1) * Self.perFile).map(Self.eventID) })
            #expect(report.eventIDs.isSuperset(of: good), "none is lost")
            #expect(try await world.remaining() == stuck, "what cannot be processed stays, all else is deleted")
            #expect(report.codes.isSuperset(of: [.downloadFailed, .logUnreadable, .messageUnreadable]))
            #expect(transport.faultCount > 0)
        }
    }

    private static func bodies() -> [String] {
        (0..<count).flatMap { index -> [String] in
            let message = #"{\"s3Bucket\":\"box\",\"s3ObjectKey\":[\"\#(key(index))\"]}"#
            let body =
                fault(index) == .notAMessage ? "hello" : #"{"Type":"Notification","Message":"\#(message)"}"#
            return Array(repeating: body, count: fault(index) == .duplicate ? 2 : 1)
        }
    }

    private struct Report {
        var eventIDs: Set<String> = []
        var codes: Set<ProcessingError.Code> = []
    }

    /// Runs a processor until only the messages that cannot be processed are left.
    private static func process(_ world: World, _ client: AWSClient, stuck: Int) async throws -> Report {
        let report = Mutex(Report())
        var configuration = ProcessingConfiguration(sqsURL: world.queueURL)
        configuration.threadCount = 8
        configuration.parallelReaderCount = 2
        configuration.maxEventsPerEmit = 10
        configuration.pollWaitSeconds = 1
        // Messages whose answer was lost come again soon.
        configuration.visibilityTimeoutSeconds = 3
        var handlers = ProcessingHandlers { events in
            report.withLock { $0.eventIDs.formUnion(events.compactMap(\.eventID)) }
        }
        handlers.exceptionHandler = { error in report.withLock { _ = $0.codes.insert(error.code) } }
        let processor = LogProcessor(
            configuration: configuration, queue: SQSQueue(client: client, url: world.queueURL),
            downloads: ObjectLogFiles(store: S3ObjectStore(client: client)), handlers: handlers)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await processor.run() }
            group.addTask {
                while try await world.remaining() > stuck { try await Task.sleep(for: .milliseconds(200)) }
            }
            try await group.next()
            group.cancelAll()
        }
        return report.withLock { $0 }
    }
}

/// A bucket and a queue.
private struct World: Sendable {
    let client: AWSClient
    let queueURL: String

    init(_ client: AWSClient) async throws {
        self.client = client
        _ = try await client.call(
            service: "s3", operation: "CreateBucket", input: .structure([.init("Bucket", .string("box"))]))
        let queue = try await client.call(
            service: "sqs", operation: "CreateQueue", input: .structure([.init("QueueName", .string("logs"))]))
        queueURL = queue["QueueUrl"]?.stringValue ?? ""
    }

    func fill(_ count: Int, file: @escaping @Sendable (Int) throws -> (key: String, bytes: [UInt8])?) async throws {
        let store = S3ObjectStore(client: client)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<count {
                if index >= 8 { try await group.next() }
                group.addTask {
                    guard let (key, bytes) = try file(index) else { return }
                    try await store.put(bucket: "box", key: key, bytes: bytes)
                }
            }
            try await group.waitForAll()
        }
    }

    func send(_ bodies: [String]) async throws {
        for start in stride(from: 0, to: bodies.count, by: 10) {
            let entries = bodies[start..<min(start + 10, bodies.count)].enumerated().map { index, body in
                WireValue.structure([.init("Id", .string("\(index)")), .init("MessageBody", .string(body))])
            }
            _ = try await client.call(
                service: "sqs", operation: "SendMessageBatch",
                input: .structure([.init("QueueUrl", .string(queueURL)), .init("Entries", .list(entries))]))
        }
    }

    /// How many messages are in the queue, hidden or not.
    func remaining() async throws -> Int {
        let output = try await client.call(
            service: "sqs", operation: "GetQueueAttributes",
            input: .structure([
                .init("QueueUrl", .string(queueURL)), .init("AttributeNames", .list([.string("All")])),
            ]))
        guard case .map(let attributes)? = output["Attributes"] else { return .max }
        let names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        return attributes.filter { names.contains($0.name) }
            .reduce(0) { $0 + (Int($1.value.stringValue ?? "") ?? 0) }
    }
}
