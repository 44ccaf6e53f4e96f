/// Verifies the digests and log files of a bucket, or of a folder that was copied from one: every trail, account and
/// region that is there, many files at a time, in memory that does not grow with the files' sizes.
///
/// It finds what `aws cloudtrail validate-logs` finds, and besides: digests that are missing in a row, digests and log
/// files that nobody wrote, bytes behind the end of a log file, digests replaced by older ones.
public struct DigestVerifier: Sendable {
    private let source: any TrailFileSource
    private let keys: any DigestPublicKeySource
    private let options: VerificationOptions

    public init(
        source: any TrailFileSource, keys: any DigestPublicKeySource,
        options: VerificationOptions = VerificationOptions()
    ) {
        self.source = source
        self.keys = keys
        self.options = options
    }

    /// Reads and checks everything once.
    ///
    /// - Parameter progress: called now and then with how far it is.
    /// - Throws: ``IntegrityError`` with `unreadable` if the source cannot be read, or what the key source throws.
    ///   Files that are not as they should be are no errors but findings.
    public func run(
        progress: @escaping @Sendable (VerificationProgress) -> Void = { _ in }
    ) async throws(IntegrityError) -> IntegrityReport {
        var run = VerificationRun(source: source, options: options, progress: progress)
        let listing = TrailFileListing(source: source)
        for root in try await listing.roots(below: options.prefix) {
            for region in try await listing.folders(in: "\(root)\(DigestName.folder)/") {
                let scope = VerificationScope(root: root, region: region)
                try await run.verify(scope, keys: keys)
            }
        }
        return run.finish()
    }
}

/// An account's files in a region.
struct VerificationScope: Sendable, Hashable {
    /// What stands before `CloudTrail-Digest/`.
    let root: String
    let region: String

    var digests: String { "\(root)\(DigestName.folder)/\(region)/" }

    func logFiles(_ folder: String) -> String { "\(root)\(folder)/\(region)/" }
}
