import CairnAWSClient
import CairnObjects
import CairnProcessing
import CairnServer
import CairnTesting
import Foundation
import Synchronization
import Testing

/// The processor against moto's SQS and S3, fed by Cairn's own delivery, with faults on the way and in what lies there.
///
/// `CAIRN_MOTO_MESSAGES` says how many messages; 10000 take some minutes.
@Suite(.enabled(if: MotoServer.python != nil, "no Python with moto: run make setup-tests"))
struct MotoProcessorTests {
    private static let count = ProcessInfo.processInfo.environment["CAIRN_MOTO_MESSAGES"].flatMap { Int($0) } ?? 120
    private static let interval = Duration.seconds(300)

    private static func fault(_ index: Int) -> DeliveredMessages.Fault {
        switch index % 40 {
        case 1: .missing
        case 2: .truncated
        case 3: .wrongJSON
        case 4, 5: .duplicate
        case 6: .notAMessage
        default: .none
        }
    }

    @Test(.timeLimit(.minutes(60))) func everyGoodRecordIsHandedOverAndNoneIsLost() async throws {
        try await MotoServer.with { server in
            let world = try await DeliveredMessages(server.client(attemptsMax: 5))
            let recorded = try await withCairn({ configuration in
                configuration.upstream = server.url
                configuration.deliveryInterval = Self.interval
            }) { cairn in
                try await world.deliver(Self.count, from: cairn, interval: Self.interval)
            }
            let expected = try await Self.inflictFaults(on: world)
            #expect(expected.delivered.isSuperset(of: recorded), "every event was delivered")

            let transport = FaultyTransport(share: 0.03)
            let report = try await Self.process(world, server.client(transport), stuck: expected.stuck)
            #expect(report.eventIDs.isSuperset(of: expected.good), "none is lost")
            #expect(try await world.remaining() == expected.stuck, "what cannot be processed stays, all else goes")
            #expect(report.codes.isSuperset(of: [.downloadFailed, .logUnreadable, .messageUnreadable]))
            #expect(transport.faultCount > 0)
        }
    }

    private struct Expected {
        /// The events of all files, before anything befell them.
        var delivered: Set<String> = []
        /// Those of the files that can still be read.
        var good: Set<String> = []
        /// How many messages cannot be processed.
        var stuck = 0
    }

    private static func inflictFaults(on world: DeliveredMessages) async throws -> Expected {
        var expected = Expected()
        for (index, key) in try await world.keys().enumerated() {
            let eventIDs = try await world.eventIDs(inFile: key)
            let fault = fault(index)
            try await world.inflict(fault, on: key)
            expected.delivered.formUnion(eventIDs)
            if fault.leavesFile { expected.good.formUnion(eventIDs) }
            if fault.leavesMessage { expected.stuck += 1 }
        }
        return expected
    }

    private struct Report {
        var eventIDs: Set<String> = []
        var codes: Set<ProcessingError.Code> = []
    }

    /// Runs a processor until only the messages that cannot be processed are left.
    private static func process(_ world: DeliveredMessages, _ client: AWSClient, stuck: Int) async throws -> Report {
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
