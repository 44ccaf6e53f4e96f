import CairnProcessing
import CairnTestSupport
import Logging
import Testing

/// What a processor writes to its log while its user has no handlers: as the Java library, errors and steps.
struct ProcessingLogTests {
    private let log = CapturedLog()

    /// Runs a processor that has nothing but `process` until it has asked the queue in vain.
    private func run(
        _ rig: Rig, configure: (inout ProcessingConfiguration) -> Void = { _ in },
        handlers change: (inout ProcessingHandlers) -> Void = { _ in }, until isDone: @escaping @Sendable (Rig) -> Bool
    ) async throws {
        var configuration = Rig.configuration
        configure(&configuration)
        var handlers = ProcessingHandlers { rig.record($0) }
        change(&handlers)
        let processor = LogProcessor(
            configuration: configuration, queue: rig.queue, downloads: rig.downloads, handlers: handlers,
            logger: log.logger)
        try await rig.run(processor, until: isDone)
    }

    @Test func errorsAreLoggedWithTheirMessageAndFile() async throws {
        let rig = Rig(
            [Samples.notification([Samples.key(1), Samples.key(2)]), "hello"], files: [Samples.key(1): [1, 2, 3, 4]])
        try await run(rig) { [log] _ in log.lines(.error).count >= 3 }
        let lines = log.lines(.error)
        #expect(
            lines.map(\.message) == [
                "Failed to parse log file.", "Fail to download log file box/\(Samples.key(2)).",
                "Failed to parse sqs message.",
            ])
        #expect(lines.map { $0.metadata["code"] } == ["logUnreadable", "downloadFailed", "messageUnreadable"])
        #expect(lines.map { $0.metadata["state"] } == ["processLog", "downloadLog", "parseMessage"])
        #expect(lines.map { $0.metadata["message"] } == ["m0", "m0", "m1"])
        #expect(lines.map { $0.metadata["file"] } == ["box/\(Samples.key(1))", "box/\(Samples.key(2))", nil])
        #expect(lines.allSatisfy { $0.metadata["cause"]?.isEmpty == false })
        #expect(!log.text.contains("m0/1") && !log.text.contains("hello"), "neither receipt handles nor bodies")
    }

    @Test func stepsAreLoggedAtTheirStartAndEnd() async throws {
        let rig = Rig(
            [Samples.notification([Samples.key(1)])], files: [Samples.key(1): try Samples.gzip(Samples.log(0..<1))])
        try await run(rig) { $0.queue.receiveCalls >= 2 && !$0.queue.deletedIDs.isEmpty }
        let steps = log.lines(.info).filter { $0.message != "pollQueue" }
        #expect(
            steps.map { $0.message + ($0.metadata["success"].map { " \($0)" } ?? "") } == [
                "parseMessage", "parseMessage true", "processSource", "processLog", "downloadLog", "downloadLog true",
                "processLog true", "deleteMessage", "deleteMessage true", "processSource true",
            ])
        #expect(steps.allSatisfy { $0.metadata["message"] == "m0" })
        let polls = log.lines(.info).filter { $0.message == "pollQueue" && $0.metadata["success"] == "true" }
        #expect(polls.first?.metadata["messages"] == "1")
        #expect(log.lines(.error).isEmpty)
    }

    @Test func messagesWithoutLogFilesAndEventsThatAreLeftOutAreTold() async throws {
        let digest = #"{"s3Bucket":"box","s3ObjectKey":["x_CloudTrail-Digest_r_t_r_20260301T101500Z.json.gz"]}"#
        let validation = #"{"Type":"Notification","Message":"CloudTrail validation message."}"#
        let rig = Rig(
            [digest, validation, Samples.notification([Samples.key(1)])],
            files: [Samples.key(1): try Samples.gzip(Samples.log(0..<5))])
        try await run(
            rig,
            handlers: { handlers in
                handlers.progressReporter = NoProgressReporter()
                handlers.eventFilter = { $0.origin.map { $0.index < 2 } ?? false }
            }, until: { $0.queue.deletedIDs.count == 2 })
        #expect(log.lines.map(\.level) == [.info, .warning, .debug], "steps are reported to nobody")
        #expect(log.lines.map { $0.metadata["message"] } == ["m0", "m1", nil])
        #expect(log.lines.last?.metadata == ["events": "3", "file": "box/\(Samples.key(1))"])
    }

    @Test func whoHasHandlersHearsInsteadOfTheLog() async throws {
        let rig = Rig(["hello"])
        try await run(
            rig, configure: { $0.deleteMessageUponFailure = true },
            handlers: { handlers in
                let given = rig.handlers
                handlers.exceptionHandler = given.exceptionHandler
                handlers.progressReporter = given.progressReporter
            }, until: { !$0.queue.deletedIDs.isEmpty })
        #expect(log.lines.isEmpty && rig.errors.map(\.code) == [.messageUnreadable])
    }

    @Test func withoutALoggerNothingIsNeeded() async throws {
        let rig = Rig(["hello"])
        var configuration = Rig.configuration
        configuration.deleteMessageUponFailure = true
        let processor = LogProcessor(
            configuration: configuration, queue: rig.queue, downloads: rig.downloads,
            handlers: ProcessingHandlers { _ in })
        try await rig.run(processor) { !$0.queue.deletedIDs.isEmpty }
        #expect(rig.queue.deletedIDs == ["m0"])
    }

    @Test func aBackfillLogsToo() async throws {
        let files = MemoryDownloads([
            Samples.key(1): [1, 2, 3, 4], Samples.key(2): try Samples.gzip(Samples.log(0..<1)),
        ])
        let report = try await LogBackfill(
            files: files, handlers: ProcessingHandlers { _ in }, logger: log.logger
        ).run()
        #expect(report.filesFailed == 1 && report.filesProcessed == 1)
        #expect(log.lines(.error).map(\.message) == ["Failed to parse log file."])
        #expect(log.lines(.error).first?.metadata["file"] == "box/\(Samples.key(1))")
        #expect(Set(log.lines(.info).map(\.message)) == ["processLog"])
    }
}
