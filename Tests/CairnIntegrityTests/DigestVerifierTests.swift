import CairnGzip
import CairnIntegrity
import CairnModel
import Testing

struct DigestVerifierTests {
    /// What somebody did to a bucket of six hours, and what has to be found: exactly this.
    struct Tampering: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let change: @Sendable (inout TestTrail) throws -> Void
        /// Kind and key of every finding.
        let found: @Sendable (TestTrail) -> [(IntegrityFinding.Kind, String)]

        init(
            _ description: String, _ change: @escaping @Sendable (inout TestTrail) throws -> Void,
            finds found: @escaping @Sendable (TestTrail) -> [(IntegrityFinding.Kind, String)]
        ) {
            testDescription = description
            self.change = change
            self.found = found
        }
    }

    static let tamperings: [Tampering] = [
        Tampering("nothing", { _ in }, finds: { _ in [] }),
        Tampering(
            "a log file's text is changed",
            { try $0.edit($0.logKeys[2][0]) { $0.replacing("eventID", with: "eventid") } },
            finds: { [(.alteredLogFile, $0.logKeys[2][0])] }),
        Tampering(
            "one byte of a log file is changed",
            { trail in
                let key = trail.logKeys[3][1]
                trail.files.files[key]?.bytes[20] ^= 1
            },
            finds: { [(.unreadableLogFile, $0.logKeys[3][1])] }),
        Tampering(
            "a log file is cut off", { trail in trail.files.files[trail.logKeys[3][1]]?.bytes.removeLast(9) },
            finds: { [(.unreadableLogFile, $0.logKeys[3][1])] }),
        Tampering(
            "a second gzip member stands behind a log file",
            { trail in
                let more = try Gzip.compress(Array("{}".utf8))
                trail.files.files[trail.logKeys[0][0]]?.bytes += more
            },
            finds: { [(.unreadableLogFile, $0.logKeys[0][0])] }),
        Tampering(
            "a log file is compressed anew", { try $0.edit($0.logKeys[2][0]) { $0 } }, finds: { _ in [] }),
        Tampering(
            "a log file is deleted", { $0.files.files[$0.logKeys[5][0]] = nil },
            finds: { [(.missingLogFile, $0.logKeys[5][0])] }),
        Tampering(
            "two log files are swapped", { $0.swap($0.logKeys[2][0], $0.logKeys[3][1]) },
            finds: { [(.alteredLogFile, $0.logKeys[2][0]), (.alteredLogFile, $0.logKeys[3][1])] }),
        Tampering(
            "a log file is added",
            { trail in
                let key = trail.logKey(at: TestTrail.origin + 3 * 3600 + 1800, unique: "0000000000000000")
                trail.files.files[key] = trail.files.files[trail.logKeys[2][0]]
            },
            finds: {
                [(.unlistedLogFile, $0.logKey(at: TestTrail.origin + 3 * 3600 + 1800, unique: "0000000000000000"))]
            }),
        Tampering(
            "a log file is deleted and its entry in the digest removed",
            { trail in
                trail.files.files[trail.logKeys[2][1]] = nil
                try trail.edit(trail.digestKeys[2]) { text in
                    var object = (try? JSON(parsing: text))?.objectValue ?? [:]
                    object["logFiles"] = .array([object["logFiles"]?[0] ?? .null])
                    return JSON.object(object).description
                }
            },
            finds: { [(.badSignature, $0.digestKeys[2])] }),
        Tampering(
            "a digest is changed", { try $0.edit($0.digestKeys[1]) { $0.replacing("T11:00", with: "T10:59") } },
            finds: { [(.badSignature, $0.digestKeys[1])] }),
        Tampering(
            "a digest is no gzip file", { $0.files.files[$0.digestKeys[1]]?.bytes = Array("{}".utf8) },
            finds: { [(.unreadableDigest, $0.digestKeys[1])] }),
        Tampering(
            "a digest is no JSON", { try $0.edit($0.digestKeys[4]) { _ in "gone" } },
            finds: { [(.unreadableDigest, $0.digestKeys[4])] }),
        Tampering(
            "a digest lacks a member", { try $0.edit($0.digestKeys[4]) { $0.replacing("logFiles", with: "logs") } },
            finds: { [(.unreadableDigest, $0.digestKeys[4])] }),
        Tampering(
            "a digest is deleted", { $0.files.files[$0.digestKeys[3]] = nil },
            finds: { [(.missingDigest, $0.digestKeys[3])] }),
        Tampering(
            "two digests in a row are deleted",
            { trail in for index in [2, 3] { trail.files.files[trail.digestKeys[index]] = nil } },
            finds: { [(.missingDigest, $0.digestKeys[2]), (.missingDigest, $0.digestKeys[3])] }),
        Tampering(
            "three digests in a row are deleted",
            { trail in for index in [2, 3, 4] { trail.files.files[trail.digestKeys[index]] = nil } },
            finds: { trail in [2, 3, 4].map { (.missingDigest, trail.digestKeys[$0]) } }),
        Tampering(
            "the first digest is deleted", { $0.files.files[$0.digestKeys[0]] = nil },
            finds: { [(.missingDigest, $0.digestKeys[0])] }),
        Tampering(
            "two digests are swapped", { $0.swap($0.digestKeys[2], $0.digestKeys[4]) },
            finds: { [(.movedDigest, $0.digestKeys[2]), (.movedDigest, $0.digestKeys[4])] }),
        Tampering(
            "two neighbouring digests are swapped", { $0.swap($0.digestKeys[2], $0.digestKeys[3]) },
            finds: { [(.movedDigest, $0.digestKeys[2]), (.movedDigest, $0.digestKeys[3])] }),
        Tampering(
            "a digest is copied to a time without one",
            { trail in
                let key = trail.digestKeys[2].replacing("T130000Z", with: "T133000Z")
                trail.files.files[key] = trail.files.files[trail.digestKeys[2]]
            },
            finds: { [(.strayDigest, $0.digestKeys[2].replacing("T130000Z", with: "T133000Z"))] }),
        Tampering(
            "a signature is replaced by that of another digest",
            { trail in
                let other = trail.files.files[trail.digestKeys[3]]?.metadata
                trail.files.files[trail.digestKeys[2]]?.metadata = other
            },
            finds: { [(.badSignature, $0.digestKeys[2])] }),
        Tampering(
            "a signature is removed", { $0.files.files[$0.digestKeys[2]]?.metadata = [:] },
            finds: { [(.missingSignature, $0.digestKeys[2])] }),
        Tampering(
            "a digest is signed with a key that nobody knows",
            { trail in
                var file = try DigestFile(
                    parsing: Gzip.decompress(trail.files.files[trail.digestKeys[5]]?.bytes ?? [], upTo: 1 << 20))
                file.logFiles = []
                trail.files.files[trail.digestKeys[5]] = try TestTrail.object(
                    SignedDigest(file, key: TestKeys.second.get()))
            },
            finds: { [(.unknownKey, $0.digestKeys[5])] }),
        Tampering(
            "a digest is replaced by another one with a true signature",
            { trail in
                var file = try DigestFile(
                    parsing: Gzip.decompress(trail.files.files[trail.digestKeys[2]]?.bytes ?? [], upTo: 1 << 20))
                file.account = "999999999999"
                trail.files.files[trail.digestKeys[2]] = try TestTrail.object(SignedDigest(file, key: trail.key))
            },
            finds: { [(.alteredDigest, $0.digestKeys[2])] }),
        Tampering(
            "the bucket in a digest is another",
            { try $0.edit($0.digestKeys[0]) { $0.replacing(#""box""#, with: #""bag""#) } },
            finds: { [(.movedDigest, $0.digestKeys[0])] }),
        Tampering(
            "everything at once",
            { trail in
                trail.files.files[trail.digestKeys[1]] = nil
                trail.files.files[trail.logKeys[0][1]] = nil
                try trail.edit(trail.logKeys[5][1]) { $0 + " " }
                trail.files.files[trail.digestKeys[3]]?.metadata?["signature"] = "00"
            },
            finds: {
                [
                    (.missingDigest, $0.digestKeys[1]), (.missingLogFile, $0.logKeys[0][1]),
                    (.alteredLogFile, $0.logKeys[5][1]), (.badSignature, $0.digestKeys[3]),
                ]
            }),
    ]

    private static func sorted(_ findings: [(IntegrityFinding.Kind, String)]) -> [String] {
        findings.map { "\($0.0) \($0.1)" }.sorted()
    }

    @Test(arguments: tamperings)
    func whatWasDoneIsFoundAndNothingElse(tampering: Tampering) async throws {
        var trail = try TestTrail.of(hours: 6)
        try tampering.change(&trail)
        let report = try await trail.verify()
        #expect(Self.sorted(report.findings.map { ($0.kind, $0.key) }) == Self.sorted(tampering.found(trail)))
        #expect(report.isGood == tampering.found(trail).isEmpty)
        #expect(report.findings.allSatisfy { $0.bucket == "box" })
    }

    @Test func aWholeTrailIsCounted() async throws {
        let report = try await TestTrail.of(hours: 6).verify()
        #expect(report.isGood && report.notes.isEmpty)
        #expect(report.digests.valid == 6 && report.digests.total == 6)
        #expect(report.logFiles.valid == 10 && report.logFiles.total == 10)
        #expect(report.chainCount == 1 && report.scopeCount == 1)
        #expect(report.coveredStart == TestTrail.origin && report.coveredEnd == TestTrail.origin + 6 * 3600)
    }

    @Test func moreDigestsThanABatchAreFollowed() async throws {
        var trail = try TestTrail()
        for _ in 0..<300 { try trail.writeHour(logCount: 0) }
        trail.files.files[trail.digestKeys[172]] = nil
        let report = try await trail.verify()
        #expect(report.digests.valid == 299 && report.findings.map(\.key) == [trail.digestKeys[172]])
    }

    /// Copies have no metadata: a digest's signature stands in the one that follows it.
    @Test func aCopyIsProvenButForItsNewestDigest() async throws {
        var trail = try TestTrail.of(hours: 6)
        trail.dropMetadata()
        trail.files.bucket = nil
        let report = try await trail.verify()
        #expect(report.isGood && report.digests.valid == 5 && report.digests.unproven == 1)
        #expect(report.logFiles.valid == 10)
        #expect(report.notes.map(\.kind) == [.unprovenDigest])
    }

    @Test(
        arguments: tamperings.filter {
            !$0.testDescription.contains("signature is re") && $0.testDescription != "everything at once"
        })
    func aCopyTellsTheSame(tampering: Tampering) async throws {
        var trail = try TestTrail.of(hours: 6)
        try tampering.change(&trail)
        trail.dropMetadata()
        let report = try await trail.verify()
        var expected = tampering.found(trail)
        // Without metadata the signature is that which the following digest knows.
        expected = expected.map { ($0.0 == .alteredDigest ? .badSignature : $0.0, $0.1) }
        #expect(Self.sorted(report.findings.map { ($0.kind, $0.key) }) == Self.sorted(expected))
    }

    @Test func stoppedLoggingIsAGapAndNoFault() async throws {
        var trail = try TestTrail.of(hours: 2)
        trail.chain.stop(at: TestTrail.origin + 9000)
        let last = try trail.chain.dueWindow(now: TestTrail.origin + 9000)
        try trail.write(last, logCount: 1)
        trail.chain.start(at: TestTrail.origin + 20_000)
        try trail.writeHour()
        _ = try trail.writeLog(at: TestTrail.origin + 15_000, text: "while validation was off")
        let report = try await trail.verify()
        #expect(report.isGood && report.digests.valid == 4)
        #expect(report.notes.map(\.kind) == [.gap, .uncoveredLogFiles])
        let gap = "No log files were delivered by CloudTrail between 2026-03-01T12:30:00Z and 2026-03-01T15:33:20Z"
        #expect(report.notes[0].message.hasPrefix(gap))
    }

    @Test func logFilesBeforeTheFirstAndAfterTheLastDigestAreNoFault() async throws {
        var trail = try TestTrail.of(hours: 2)
        _ = try trail.writeLog(at: TestTrail.origin - 5000, text: "before validation")
        _ = try trail.writeLog(at: TestTrail.origin + 8000, text: "of the next digest")
        let report = try await trail.verify()
        #expect(report.isGood && report.notes.map(\.kind) == [.uncoveredLogFiles] && report.notes[0].count == 2)
    }

    @Test func logFilesOfAMissingDigestAreNeitherValidNorStrange() async throws {
        var trail = try TestTrail.of(hours: 5)
        trail.files.files[trail.digestKeys[3]] = nil
        let report = try await trail.verify()
        #expect(report.logFiles.valid == 6 && report.logFiles.unproven == 2 && report.logFiles.invalid == 0)
        #expect(report.notes.map(\.kind) == [.unprovenLogFiles])
    }

    @Test func aRangeOfTimeLooksAtItsDigestsOnly() async throws {
        var trail = try TestTrail.of(hours: 6)
        trail.files.files[trail.digestKeys[0]] = nil
        trail.files.files[trail.logKeys[5][0]] = nil
        var options = VerificationOptions()
        options.startTime = TestTrail.origin + 2 * 3600
        options.endTime = TestTrail.origin + 4 * 3600
        let report = try await trail.verify(options)
        #expect(report.isGood && report.digests.valid == 4)
        options.endTime = nil
        #expect(try await trail.verify(options).findings.map(\.key) == [trail.logKeys[5][0]])
    }

    @Test func trailsRegionsAndAccountsOfOneBucketAreAllVerified() async throws {
        var all = try TestTrail.of(hours: 2)
        var others = [
            try TestTrail(trail: "second_trail"), try TestTrail(region: "us-east-1"),
            try TestTrail(account: "333344445555"),
            try TestTrail(account: "444455556666", prefix: "deep/in", organizationID: "o-11aa22bb33"),
        ]
        for index in others.indices {
            try others[index].writeHour(logCount: 0)
            try others[index].writeHour(logCount: 0)
            all.files.files.merge(others[index].files.files) { first, _ in first }
        }
        let report = try await all.verify()
        #expect(report.isGood && report.chainCount == 5 && report.scopeCount == 4 && report.digests.valid == 10)
        var options = VerificationOptions()
        options.trail = TrailSelection(arn: "arn:aws:cloudtrail:eu-west-1:222233334444:trail/second_trail")
        let selected = try await all.verify(options)
        #expect(selected.chainCount == 1 && selected.digests.valid == 2)
        #expect(selected.notes.map(\.kind) == [.unlistedNotChecked])
        options.trail = nil
        options.prefix = "deep/"
        #expect(try await all.verify(options).chainCount == 1)
    }

    @Test func keysOfAnotherRegionDoNotHelp() async throws {
        struct Keys: DigestPublicKeySource {
            let key: DigestPublicKey
            func publicKeys(in region: String) async throws(IntegrityError) -> [DigestPublicKey] {
                region == "us-east-1" ? [key] : []
            }
        }
        let trail = try TestTrail.of(hours: 2)
        let report = try await DigestVerifier(source: trail.files, keys: Keys(key: trail.key.publicKey)).run()
        #expect(report.findings.map(\.kind) == [.unknownKey, .unknownKey])
    }

    @Test func backfillDigestsAreAChainOfTheirOwn() async throws {
        var trail = try TestTrail.of(hours: 3)
        let log = try trail.writeLog(at: TestTrail.origin + 4000, text: "late")
        #expect(try await trail.verify().findings.map(\.kind) == [.unlistedLogFile])
        var name = trail.name
        name.isBackfill = true
        name.endTime = TestTrail.origin + 9000
        let file = DigestFile(
            account: name.account, startTime: DigestTime(TestTrail.origin), endTime: DigestTime(name.endTime),
            bucket: "box", key: name.key, publicKeyFingerprint: "", previous: nil, logFiles: [log])
        let signed = try SignedDigest(file, key: trail.key, backfillTime: DigestTime(TestTrail.origin + 9000))
        trail.files.files[name.key] = try TestTrail.object(signed)
        let report = try await trail.verify()
        #expect(report.isGood && report.backfillDigests.valid == 1 && report.digests.valid == 3)
        trail.files.files[name.key]?.metadata?["backfill-generation-timestamp"] = nil
        let finding = try #require(try await trail.verify().findings.first { $0.isBackfill })
        #expect(finding.kind == .unreadableDigest)
        #expect(finding.line.hasPrefix("(backfill) Digest file\ts3://box/\(name.key)\tINVALID: invalid format"))
    }

    @Test func aChangedPrefixIsFollowed() async throws {
        var trail = try TestTrail.of(hours: 2)
        trail.name.root = "moved/" + trail.name.root
        try trail.writeHour()
        #expect(try await trail.verify().isGood)
        trail.files.files[trail.digestKeys[1]] = nil
        #expect(try await trail.verify().findings.map(\.key) == [trail.digestKeys[1]])
    }

    @Test func findingsReadAsTheAWSCLIPrintsThem() async throws {
        var trail = try TestTrail.of(hours: 3)
        trail.files.files[trail.logKeys[2][0]] = nil
        trail.files.files[trail.digestKeys[1]] = nil
        let lines = try await trail.verify().findings.map(\.line)
        let missingLog = "Log file\ts3://box/\(trail.logKeys[2][0])\tINVALID: not found"
        let missingDigest = "Digest file\ts3://box/\(trail.digestKeys[1])\tINVALID: not found"
        #expect(lines == [missingDigest, missingLog])
    }

    @Test func anEmptyBucketHasNothingToFind() async throws {
        let report = try await DigestVerifier(source: MemoryTrailFiles(), keys: FixedPublicKeys([])).run()
        #expect(report == IntegrityReport())
    }

    @Test func aSourceThatCannotBeReadIsAnError() async throws {
        struct Broken: TrailFileSource {
            let bucket: String? = nil
            func list(prefix: String, after: String?, limit: Int) async throws(IntegrityError) -> [String] {
                throw IntegrityError(.unreadable, "no")
            }
            func read(
                _ key: String, _ receive: (UnsafeRawBufferPointer) -> Void
            ) async throws(IntegrityError) -> TrailFileInfo? { nil }
        }
        await #expect(throws: IntegrityError(.unreadable, "")) {
            try await DigestVerifier(source: Broken(), keys: FixedPublicKeys([])).run()
        }
    }

    @Test(arguments: [
        "arn:aws:cloudtrail:eu-west-1:222233334444:trail/audit",
        "arn:aws-cn:cloudtrail:cn-north-1:222233334444:trail/a_b",
    ])
    func trailsAreSelectedByARN(arn: String) {
        #expect(TrailSelection(arn: arn) != nil)
    }

    @Test(arguments: ["", "audit", "arn:aws:cloudtrail:eu-west-1:22223333444:trail/audit", "arn:aws:s3:::box"])
    func otherTextsAreNoTrails(arn: String) {
        #expect(TrailSelection(arn: arn) == nil)
    }
}
