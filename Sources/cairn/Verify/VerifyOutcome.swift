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

    private(set) var trailFiles: [TrailFiles] = []
    private(set) var journals: [Journal] = []

    var isGood: Bool { trailFiles.allSatisfy(\.report.isGood) && journals.allSatisfy(\.report.isIntact) }

    /// A verification of nothing is no proof of anything.
    var hasLookedAtSomething: Bool { !journals.isEmpty || trailFiles.contains { $0.report.chainCount > 0 } }

    mutating func add(
        _ subject: VerifySubject, keys: any DigestPublicKeySource, options: VerificationOptions,
        checkpoint: CheckpointFile?, bar: ProgressLine
    ) async throws {
        switch subject {
        case .journal(let folder):
            let report = try JournalChain.verify(DiskSegmentStorage(folder: folder, isReadOnly: true))
            journals.append(Journal(folder: folder, report: report))
        case .trailFiles(let source, let name, let prefix, let width):
            var options = options
            options.prefix = prefix
            options.width = width
            let verifier = DigestVerifier(source: source, keys: keys, options: options, checkpoint: checkpoint)
            trailFiles.append(TrailFiles(name: name, report: try await verifier.run { bar.show($0) }))
        }
    }
}
