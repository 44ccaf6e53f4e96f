import CairnProcessing
import Testing

/// What becomes of a message: the table of spec and Java library, row by row.
struct LogProcessorTests {
    private static func rig(_ body: String, files: [Int: [UInt8]] = [:]) -> Rig {
        Rig([body], files: Dictionary(uniqueKeysWithValues: files.map { (Samples.key($0.key), $0.value) }))
    }

    private static func twoFiles(second: [UInt8]?) throws -> Rig {
        var files = [1: try Samples.gzip(Samples.log(0..<3))]
        files[2] = second
        return rig(Samples.notification([Samples.key(1), Samples.key(2)]), files: files)
    }

    @Test func everythingProcessedDeletesTheMessage() async throws {
        let rig = try Self.twoFiles(second: Samples.gzip(Samples.log(3..<5)))
        try await rig.runOnce(rig.processor())
        #expect(rig.queue.deletedIDs == ["m0"] && rig.errors.isEmpty)
        #expect(rig.batches == (0..<5).map { [Samples.eventID($0)] })
    }

    @Test func stepsAreReportedInTheirOrder() async throws {
        let rig = Self.rig(
            Samples.notification([Samples.key(1)]), files: [1: try Samples.gzip(Samples.log(0..<1))])
        try await rig.runOnce(rig.processor())
        let steps = rig.steps.filter { !$0.contains("pollQueue") }
        #expect(
            steps == [
                "+parseMessage", "-parseMessage ok", "+processSource", "+processLog", "+downloadLog", "-downloadLog ok",
                "-processLog ok", "+deleteMessage", "-deleteMessage ok", "-processSource ok",
            ])
        #expect(rig.steps.contains("-pollQueue ok 1"))
    }

    @Test(arguments: [(4, [4, 4, 2]), (1, Array(repeating: 1, count: 10)), (10, [10]), (100, [10])])
    func batchesHaveAtMostTheSizeThatIsAskedFor(size: Int, counts: [Int]) async throws {
        let rig = Self.rig(
            Samples.notification([Samples.key(1)]), files: [1: try Samples.gzip(Samples.log(0..<10))])
        try await rig.runOnce(rig.processor { $0.maxEventsPerEmit = size })
        #expect(rig.batches.map(\.count) == counts)
        #expect(Array(rig.batches.joined()) == (0..<10).map(Samples.eventID))
    }

    @Test(arguments: [false, true])
    func aDownloadThatFailsNeverCostsTheMessage(deletes: Bool) async throws {
        let rig = try Self.twoFiles(second: nil)
        try await rig.runOnce(rig.processor { $0.deleteMessageUponFailure = deletes })
        #expect(rig.queue.deletedIDs.isEmpty && rig.eventIDs.count == 3)
        #expect(rig.errors.map(\.code) == [.downloadFailed])
        #expect(rig.errors.first?.message == "Fail to download log file box/\(Samples.key(2)).")
        #expect(rig.errors.first?.status?.state == .downloadLog)
    }

    @Test(arguments: ["truncated", "garbage", "text", "other"], [false, true])
    func aFileThatCannotBeReadCostsTheMessageOnlyIfThatIsWanted(fault: String, deletes: Bool) async throws {
        let good = try Samples.gzip(Samples.log(5..<9))
        let file: [UInt8] =
            switch fault {
            case "truncated": Array(good.dropLast(12))
            case "garbage": [1, 2, 3, 4]
            case "text": try Samples.gzip(#"{"Records":[{"eventID":1 2}]}"#)
            default: try Samples.gzip(#"{"other":[]}"#)
            }
        let rig = Self.rig(
            Samples.notification([Samples.key(2), Samples.key(1)]),
            files: [1: try Samples.gzip(Samples.log(0..<3)), 2: file])
        try await rig.runOnce(rig.processor { $0.deleteMessageUponFailure = deletes })
        #expect(rig.queue.deletedIDs == (deletes ? ["m0"] : []))
        #expect(rig.errors.map(\.code) == [.logUnreadable] && rig.errors.first?.message == "Failed to parse log file.")
        #expect(rig.eventIDs.isSuperset(of: (0..<3).map(Samples.eventID)), "the other file is processed")
    }

    @Test func whatComesBeforeAFaultIsHandedOver() async throws {
        let text = #"{"Records":["# + Samples.record(1) + "," + Samples.record(2) + #",{"eventID" 3}]}"#
        let rig = Self.rig(Samples.notification([Samples.key(1)]), files: [1: try Samples.gzip(text)])
        try await rig.runOnce(rig.processor { $0.maxEventsPerEmit = 10 })
        #expect(rig.batches == [[Samples.eventID(1), Samples.eventID(2)]])
        #expect(rig.errors.map(\.code) == [.logUnreadable] && rig.queue.deletedIDs.isEmpty)
    }

    @Test(arguments: [false, true])
    func aMessageThatIsNotUnderstoodIsReported(deletes: Bool) async throws {
        let rig = Self.rig("hello")
        try await rig.runOnce(rig.processor { $0.deleteMessageUponFailure = deletes })
        #expect(rig.errors.map(\.message) == ["Failed to parse sqs message."])
        #expect(rig.queue.deletedIDs == (deletes ? ["m0"] : []))
    }

    @Test(arguments: [false, true])
    func aMessageWithoutLogFilesIsLeftSilently(deletes: Bool) async throws {
        let rig = Self.rig(#"{"s3Bucket":"box","s3ObjectKey":["x_CloudTrail-Digest_r_t_r_20260301T101500Z.json.gz"]}"#)
        try await rig.runOnce(rig.processor { $0.deleteMessageUponFailure = deletes })
        #expect(rig.errors.isEmpty && rig.queue.deletedIDs == (deletes ? ["m0"] : []))
    }

    @Test func theValidationMessageIsDeletedAlways() async throws {
        let rig = Self.rig(#"{"Type":"Notification","Message":"CloudTrail validation message."}"#)
        try await rig.runOnce(rig.processor())
        #expect(rig.queue.deletedIDs == ["m0"] && rig.batches.isEmpty)
    }

    @Test func aSourceThatIsNotWantedIsDeletedUnread() async throws {
        let rig = try Self.twoFiles(second: nil)
        try await rig.runOnce(rig.processor(handlers: { $0.sourceFilter = { _ in false } }))
        #expect(rig.queue.deletedIDs == ["m0"] && rig.downloads.openedKeys.isEmpty)
        #expect(rig.steps.contains("-deleteFilteredMessage ok"))
    }

    @Test func eventsThatAreNotWantedAreLeftOut() async throws {
        let rig = Self.rig(
            Samples.notification([Samples.key(1)]), files: [1: try Samples.gzip(Samples.log(0..<10))])
        try await rig.runOnce(
            rig.processor(
                { $0.maxEventsPerEmit = 3 },
                handlers: { $0.eventFilter = { $0.origin.map { $0.index % 2 == 0 } ?? false } }))
        #expect(rig.batches.map(\.count) == [3, 2] && rig.queue.deletedIDs == ["m0"])
    }

    @Test(arguments: [false, true])
    func anErrorOfTheUsersCodeEndsTheWorkOnTheMessage(deletes: Bool) async throws {
        let rig = try Self.twoFiles(second: Samples.gzip(Samples.log(3..<9)))
        try await rig.runOnce(
            rig.processor(
                {
                    $0.maxEventsPerEmit = 2
                    $0.deleteMessageUponFailure = deletes
                },
                handlers: { handlers in
                    handlers.process = { events in
                        rig.record(events)
                        if rig.batches.count == 2 { throw CallbackError("no more") }
                    }
                }))
        #expect(rig.batches.count == 2 && rig.errors.map(\.message) == ["no more"])
        #expect(rig.downloads.openedKeys == [Samples.key(1)])
        #expect(rig.queue.deletedIDs == (deletes ? ["m0"] : []))
    }

    @Test func errorsThatAreNotMeantAreReportedAsUncaught() async throws {
        struct Surprise: Error {}
        let rig = try Self.twoFiles(second: nil)
        try await rig.runOnce(rig.processor(handlers: { $0.eventFilter = { _ in throw Surprise() } }))
        #expect(rig.errors.map(\.code) == [.callbackFailed] && rig.errors.first?.cause is Surprise)
        #expect(rig.errors.first?.status?.state == .uncaughtException && rig.errors.first?.status?.info == nil)
    }

    @Test func aSourceFilterThatThrowsLeavesTheMessage() async throws {
        let rig = try Self.twoFiles(second: nil)
        try await rig.runOnce(rig.processor(handlers: { $0.sourceFilter = { _ in throw CallbackError("not now") } }))
        #expect(rig.errors.map(\.message) == ["not now"] && rig.queue.deletedIDs.isEmpty)
        #expect(rig.downloads.openedKeys.isEmpty)
    }

    @Test func pollsAndDeletionsThatFailAreReportedAndTheWorkGoesOn() async throws {
        let file = try Samples.gzip(Samples.log(0..<1))
        let bodies = [1, 2].map { Samples.notification([Samples.key($0)]) }
        let queue = MemoryQueue(bodies, fails: { $0 == 1 }, failsDeleting: { $0.id == "m0" })
        let rig = Rig(
            queue: queue, downloads: MemoryDownloads([Samples.key(1): file, Samples.key(2): file]))
        try await rig.run(rig.processor { $0.pollDelayMaxSeconds = 0.01 }) { $0.queue.deletedIDs == ["m1"] }
        #expect(rig.errors.map(\.message).sorted() == ["Failed to delete sqs message.", "Failed to poll sqs message."])
        #expect(rig.batches.count == 2)
    }

    @Test func rawEventInfoIsThereIfItIsWanted() async throws {
        for isWanted in [false, true] {
            let rig = Self.rig(
                Samples.notification([Samples.key(1)]), files: [1: try Samples.gzip(Samples.log(0..<2))])
            let ranges = Asked()
            try await rig.runOnce(
                rig.processor(
                    { $0.enableRawEventInfo = isWanted },
                    handlers: { handlers in
                        handlers.process = { events in
                            for event in events { ranges.add("\(event.origin?.characterRange?.lowerBound ?? -1)") }
                        }
                    }))
            #expect(ranges.names.first == (isWanted ? "12" : "-1"))
        }
    }

    @Test func aConfigurationThatCannotWorkIsRefused() async {
        let rig = Rig([])
        let processor = rig.processor { $0.threadCount = 0 }
        await #expect(throws: ProcessingError(.invalidConfiguration, "")) { try await processor.run() }
    }
}
