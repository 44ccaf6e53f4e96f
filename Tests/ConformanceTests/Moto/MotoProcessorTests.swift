import CairnAWSClient
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
    /// Messages that cannot be processed come again and again: with many of them not too soon.
    private static let visibilitySeconds = count > 1000 ? 120 : 3

    @Test(.timeLimit(.minutes(60))) func everyGoodRecordIsHandedOverAndNoneIsLost() async throws {
        try await MotoServer.with { try await Self.run($0) }
    }

    private static func run(_ server: MotoServer) async throws {
        var watch = Stopwatch()
        let world = try await DeliveredMessages(server.client(attemptsMax: 5))
        let recorded = try await withCairn({ configuration in
            configuration.upstream = server.url
            configuration.deliveryInterval = interval
        }) { cairn in
            try await world.deliver(count, from: cairn, interval: interval)
        }
        watch.lap("delivered")
        let spoiled = try await world.spoil()
        let total = try await world.remaining()
        #expect(
            total == spoiled.faults.count + spoiled.count(.duplicate) + spoiled.count(.notAMessage)
                + world.accounts(count).count)
        watch.lap("spoiled")

        let transport = FaultyTransport(share: 0.05)
        let traces = MessageTraces()
        let client = server.client(transport, attemptsMax: 2)
        let faults = [.missing, .truncated, .wrongJSON, .notAMessage].map { spoiled.count($0) }
        let stuck = faults.reduce(0, +)
        try await process(world, client, traces, faults: spoiled.faults) {
            try await world.remaining() == stuck && traces.messageCount == total
        }
        watch.lap("processed")
        try await check(traces, spoiled, recorded: recorded)
        #expect(try await world.remaining() == stuck, "what cannot be processed stays, all else goes")
        #expect(transport.faultCount > 0)

        let later = MessageTraces()
        try await process(world, client, later, deletes: true) {
            try await world.remaining() == spoiled.count(.missing)
        }
        watch.lap("deleted what cannot be read")
        checkDeletions(later, spoiled)
        print(
            "MotoProcessorTests: \(total) messages, \(traces.polledCount) receipts,",
            "\(traces.eventIDs.count) events handed over, \(spoiled.lostEventIDs.count) in spoiled files,",
            "\(transport.faultCount) requests failed;",
            traces.codes.map { "\($0.key): \($0.value)" }.sorted().joined(separator: ", ") + ";", watch.text)
    }

    /// Each message was handled as it is documented for what befell it, as often as it was received.
    private static func check(
        _ traces: MessageTraces, _ spoiled: DeliveredMessages.Spoiled, recorded: Set<String>
    ) async throws {
        let handed = traces.eventIDs
        #expect(recorded.subtracting(spoiled.lostEventIDs).allSatisfy { handed[$0] != nil }, "none is lost")
        #expect(traces.brokenPairCount == 0, "each step that begins ends, with its own token")
        var messages: [MessageFault: Int] = [:]
        var again = 0
        for (id, handlings) in traces.handlings {
            let outcomes = handlings.map(\.outcome)
            let text = Comment(rawValue: "\(id): " + handlings.map(\.text).joined(separator: "; "))
            guard let key = key(of: handlings[0].message), let fault = spoiled.faults[key] else {
                let isValidation = handlings[0].message.body.contains("CloudTrail validation message.")
                #expect(Set(outcomes) == [isValidation ? .validated : .notUnderstood], text)
                if !isValidation { messages[.notAMessage, default: 0] += 1 }
                continue
            }
            #expect(outcomes.allSatisfy { $0.map(fault.outcomes.contains) == true }, text)
            let last = fault.lastOutcomes
            let isDone = outcomes.contains { outcome in outcome.map { last.contains($0) } ?? false }
            #expect(isDone, text)
            if fault == .visibilityEnds {
                again += handlings.count > 1 ? 1 : 0
            } else {
                let isLost = handlings.contains { $0.lostVisibility }
                #expect(!isLost, text)
            }
            if fault != .notAMessage { messages[fault, default: 0] += 1 }
        }
        for fault in MessageFault.allCases where fault != .none {
            #expect(messages[fault] == spoiled.count(fault) * (fault == .duplicate ? 2 : 1), "\(fault)")
        }
        // An answer with the message may have been lost until the work was done.
        #expect(
            again * 10 >= spoiled.count(.visibilityEnds) * 8 && again > 0, "messages came while they were worked on")
        let codes = Set(traces.codes.keys).subtracting([.visibilityNotExtended])
        #expect(codes.isSuperset(of: [.downloadFailed, .logUnreadable, .messageUnreadable]))
        #expect(codes.isSubset(of: [.downloadFailed, .logUnreadable, .messageUnreadable, .deleteFailed, .pollFailed]))
    }

    /// With `deleteMessageUponFailure` what cannot be read costs the message, and a download that fails does not.
    private static func checkDeletions(_ traces: MessageTraces, _ spoiled: DeliveredMessages.Spoiled) {
        var deleted: [HandlingOutcome: Int] = [:]
        for handlings in traces.handlings.values {
            for outcome in Set(handlings.compactMap(\.outcome)) { deleted[outcome, default: 0] += 1 }
        }
        #expect(deleted[.unreadableAndDeleted] == spoiled.count(.truncated) + spoiled.count(.wrongJSON))
        #expect(deleted[.notUnderstoodAndDeleted] == spoiled.count(.notAMessage))
        #expect(deleted[.processed] == nil && deleted[.unreadable] == nil && deleted[.notUnderstood] == nil)
        #expect(traces.brokenPairCount == 0)
    }

    /// The file that a message is about.
    private static func key(of message: QueueMessage) -> String? {
        message.body.firstMatch(of: /AWSLogs\/[^"\\]+\.json\.gz/).map { String($0.output) }
    }

    /// Runs a processor until a condition holds, and stops it gracefully.
    private static func process(
        _ world: DeliveredMessages, _ client: AWSClient, _ traces: MessageTraces, faults: [String: MessageFault] = [:],
        deletes: Bool = false, until isDone: @escaping @Sendable () async throws -> Bool
    ) async throws {
        var configuration = ProcessingConfiguration(sqsURL: world.queueURL)
        configuration.threadCount = 16
        configuration.parallelReaderCount = 2
        configuration.maxEventsPerEmit = 10
        configuration.pollWaitSeconds = 1
        configuration.visibilityTimeoutSeconds = visibilitySeconds
        configuration.deleteMessageUponFailure = deletes
        let slow = SlowFiles(queue: SQSQueue(client: world.client, url: world.queueURL), faults: faults)
        var handlers = ProcessingHandlers { events in
            traces.handedOver(events)
            if let key = events.first?.origin?.logFile.key { try await slow.work(on: key, traces) }
        }
        handlers.exceptionHandler = { traces.report($0) }
        handlers.progressReporter = TracingReporter(traces: traces)
        try await world.process(
            configuration, client, handlers, lookingEvery: .milliseconds(500), until: isDone)
    }
}

/// Files whose messages become visible while the user's code works on them for the first time, until they come again.
private final class SlowFiles: Sendable {
    private let queue: SQSQueue
    private let pending: Mutex<Set<String>>

    init(queue: SQSQueue, faults: [String: MessageFault]) {
        self.queue = queue
        pending = Mutex(Set(faults.filter { $0.value == .visibilityEnds }.keys))
    }

    func work(on key: String, _ traces: MessageTraces) async throws {
        guard pending.withLock({ $0.remove(key) }) != nil, let message = traces.message(ofFile: key) else { return }
        try await queue.changeVisibility(of: message, timeoutSeconds: 0)
        let deadline = ContinuousClock.now + .seconds(30)
        while traces.receiptCount(of: message.id) < 2, ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(50))
        }
    }
}

private struct Stopwatch {
    private var last = ContinuousClock.now
    private(set) var text = ""

    mutating func lap(_ name: String) {
        let now = ContinuousClock.now
        text += (text.isEmpty ? "" : ", ") + "\(name) in \(Int(last.duration(to: now) / .seconds(1))) s"
        last = now
    }
}
