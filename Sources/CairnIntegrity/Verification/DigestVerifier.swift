/// Verifies the digests and log files of a bucket, or of a folder that was copied from one: every trail, account and
/// region that is there, many files at a time, in memory that does not grow with the files' sizes.
///
/// It finds what `aws cloudtrail validate-logs` finds, and besides: digests that are missing in a row, digests and log
/// files that nobody wrote, bytes behind the end of a log file, digests replaced by older ones.
public struct DigestVerifier: Sendable {
    private let source: any TrailFileSource
    private let keys: any DigestPublicKeySource
    private let options: VerificationOptions
    private let checkpoint: (any VerificationCheckpoint)?

    /// - Parameter checkpoint: what an earlier run that was stopped has seen to be good, and where this one notes what
    ///   it has: log files that have not changed since are not read again.
    public init(
        source: any TrailFileSource, keys: any DigestPublicKeySource,
        options: VerificationOptions = VerificationOptions(), checkpoint: (any VerificationCheckpoint)? = nil
    ) {
        self.source = source
        self.keys = keys
        self.options = options
        self.checkpoint = checkpoint
    }

    /// Reads and checks everything once.
    ///
    /// - Parameter progress: called now and then with how far it is.
    /// - Throws: ``IntegrityError`` with `unreadable` if the source cannot be read, or what the key source and the
    ///   checkpoint throw. Files that are not as they should be are no errors but findings.
    public func run(
        progress: @escaping @Sendable (VerificationProgress) -> Void = { _ in }
    ) async throws(IntegrityError) -> IntegrityReport {
        var run = VerificationRun(source: source, options: options, checkpoint: checkpoint, progress: progress)
        for root in try await TrailFileListing(source: source).roots(below: options.prefix) {
            for region in try await source.folders(in: "\(root.path)\(DigestName.folder)/") {
                let scope = VerificationScope(root: root, region: region)
                try await run.verify(scope, keys: keys)
            }
        }
        return run.finish()
    }
}

/// An account's files in a region.
struct VerificationScope: Sendable, Hashable {
    let root: TrailFileRoot
    let region: String

    var digests: String { "\(root.path)\(DigestName.folder)/\(region)/" }
    /// What stands before the keys of log files of each kind that is there.
    var logFiles: [String] { root.logFolders.map { "\(root.path)\($0)/\(region)/" } }
    /// For people.
    var place: String { "\(root.path) \(region)" }
}
