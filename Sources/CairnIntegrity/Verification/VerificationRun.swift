import CairnModel

/// A verification at work.
struct VerificationRun {
    private let source: any TrailFileSource
    private let options: VerificationOptions
    private let tell: @Sendable (VerificationProgress) -> Void
    private var report = IntegrityReport()
    private var progress = VerificationProgress()
    /// Learned from the first digests where the source does not know it.
    private var bucket: String?

    /// How many digests, with what they list, are held at a time.
    private static let batchCount = 128

    init(
        source: any TrailFileSource, options: VerificationOptions,
        progress: @escaping @Sendable (VerificationProgress) -> Void
    ) {
        self.source = source
        self.options = options
        tell = progress
        bucket = source.bucket
    }

    mutating func finish() -> IntegrityReport {
        report.sort()
        return report
    }

    /// Verifies the chains of an account in a region, then looks for log files that none lists.
    mutating func verify(_ scope: VerificationScope, keys: any DigestPublicKeySource) async throws(IntegrityError) {
        let chains = try await chains(of: scope)
        let selected = chains.filter { options.trail == nil || $0.value.contains { options.selects($0.name) } }
        guard selected.values.contains(where: { $0.contains { options.selects($0.name) } }) else { return }
        report.scopeCount += 1
        progress.place = "\(scope.root) \(scope.region)"
        let publicKeys = try await keys.publicKeys(in: scope.region)
        var coverage = Coverage()
        for (id, listed) in selected.sorted(by: { $0.key < $1.key }) {
            try await verify(id, listed, keys: publicKeys, coverage: &coverage)
        }
        coverage.merge()
        if selected.count == chains.count {
            try await lookForUnlisted(in: scope, coverage)
        } else {
            let message = "Digests of other trails list log files in \(scope.root) \(scope.region), too: "
            report.add(IntegrityNote(.unlistedNotChecked, message + "log files that none lists were not looked for"))
        }
    }

    private typealias ListedDigest = (key: String, name: DigestName)

    private func chains(of scope: VerificationScope) async throws(IntegrityError) -> [DigestChainID: [ListedDigest]] {
        var chains: [DigestChainID: [ListedDigest]] = [:]
        let after = options.startTime.map { scope.digests + CivilTime(epochSeconds: $0).dateText(separator: "/") }
        let last = options.digestEndTime.map {
            scope.digests + CivilTime(epochSeconds: $0).dateText(separator: "/") + "/\u{10FFFF}"
        }
        try await TrailFileListing(source: source).forEachKey(prefix: scope.digests, after: after) { key in
            if let last, last.utf8.lexicographicallyPrecedes(key.utf8) { return false }
            if let name = DigestName(key: key) { chains[name.chain, default: []].append((key, name)) }
            return true
        }
        return chains
    }

    private mutating func verify(
        _ id: DigestChainID, _ listed: [ListedDigest], keys: [DigestPublicKey], coverage: inout Coverage
    ) async throws(IntegrityError) {
        // Newest first; names of one chain sort like their times.
        let digests = listed.filter { options.selects($0.name) }.sorted { $0.name.endTime > $1.name.endTime }
        guard !digests.isEmpty else { return }
        report.chainCount += 1
        progress.digestsFound += digests.count
        let bucket = try await bucket(of: digests)
        var check = ChainCheck(
            proof: DigestProof(bucket: bucket, region: id.region, keys: keys), id: id,
            listed: Set(digests.map(\.key)), startTime: options.startTime)
        for start in stride(from: 0, to: digests.count, by: Self.batchCount) {
            let batch = Array(digests[start..<min(digests.count, start + Self.batchCount)])
            let verdicts = try await read(batch).map { check.append($0) }
            for verdict in verdicts { take(verdict, of: id, &coverage) }
            try await verifyLogFiles(of: verdicts, bucket: bucket)
            progress.digestsDone += batch.count
            tellProgress()
        }
        check.finish()
        coverage.addLost(check.lost)
        take(check.missing, isBackfill: id.isBackfill)
        for note in check.notes { report.add(note) }
        try await lookFor(check.followedElsewhere, isBackfill: id.isBackfill)
    }

    private func read(_ batch: [ListedDigest]) async throws(IntegrityError) -> [FoundDigest] {
        let reading = DigestReading(source: source)
        return try await BoundedWork.map(batch, width: options.width) { digest throws(IntegrityError) in
            try await reading.read(digest.name, key: digest.key)
        }
    }

    /// A folder does not know which bucket it was copied from; its newest readable digest does.
    private mutating func bucket(of digests: [ListedDigest]) async throws(IntegrityError) -> String {
        if let bucket { return bucket }
        for digest in digests.prefix(Self.batchCount) {
            let found = try await DigestReading(source: source).read(digest.name, key: digest.key)
            guard let file = found.file, file.key == digest.key else { continue }
            bucket = file.bucket
            return file.bucket
        }
        return "unknown"
    }
}

// What becomes of verdicts.
extension VerificationRun {
    private mutating func take(_ verdict: ChainCheck.Verdict, of id: DigestChainID, _ coverage: inout Coverage) {
        let tally: WritableKeyPath<IntegrityReport, IntegrityReport.Tally> =
            id.isBackfill ? \.backfillDigests : \.digests
        if let finding = verdict.finding {
            report[keyPath: tally].invalid += 1
            report.add(finding)
            return
        }
        guard let file = verdict.digest.file else { return }
        coverage.add(file, of: id)
        report.cover(file)
        if verdict.isProven {
            report[keyPath: tally].valid += 1
        } else {
            report[keyPath: tally].unproven += 1
            let message = "The signature of \(file.key) is not at hand: copies of files do not have it, and no digest "
            report.add(IntegrityNote(.unprovenDigest, message + "that follows says it"))
        }
    }

    private mutating func take(_ missing: [IntegrityFinding], isBackfill: Bool) {
        for finding in missing {
            if isBackfill { report.backfillDigests.invalid += 1 } else { report.digests.invalid += 1 }
            report.add(finding)
        }
    }

    /// Looks whether digests of another prefix, which were followed, are there. Their own chain verifies them.
    private mutating func lookFor(_ links: [DigestLink], isBackfill: Bool) async throws(IntegrityError) {
        for link in links {
            let found = try await source.list(prefix: link.key, after: nil, limit: 1)
            if found.first == link.key { continue }
            take(
                [IntegrityFinding(.missingDigest, bucket: link.bucket, key: link.key, isBackfill: isBackfill)],
                isBackfill: isBackfill)
        }
    }

    private func tellProgress() {
        var progress = progress
        progress.findings = report.findings.count
        tell(progress)
    }
}

// Log files.
extension VerificationRun {
    private mutating func verifyLogFiles(
        of verdicts: [ChainCheck.Verdict], bucket: String
    ) async throws(IntegrityError) {
        var files: [DigestedLogFile] = []
        var elsewhere = 0
        // What a digest lists that is not to be trusted says nothing: those files are looked for as unlisted ones.
        for verdict in verdicts where verdict.finding == nil {
            for file in verdict.digest.file?.logFiles ?? [] {
                if file.bucket == bucket { files.append(file) } else { elsewhere += 1 }
            }
        }
        if elsewhere > 0 {
            report.logFiles.unproven += elsewhere
            report.add(IntegrityNote(.logFilesElsewhere, "Log files are in another bucket", count: elsewhere))
        }
        let check = LogFileCheck(source: source)
        let outcomes = try await BoundedWork.map(files, width: options.width) { file throws(IntegrityError) in
            try await check.outcome(of: file)
        }
        for (file, outcome) in zip(files, outcomes) { take(file, outcome) }
        progress.logFilesDone += files.count
    }

    private mutating func take(_ file: DigestedLogFile, _ outcome: LogFileCheck.Outcome) {
        let (kind, detail): (IntegrityFinding.Kind, String?) =
            switch outcome {
            case .missing: (.missingLogFile, nil)
            case .valid, .altered: (.alteredLogFile, nil)
            case .unreadable(let detail): (.unreadableLogFile, detail)
            }
        guard outcome != .valid else {
            report.logFiles.valid += 1
            return
        }
        report.logFiles.invalid += 1
        report.add(IntegrityFinding(kind, bucket: file.bucket, key: file.key, detail: detail))
    }

    private mutating func lookForUnlisted(
        in scope: VerificationScope, _ coverage: Coverage
    ) async throws(IntegrityError) {
        var counts = (lost: 0, uncovered: 0)
        for folder in LogFileName.folders {
            let prefix = scope.logFiles(folder)
            let after = options.startTime.map { prefix + CivilTime(epochSeconds: $0).dateText(separator: "/") }
            try await TrailFileListing(source: source).forEachKey(prefix: prefix, after: after) { key in
                guard let name = LogFileName(key: key), options.selectsLogFile(minute: name.minute) else { return true }
                switch coverage.answer(for: key, minute: name.minute) {
                case .listed: break
                case .unlisted: addUnlisted(key)
                case .lost: counts.lost += 1
                case .uncovered: counts.uncovered += 1
                }
                return true
            }
        }
        addNotes(counts, scope)
    }

    private mutating func addUnlisted(_ key: String) {
        report.logFiles.invalid += 1
        report.add(IntegrityFinding(.unlistedLogFile, bucket: bucket ?? "unknown", key: key))
    }

    private mutating func addNotes(_ counts: (lost: Int, uncovered: Int), _ scope: VerificationScope) {
        let place = "in \(scope.root) \(scope.region)"
        if counts.lost > 0 {
            report.logFiles.unproven += counts.lost
            let message = "\(counts.lost) log files \(place) are of digests that are missing or not to be trusted"
            report.add(IntegrityNote(.unprovenLogFiles, message, count: counts.lost))
        }
        if counts.uncovered > 0 {
            let message = "\(counts.uncovered) log files \(place) are of a time that no digest covers"
            report.add(IntegrityNote(.uncoveredLogFiles, message, count: counts.uncovered))
        }
    }
}
