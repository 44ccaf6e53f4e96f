import CairnModel

// Log files.
extension VerificationRun {
    /// Returns how many there were.
    mutating func verifyLogFiles(
        of verdicts: [ChainCheck.Verdict], bucket: String
    ) async throws(IntegrityError) -> Int {
        var (work, resumed) = (LogFileWork(checkpoint: checkpoint), 0)
        // What a digest lists that is not to be trusted says nothing: those files are looked for as unlisted ones.
        for verdict in verdicts where verdict.finding == nil {
            guard let file = verdict.digest.file else { continue }
            if try await isDone(verdict.digest, file) {
                resumed += file.logFiles.count
            } else {
                work.add(verdict.digest, file, bucket: bucket)
            }
        }
        report.logFiles.valid += resumed
        resumedCount += resumed
        if work.elsewhereCount > 0 {
            report.logFiles.unproven += work.elsewhereCount
            let message = "Log files are in another bucket"
            report.add(IntegrityNote(.logFilesElsewhere, message, count: work.elsewhereCount))
        }
        let outcomes = try await work.run(source: source, width: options.width, progress: progressOfLogFiles())
        for (file, outcome) in outcomes { take(file, outcome) }
        return resumed + outcomes.count
    }

    /// Whether an earlier run has verified all that a digest lists, and nothing of it was written again since.
    private mutating func isDone(_ digest: FoundDigest, _ file: DigestFile) async throws(IntegrityError) -> Bool {
        guard let checkpoint, !checkpoint.isEmpty, !file.logFiles.isEmpty else { return false }
        let versions = try await listed.versions(of: file.logFiles)
        return VerificationStamp(file, sha256: digest.sha256, versions: versions).map(checkpoint.contains) ?? false
    }

    private mutating func take(_ file: DigestedLogFile, _ outcome: LogFileCheck.Outcome) {
        let (kind, detail): (IntegrityFinding.Kind, String?)
        switch outcome {
        case .valid:
            report.logFiles.valid += 1
            return
        case .missing: (kind, detail) = (.missingLogFile, nil)
        case .altered: (kind, detail) = (.alteredLogFile, nil)
        case .unreadable(let text): (kind, detail) = (.unreadableLogFile, text)
        }
        report.logFiles.invalid += 1
        report.add(IntegrityFinding(kind, bucket: file.bucket, key: file.key, detail: detail))
    }

    /// The listings in which log files stand.
    func logFileWalks(of scope: VerificationScope) -> [TrailFileWalk] {
        scope.logFiles.map { prefix in
            TrailFileWalk(
                prefix: prefix,
                after: options.startTime.map { prefix + CivilTime(epochSeconds: $0).dateText(separator: "/") })
        }
    }

    /// - Parameter walks: begun or not.
    mutating func lookForUnlisted(
        in scope: VerificationScope, _ walks: [TrailFileWalk], _ coverage: Coverage
    ) async throws(IntegrityError) {
        var counts = (lost: 0, uncovered: 0)
        for walk in walks {
            try await TrailFileListing(source: source).forEachFile(walk) { file in
                // Most are: their names need not be taken apart.
                if coverage.lists(file.key) { return true }
                guard let name = LogFileName(key: file.key), options.selectsLogFile(minute: name.minute) else {
                    return true
                }
                switch coverage.answer(minute: name.minute) {
                case .unlisted: addUnlisted(file.key)
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
        let place = "in \(scope.place)"
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
