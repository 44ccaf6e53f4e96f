import CairnModel
import Synchronization
import Testing

@testable import CairnLake

@Suite struct AuditEventWriterTests {
    private let folder: TestFolder
    private let threads = WorkThreads("test")

    init() throws { folder = try TestFolder() }

    private func line(_ number: Int, day: Int = 1) throws -> AuditEventLine {
        let event = """
            {"eventVersion":"1.0","eventCategory":"ActivityAuditLog","eventType":"ActivityLog",\
            "eventID":"\(TestEvents.id(number))","eventTime":"2026-03-0\(day)T10:15:02Z","eventData":{"UID":"u"}}
            """
        return try #require(AuditEventLine(Array(event.utf8)))
    }

    private func files(_ mayStep: StepGuard = .open) throws -> StoreFolder {
        try StoreFolder(
            id: TestEvents.storeID, path: folder.path + "/" + TestEvents.storeID, schema: LakeSchema(.integrations),
            syncs: false, mayStep: mayStep)
    }

    private func ids(_ files: StoreFolder) throws -> [String] {
        let snapshot = try files.snapshot()
        return try snapshot.tail.flatMap { file in
            try LakeFile.contents(of: snapshot.folder + "/" + file.path).prefix(file.byteCount)
                .split(separator: UInt8(ascii: "\n"))
                .map { try JSON(parsing: Array($0))["eventID"]?.stringValue ?? "" }
        }.sorted()
    }

    @Test func anEventIsKeptOnce() async throws {
        let files = try files()
        let writer = AuditEventWriter(files, engine: nil, threads: threads)
        try await writer.write([try line(1), try line(2), try line(1), try line(3, day: 2)])
        try await writer.write([try line(3, day: 2), try line(4)])
        #expect(try ids(files) == (1...4).map(TestEvents.id))
        let again = try self.files()
        try await AuditEventWriter(again, engine: nil, threads: threads).write([try line(2), try line(5)])
        #expect(try ids(again) == (1...5).map(TestEvents.id))
    }

    @Test func whatCouldNotBeWrittenIsNotTakenForKept() async throws {
        let fails = Mutex(true)
        struct Unplugged: Error {}
        let files = try files(
            StepGuard { step in
                if step == "the tail is listed", fails.withLock({ $0 }) { throw Unplugged() }
            })
        let writer = AuditEventWriter(files, engine: nil, threads: threads)
        let events = [try line(1), try line(2)]
        await #expect(throws: LakeError(.cannotWrite, "")) { try await writer.write(events) }
        #expect(try ids(files).isEmpty)
        fails.withLock { $0 = false }
        try await writer.write(events)
        #expect(try ids(files) == [TestEvents.id(1), TestEvents.id(2)])
    }

    @Test func manyCallsAtOnceAreAllKept() async throws {
        let files = try files()
        let writer = AuditEventWriter(files, engine: nil, threads: threads)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for call in 0..<50 {
                // Every call shares events with the one before.
                let events = try (0..<4).map { try line(call * 2 + $0) }
                group.addTask { try await writer.write(events) }
            }
            try await group.waitForAll()
        }
        #expect(try ids(files) == (0..<102).map(TestEvents.id).sorted())
    }

    @Test func tooMuchAtOnceIsRefused() async throws {
        let writer = AuditEventWriter(try files(), engine: nil, threads: threads)
        let text = String(repeating: "x", count: AuditEventWriter.waitingBytesMax)
        let event = #"{"eventID":"\#(TestEvents.id(1))","eventTime":"2026-03-01T10:15:02Z","x":"\#(text)"}"#
        let large = try #require(AuditEventLine(Array(event.utf8)))
        await #expect(throws: LakeError(.busy, "")) { try await writer.write([large]) }
    }

    @Test(.enabled(if: TestDuckDB.isThere)) func whatIsCompactedIsKnown() async throws {
        let files = try files()
        let engine = try CompactionEngine(folder)
        defer { engine.stop() }
        try await AuditEventWriter(files, engine: engine, threads: threads).write([try line(1), try line(2)])
        try StoreCompactor(folder: files, engine: engine).compactTail()
        #expect(files.eventCounts == (2, 0))
        try await AuditEventWriter(files, engine: engine, threads: threads).write([try line(2), try line(3)])
        #expect(files.eventCounts == (2, 1))
        let events = [try line(1)]
        await #expect(throws: LakeError(.engineMissing, "")) {
            try await AuditEventWriter(files, engine: nil, threads: threads).write(events)
        }
    }

    @Test func whatIsNotUsedIsForgottenAndReadAgain() async throws {
        let files = try files()
        let writer = AuditEventWriter(files, engine: nil, threads: threads)
        try await writer.write([try line(1)])
        for _ in 0..<200 { writer.look() }
        try await writer.write([try line(1), try line(2)])
        #expect(try ids(files) == [TestEvents.id(1), TestEvents.id(2)])
    }

    @Test(arguments: ["", "{}", #"{"eventID":"x"}"#, #"{"eventTime":"2026-03-01T10:15:02Z"}"#, "{\"eventID\":\n1}"])
    func whatIsNoRecordIsNoLine(text: String) {
        #expect(AuditEventLine(Array(text.utf8)) == nil)
    }
}
