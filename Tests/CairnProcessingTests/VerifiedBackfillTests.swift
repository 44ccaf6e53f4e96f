import CairnGzip
import CairnIntegrity
import CairnModel
import CairnProcessing
import Testing

/// A back-fill that proves log files by their digests first.
struct VerifiedBackfillTests {
    /// 2026-03-01T10:00:00Z
    private static let origin: Int64 = 1_772_359_200

    private struct Trail {
        var files: [String: [UInt8]] = [:]
        var metadata: [String: [String: String]] = [:]
        var key: DigestKey
    }

    private static func logKey(_ minute: Int64) -> String {
        let time = ISO8601.compactString(epochSeconds: origin + minute * 60).dropLast(3)
        return "AWSLogs/222233334444/CloudTrail/eu-west-1/2026/03/01/"
            + "222233334444_CloudTrail_eu-west-1_\(time)Z_Qm3tYx81LpZc0VdN.json.gz"
    }

    /// An hour of a trail, with three log files of five events.
    private static func trail() throws -> Trail {
        let key = try DigestKey.generate(validityStart: origin - 86_400, validityEnd: origin + 86_400)
        var trail = Trail(key: key)
        let logs = try (0..<3).map { number in
            let text = Array(Samples.log(number * 5..<number * 5 + 5).utf8)
            let name = logKey(Int64(10 * number + 5))
            trail.files[name] = try Gzip.compress(text)
            return DigestedLogFile(
                bucket: "box", key: name, sha256: DigestedLogFile.sha256(ofUncompressed: text),
                newestEventTime: DigestTime(origin), oldestEventTime: DigestTime(origin))
        }
        var chain = DigestChain()
        chain.start(at: origin)
        let due = chain.nextWindow(now: origin + 3600)
        let window = try #require(due)
        let name = DigestName(
            prefix: nil, organizationID: nil, account: "222233334444", region: "eu-west-1", trail: "audit",
            homeRegion: "eu-west-1", endTime: 0)
        let file = chain.file(
            for: window, name: name, bucket: "box", fingerprint: key.publicKey.fingerprint, logFiles: logs)
        let digest = try SignedDigest(file, key: key)
        trail.files[file.key] = try Gzip.compress(digest.bytes)
        trail.metadata[file.key] = Dictionary(uniqueKeysWithValues: digest.metadata.map { ($0.name, $0.value) })
        return trail
    }

    private static func run(_ trail: Trail, rig: Rig) async throws -> BackfillReport {
        var configuration = BackfillConfiguration()
        configuration.verification = .init(keys: FixedPublicKeys([trail.key.publicKey]))
        return try await LogBackfill(
            files: MemoryDownloads(trail.files, metadata: trail.metadata), bucket: "box", configuration: configuration,
            handlers: rig.handlers
        ).run()
    }

    @Test func filesThatAreAsTheyWereDeliveredAreHandedOver() async throws {
        let rig = Rig([])
        let report = try await Self.run(Self.trail(), rig: rig)
        #expect(report.integrity?.isGood == true && report.integrity?.logFiles.valid == 3)
        #expect(report.filesProcessed == 3 && report.filesNotTrusted == 0)
        #expect(rig.eventIDs == Set((0..<15).map(Samples.eventID)) && rig.errors.isEmpty)
    }

    @Test func filesThatWereChangedOrSlippedInAreNot() async throws {
        var trail = try Self.trail()
        trail.files[Self.logKey(15)] = try Samples.gzip(Samples.log(100..<105))
        trail.files[Self.logKey(35)] = try Samples.gzip(Samples.log(200..<205))
        let rig = Rig([])
        let report = try await Self.run(trail, rig: rig)
        #expect(Set(report.integrity?.findings.map(\.kind) ?? []) == [.alteredLogFile, .unlistedLogFile])
        #expect(report.filesProcessed == 2 && report.filesNotTrusted == 2)
        #expect(rig.eventIDs == Set([0, 1, 2, 3, 4, 10, 11, 12, 13, 14].map(Samples.eventID)))
        #expect(rig.errors.map(\.code) == [.fileNotTrusted, .fileNotTrusted])
    }
}
