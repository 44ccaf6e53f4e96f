import CairnIntegrity
import Testing

struct CopiedTrailFilesTests {
    /// A copy of what is below a prefix, with paths in the place of keys.
    private func copy(of prefix: String, _ trail: TestTrail) -> MemoryTrailFiles {
        var copy = MemoryTrailFiles()
        copy.bucket = nil
        for (key, file) in trail.files.files where key.hasPrefix(prefix) {
            copy.files[String(key.dropFirst(prefix.count))] = .init(bytes: file.bytes, metadata: nil)
        }
        return copy
    }

    private func trail() throws -> TestTrail {
        var trail = try TestTrail(prefix: "some/logs")
        for _ in 0..<4 { try trail.writeHour() }
        return trail
    }

    @Test(arguments: [
        "", "some/", "some/logs/", "some/logs/AWSLogs/", "some/logs/AWSLogs/222233334444/",
    ])
    func aCopyOfAnyPartIsReadAsItsBucket(prefix: String) async throws {
        let trail = try trail()
        let files = try await CopiedTrailFiles.learning(from: copy(of: prefix, trail))
        #expect(files.bucket == "box" && files.base == prefix)
        let report = try await DigestVerifier(source: files, keys: FixedPublicKeys([trail.key.publicKey])).run()
        #expect(report.isGood && report.digests.valid == 3 && report.digests.unproven == 1)
        #expect(report.logFiles.valid == 8 && report.logFiles.total == 8)
    }

    @Test func movedFilesDoNotSayWhereTheOthersAreFrom() async throws {
        var trail = try trail()
        trail.swap(trail.digestKeys[0], trail.digestKeys[1])
        let files = try await CopiedTrailFiles.learning(from: copy(of: "some/", trail))
        #expect(files.base == "some/")
        let report = try await DigestVerifier(source: files, keys: FixedPublicKeys([trail.key.publicKey])).run()
        #expect(report.findings.map(\.key) == [trail.digestKeys[0], trail.digestKeys[1]])
    }

    @Test func aFolderWithoutDigestsIsItself() async throws {
        let files = try await CopiedTrailFiles.learning(from: MemoryTrailFiles())
        #expect(files.base.isEmpty && files.bucket == "box")
    }
}
