import CairnGzip
import CairnIntegrity
import CairnModel
import Testing

/// Writes a trail's log files and digests as a delivery would.
struct TestTrail {
    /// 2026-03-01T10:00:00Z
    static let origin: Int64 = 1_772_359_200

    var name: DigestName
    var bucket = "box"
    var chain = DigestChain()
    var key: DigestKey
    var files = MemoryTrailFiles()
    var digestKeys: [String] = []
    var logKeys: [[String]] = []

    init(
        trail: String = "audit", account: String = "222233334444", region: String = "eu-west-1",
        prefix: String? = nil, organizationID: String? = nil
    ) throws {
        name = DigestName(
            prefix: prefix, organizationID: organizationID, account: account, region: region, trail: trail,
            homeRegion: "eu-west-1", endTime: 0)
        key = try TestKeys.first.get()
        chain.start(at: Self.origin)
    }

    /// A trail of some hours, each with two log files but for the second, which is empty.
    static func of(hours: Int) throws -> TestTrail {
        var trail = try TestTrail()
        for hour in 0..<hours { try trail.writeHour(logCount: hour == 1 ? 0 : 2) }
        return trail
    }

    /// Writes the digest of the next hour.
    mutating func writeHour(logCount: Int = 2) throws {
        let now = (chain.nextDueTime() ?? 0)
        guard let window = chain.nextWindow(now: now) else { return }
        try write(window, logCount: logCount)
    }

    mutating func write(_ window: DigestWindow, logCount: Int) throws {
        let logs = try (0..<logCount).map { number in
            try writeLog(at: window.start + Int64(600 * (number + 1)), text: "\(window.start) \(number)")
        }
        let file = chain.file(
            for: window, name: name, bucket: bucket, fingerprint: key.publicKey.fingerprint, logFiles: logs)
        let signed = try SignedDigest(file, key: key)
        files.files[file.key] = try Self.object(signed)
        digestKeys.append(file.key)
        logKeys.append(logs.map(\.key))
        chain.wrote(signed.link, window)
    }

    mutating func writeLog(at time: Int64, text: String) throws -> DigestedLogFile {
        let bytes = Array(#"{"Records":[{"eventID":"\#(text)"}]}"#.utf8)
        let key = logKey(at: time)
        files.files[key] = .init(bytes: try Gzip.compress(bytes), metadata: [:])
        return DigestedLogFile(
            bucket: bucket, key: key, sha256: DigestedLogFile.sha256(ofUncompressed: bytes),
            newestEventTime: DigestTime(time - 10), oldestEventTime: DigestTime(time - 100))
    }

    func logKey(at time: Int64, unique: String = "Qm3tYx81LpZc0VdN") -> String {
        let day = CivilTime(epochSeconds: time).dateText(separator: "/")
        let minute = ISO8601.compactString(epochSeconds: time).dropLast(3)
        return "\(name.root)CloudTrail/\(name.region)/\(day)/"
            + "\(name.account)_CloudTrail_\(name.region)_\(minute)Z_\(unique).json.gz"
    }

    static func object(_ digest: SignedDigest) throws -> MemoryTrailFiles.File {
        .init(
            bytes: try Gzip.compress(digest.bytes),
            metadata: Dictionary(uniqueKeysWithValues: digest.metadata.map { ($0.name, $0.value) }))
    }

    /// Changes the text of a file that stays a whole gzip file.
    mutating func edit(_ key: String, _ change: (String) -> String) throws {
        let bytes = try Gzip.decompress(files.files[key]?.bytes ?? [], upTo: 1 << 20)
        let text = change(String(decoding: bytes, as: UTF8.self))
        files.files[key]?.bytes = try Gzip.compress(Array(text.utf8))
        files.files[key]?.written += 1
    }

    mutating func swap(_ first: String, _ second: String) {
        (files.files[first], files.files[second]) = (files.files[second], files.files[first])
    }

    /// The files as a copy to a folder has them: without metadata.
    mutating func dropMetadata() {
        for key in files.files.keys { files.files[key]?.metadata = nil }
    }

    func verify(
        _ options: VerificationOptions = VerificationOptions(), checkpoint: (any VerificationCheckpoint)? = nil
    ) async throws -> IntegrityReport {
        let keys = FixedPublicKeys([key.publicKey])
        return try await DigestVerifier(source: files, keys: keys, options: options, checkpoint: checkpoint).run()
    }
}

extension DigestChain {
    /// Returns the window that must be due.
    mutating func dueWindow(now: Int64) throws -> DigestWindow {
        let window = nextWindow(now: now)
        return try #require(window)
    }
}
