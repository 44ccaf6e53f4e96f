import CairnModel

/// A verification at work.
struct VerificationRun {
    let source: any TrailFileSource
    let options: VerificationOptions
    let checkpoint: (any VerificationCheckpoint)?
    private let tell: @Sendable (VerificationProgress) -> Void
    var report = IntegrityReport()
    private var progress = VerificationProgress()
    /// Learned from the first digests where the source does not know it.
    private(set) var bucket: String?
    /// Where log files are in listings; only a run that goes on asks.
    var listed: ListedVersions
    /// How many log files an earlier run has verified.
    var resumedCount = 0

    /// How many digests, with what they list, are held at a time.
    private static let batchCount = 128

    init(
        source: any TrailFileSource, options: VerificationOptions, checkpoint: (any VerificationCheckpoint)?,
        progress: @escaping @Sendable (VerificationProgress) -> Void
    ) {
        self.source = source
        self.options = options
        self.checkpoint = checkpoint
        listed = ListedVersions(source: source)
        tell = progress
        bucket = source.bucket
    }

    mutating func finish() -> IntegrityReport {
        if resumedCount > 0 {
            let message = "\(resumedCount) log files were verified before the run was stopped, and are the same since"
            report.add(IntegrityNote(.resumed, message, count: resumedCount))
        }
        report.sort()
        return report
    }

    /// Verifies the chains of an account in a region, then looks for log files that none lists.
    mutating func verify(_ scope: VerificationScope, keys: any DigestPublicKeySource) async throws(IntegrityError) {
        let chains = try await chains(of: scope)
        let selected = chains.filter { options.trail == nil || $0.value.contains { options.selects($0.name) } }
        guard selected.values.contains(where: { $0.contains { options.selects($0.name) } }) else { return }
        report.scopeCount += 1
        progress.place = scope.place
        let isComplete = selected.count == chains.count
        let (source, walks) = (source, isComplete ? logFileWalks(of: scope) : [])
        // Listing and reading wait for different things: side by side they take less time.
        async let beginnings = TrailFileListing(source: source).beginnings(of: walks)
        let publicKeys = try await keys.publicKeys(in: scope.region)
        var coverage = Coverage()
        for (id, listed) in selected.sorted(by: { $0.key < $1.key }) {
            try await verify(id, listed, keys: publicKeys, coverage: &coverage)
        }
        coverage.merge()
        if isComplete {
            try await lookForUnlisted(in: scope, try await beginnings.get(), coverage)
        } else {
            let message = "Digests of other trails list log files in \(scope.place), too: "
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
        try await TrailFileListing(source: source).forEachFile(prefix: scope.digests, after: after) { file in
            if let last, last.utf8.lexicographicallyPrecedes(file.key.utf8) { return false }
            if let name = DigestName(key: file.key) { chains[name.chain, default: []].append((file.key, name)) }
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
            progress.logFilesDone += try await verifyLogFiles(of: verdicts, bucket: bucket)
            progress.digestsDone += batch.count
            progressOfLogFiles()(0)
        }
        check.finish()
        coverage.addLost(check.lost)
        take(check.missing, isBackfill: id.isBackfill)
        for note in check.notes { report.add(note) }
        try await lookFor(check.followedElsewhere, isBackfill: id.isBackfill)
    }

    private func read(_ batch: [ListedDigest]) async throws(IntegrityError) -> [FoundDigest] {
        let source = source
        return try await BoundedWork.map(
            batch, width: options.width, on: source.executors, worker: { DigestReading(source: source) }
        ) { (reading, digest, _) throws(IntegrityError) in
            try await reading.read(digest.name, key: digest.key)
        }
    }

    /// A folder does not know which bucket it was copied from; its newest readable digest does.
    private mutating func bucket(of digests: [ListedDigest]) async throws(IntegrityError) -> String {
        if let bucket { return bucket }
        var reading = DigestReading(source: source)
        for digest in digests.prefix(Self.batchCount) {
            let found = try await reading.read(digest.name, key: digest.key)
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

    /// Returns what tells now and then how many of the log files at hand are done.
    func progressOfLogFiles() -> @Sendable (Int) -> Void {
        var progress = progress
        progress.findings = report.findings.count
        return { [tell, progress] count in
            var progress = progress
            progress.logFilesDone += count
            tell(progress)
        }
    }
}
