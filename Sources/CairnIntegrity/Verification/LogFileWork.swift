import Synchronization

/// The log files of some digests, to be compared with what those say.
struct LogFileWork {
    private struct Digest {
        let file: DigestFile
        let sha256: String?
        /// How many of its log files are among the items: it is done when they all are valid.
        var itemCount = 0
    }

    private struct Item {
        let file: DigestedLogFile
        /// Places of its digest, and of itself in there.
        let digest: Int
        let place: Int
    }

    private let checkpoint: (any VerificationCheckpoint)?
    private var digests: [Digest] = []
    private var items: [Item] = []
    /// How many log files are in another bucket.
    private(set) var elsewhereCount = 0

    init(checkpoint: (any VerificationCheckpoint)?) { self.checkpoint = checkpoint }

    mutating func add(_ digest: FoundDigest, _ file: DigestFile, bucket: String) {
        let before = items.count
        for (place, log) in file.logFiles.enumerated() where log.bucket == bucket {
            items.append(Item(file: log, digest: digests.count, place: place))
        }
        elsewhereCount += file.logFiles.count - (items.count - before)
        digests.append(Digest(file: file, sha256: digest.sha256, itemCount: items.count - before))
    }

    /// Compares all of them, and notes each digest whose log files are all valid as soon as they are.
    func run(
        source: any TrailFileSource, width: Int, progress: @escaping @Sendable (Int) -> Void
    ) async throws(IntegrityError) -> [(file: DigestedLogFile, outcome: LogFileCheck.Outcome)] {
        let ledger = Ledger(checkpoint: checkpoint, digests: digests)
        let outcomes = try await BoundedWork.map(
            items, width: width, on: source.executors, worker: { LogFileCheck(source: source) }
        ) { (check, item, _) throws(IntegrityError) in
            let outcome = try await check.outcome(of: item.file)
            if let count = try ledger.note(item, outcome) { progress(count) }
            return outcome
        }
        return zip(items, outcomes).map { ($0.file, $1) }
    }

    /// How far the digests are.
    private final class Ledger: Sendable {
        private struct State {
            var doneCount = 0
            /// By digest, the versions of its log files that are valid, in its order.
            var versions: [[String?]]
            var validCounts: [Int]
        }

        private let checkpoint: (any VerificationCheckpoint)?
        private let digests: [Digest]
        private let state: Mutex<State>

        private static let progressStep = 64

        init(checkpoint: (any VerificationCheckpoint)?, digests: [Digest]) {
            self.checkpoint = checkpoint
            self.digests = digests
            let versions = digests.map { digest in
                [String?](repeating: nil, count: checkpoint == nil ? 0 : digest.file.logFiles.count)
            }
            state = Mutex(State(versions: versions, validCounts: digests.map { _ in 0 }))
        }

        /// Returns how many log files are done, now and then.
        func note(_ item: Item, _ outcome: LogFileCheck.Outcome) throws(IntegrityError) -> Int? {
            let (count, finished) = state.withLock { state -> (Int, [String?]?) in
                state.doneCount += 1
                return (state.doneCount, checkpoint == nil ? nil : Self.versions(in: &state, item, outcome, digests))
            }
            if let finished { try keep(digests[item.digest], finished) }
            return count.isMultiple(of: Self.progressStep) ? count : nil
        }

        /// Returns the versions of all log files of a digest when the last of them is valid.
        private static func versions(
            in state: inout State, _ item: Item, _ outcome: LogFileCheck.Outcome, _ digests: [Digest]
        ) -> [String?]? {
            guard case .valid(let version) = outcome else { return nil }
            state.versions[item.digest][item.place] = version
            state.validCounts[item.digest] += 1
            return state.validCounts[item.digest] == digests[item.digest].itemCount ? state.versions[item.digest] : nil
        }

        private func keep(_ digest: Digest, _ versions: [String?]) throws(IntegrityError) {
            guard let stamp = VerificationStamp(digest.file, sha256: digest.sha256, versions: versions) else { return }
            try checkpoint?.add(stamp, digest: digest.file.key)
        }
    }
}
