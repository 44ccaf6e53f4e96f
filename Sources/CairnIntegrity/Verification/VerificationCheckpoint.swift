/// What a verification has seen to be good, kept outside of it: one that was stopped goes on where it was.
///
/// A stamp stands for a digest together with all log files that it lists, in the versions in which they were found to
/// be what the digest says. Digests themselves are always read, and proven, again.
public protocol VerificationCheckpoint: Sendable {
    /// Whether there is anything that an earlier run has seen.
    var isEmpty: Bool { get }

    func contains(_ stamp: VerificationStamp) -> Bool

    /// Keeps a stamp; `digest` is for people.
    /// - Throws: ``IntegrityError`` with `unwritable`.
    func add(_ stamp: VerificationStamp, digest: String) throws(IntegrityError)
}
