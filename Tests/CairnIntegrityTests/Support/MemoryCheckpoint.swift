import CairnIntegrity
import Synchronization

/// A checkpoint as the next run finds it: what is added counts when it is opened again.
final class MemoryCheckpoint: VerificationCheckpoint {
    private let earlier: [VerificationStamp: String]
    private let added = Mutex<[VerificationStamp: String]>([:])

    init(after run: MemoryCheckpoint? = nil) {
        earlier = (run?.earlier ?? [:]).merging(run?.added.withLock { $0 } ?? [:]) { first, _ in first }
    }

    var isEmpty: Bool { earlier.isEmpty }

    func contains(_ stamp: VerificationStamp) -> Bool { earlier[stamp] != nil }

    func add(_ stamp: VerificationStamp, digest: String) { added.withLock { $0[stamp] = digest } }

    /// The digests that are done.
    var digests: [String] { added.withLock { $0.values.sorted() } }
}
