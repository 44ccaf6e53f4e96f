import CairnIntegrity
import Testing

struct ResumedVerificationTests {
    /// A trail of six hours, and what a run knew of it that was stopped when it had read so many files.
    private func stopped(after count: Int) async throws -> (trail: TestTrail, checkpoint: MemoryCheckpoint) {
        var trail = try TestTrail.of(hours: 6)
        let checkpoint = MemoryCheckpoint()
        trail.files.reads = .init(breakingAfter: count)
        var options = VerificationOptions()
        options.width = 1
        await #expect(throws: IntegrityError(.unreadable, "")) {
            try await trail.verify(options, checkpoint: checkpoint)
        }
        trail.files.reads = .init()
        return (trail, MemoryCheckpoint(after: checkpoint))
    }

    private func logReads(_ trail: TestTrail) -> [String] {
        let all = trail.files.reads?.keys ?? []
        return all.filter { $0.contains("/CloudTrail/") }.sorted()
    }

    @Test func aRunThatWasStoppedGoesOnWhereItWas() async throws {
        // Six digests, then the log files of the newest: two digests are done, of the third one log file.
        let (trail, checkpoint) = try await stopped(after: 6 + 5)
        let report = try await trail.verify(checkpoint: checkpoint)
        #expect(logReads(trail) == [0, 2, 3].flatMap { trail.logKeys[$0] }.sorted())
        #expect(report.isGood && report.digests.valid == 6 && report.logFiles.valid == 10)
        #expect(report.notes.map(\.kind) == [.resumed] && report.notes.first?.count == 4)
    }

    @Test func digestsAreDoneOneByOne() async throws {
        let trail = try TestTrail.of(hours: 6)
        let checkpoint = MemoryCheckpoint()
        let report = try await trail.verify(checkpoint: checkpoint)
        #expect(report.notes.isEmpty)
        // The second has nothing to read.
        #expect(checkpoint.digests == [0, 2, 3, 4, 5].map { trail.digestKeys[$0] })
    }

    @Test func aLogFileThatWasChangedSinceIsReadAgain() async throws {
        var (trail, checkpoint) = try await stopped(after: 6 + 9)
        try trail.edit(trail.logKeys[5][1]) { $0.replacing("eventID", with: "eventid") }
        let report = try await trail.verify(checkpoint: checkpoint)
        #expect(report.findings.map(\.key) == [trail.logKeys[5][1]])
        #expect(report.findings.map(\.kind) == [.alteredLogFile])
        #expect(logReads(trail).contains(trail.logKeys[5][0]) && !logReads(trail).contains(trail.logKeys[4][0]))
    }

    @Test func aLogFileThatWasDeletedSinceIsMissing() async throws {
        var (trail, checkpoint) = try await stopped(after: 6 + 9)
        trail.files.files[trail.logKeys[5][0]] = nil
        let report = try await trail.verify(checkpoint: checkpoint)
        #expect(report.findings.map(\.key) == [trail.logKeys[5][0]])
    }

    @Test func aDigestThatWasReplacedSinceIsNotBelieved() async throws {
        var (trail, checkpoint) = try await stopped(after: 6 + 9)
        try trail.edit(trail.digestKeys[4]) { $0.replacing("T14:00", with: "T13:59") }
        let report = try await trail.verify(checkpoint: checkpoint)
        #expect(report.findings.map(\.key) == [trail.digestKeys[4]])
        #expect(report.logFiles.unproven == 2)
    }

    @Test func whatWasBadIsFoundAgain() async throws {
        var trail = try TestTrail.of(hours: 6)
        trail.files.files[trail.logKeys[5][0]]?.bytes.removeLast(3)
        let first = MemoryCheckpoint()
        let before = try await trail.verify(checkpoint: first)
        let after = try await trail.verify(checkpoint: MemoryCheckpoint(after: first))
        #expect(before.findings == after.findings && after.findings.map(\.key) == [trail.logKeys[5][0]])
        #expect(first.digests.contains(trail.digestKeys[4]) && !first.digests.contains(trail.digestKeys[5]))
    }

    @Test func withoutVersionsEverythingIsReadAgain() async throws {
        var (trail, checkpoint) = try await stopped(after: 6 + 9)
        trail.files.knowsVersions = false
        let report = try await trail.verify(checkpoint: checkpoint)
        #expect(report.isGood && report.notes.isEmpty && logReads(trail).count == 10)
    }

    @Test func theNewestDigestOfACopyGoesOn() async throws {
        var trail = try TestTrail.of(hours: 6)
        trail.dropMetadata()
        let first = MemoryCheckpoint()
        _ = try await trail.verify(checkpoint: first)
        trail.files.reads = .init()
        let report = try await trail.verify(checkpoint: MemoryCheckpoint(after: first))
        #expect(report.isGood && report.logFiles.valid == 10 && logReads(trail).isEmpty)
        #expect(report.notes.map(\.kind) == [.unprovenDigest, .resumed])
    }
}
