import CairnIntegrity
import CairnStore

/// What was found in all subjects.
struct VerifyOutcome {
    struct TrailFiles {
        let name: String
        let report: IntegrityReport
    }

    struct Journal {
        let folder: String
        let report: JournalChain.Report
    }

    struct Results {
        /// The bucket or folder, such as `s3://box`.
        let name: String
        let report: ResultFolderReport
    }

    private(set) var trailFiles: [TrailFiles] = []
    private(set) var results: [Results] = []
    private(set) var journals: [Journal] = []

    var isGood: Bool {
        trailFiles.allSatisfy(\.report.isGood) && journals.allSatisfy(\.report.isIntact)
            && results.allSatisfy(\.report.isGood)
    }

    /// A verification of nothing is no proof of anything.
    var hasLookedAtSomething: Bool {
        !journals.isEmpty || !results.isEmpty || trailFiles.contains { $0.report.chainCount > 0 }
    }

    mutating func add(
        _ subject: VerifySubject, keys: any DigestPublicKeySource, options: VerificationOptions,
        checkpoint: CheckpointFile?, bar: StatusLine
    ) async throws {
        switch subject {
        case .journal(let folder):
            let report = try JournalChain.verify(DiskSegmentStorage(folder: folder, isReadOnly: true))
            journals.append(Journal(folder: folder, report: report))
        case .trailFiles(let source, let name, let prefix, let width):
            let isResults = try await addResults(source, name, prefix, keys: keys, options: options)
            guard !isResults else { return }
            var options = options
            options.prefix = prefix
            options.width = width
            let verifier = DigestVerifier(source: source, keys: keys, options: options, checkpoint: checkpoint)
            trailFiles.append(TrailFiles(name: name, report: try await verifier.run { bar.show($0.line) }))
        }
    }

    /// Verifies the results of queries. A trail or a time that is asked for leaves them out.
    ///
    /// - Returns: whether the place is itself such a folder: then there is nothing else in it.
    private mutating func addResults(
        _ source: any TrailFileSource, _ name: String, _ prefix: String, keys: any DigestPublicKeySource,
        options: VerificationOptions
    ) async throws -> Bool {
        guard options.trail == nil, options.startTime == nil, options.endTime == nil else { return false }
        let verifier = ResultVerifier(source: source, keys: keys)
        let folders = try await verifier.folders(below: prefix)
        for folder in folders { results.append(Results(name: name, report: try await verifier.verify(folder))) }
        return folders == [prefix]
    }
}
