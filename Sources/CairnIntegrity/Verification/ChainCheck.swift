/// Follows a chain of digests from the newest to the oldest: pure.
///
/// Trust goes backwards: a digest that is proven says which one it followed, its hash and its signature. Where files were
/// copied without metadata, this is the only place that has the signature. A digest that is not as it should be says
/// nothing.
struct ChainCheck {
    /// What is known of a digest.
    struct Verdict {
        let digest: FoundDigest
        /// What is wrong with it; `nil` if nothing is.
        let finding: IntegrityFinding?
        /// A signature was checked.
        let isProven: Bool
    }

    /// What the digest before, which is newer, said about the next.
    private enum Expectation {
        case anything
        /// Logging or validation began with that digest.
        case start(DigestFile)
        case link(DigestLink, by: FoundDigest, DigestFile)
        /// The newer one is not to be trusted.
        case unknown(before: FoundDigest)
    }

    private let proof: DigestProof
    private let id: DigestChainID
    /// Every key of the chain that is listed.
    private let listed: Set<String>
    /// Digests that end before it are not asked for; `nil` for no limit.
    private let startTime: Int64?
    private var expectation = Expectation.anything

    /// Digests that are not there.
    private(set) var missing: [IntegrityFinding] = []
    private(set) var notes: [IntegrityNote] = []
    /// Digests under another prefix of this bucket that digests here follow.
    private(set) var followedElsewhere: [DigestLink] = []
    /// Times whose digest is missing or unreadable, in seconds since the epoch.
    private(set) var lost: [ClosedRange<Int64>] = []

    init(proof: DigestProof, id: DigestChainID, listed: Set<String>, startTime: Int64?) {
        self.proof = proof
        self.id = id
        self.listed = listed
        self.startTime = startTime
    }

    /// Takes the next older digest.
    mutating func append(_ digest: FoundDigest) -> Verdict {
        var link: DigestLink?
        switch expectation {
        case .anything: break
        case .start(let file): addGap(after: digest, before: file)
        case .unknown(let newer): addLost(digest, newer.name.endTime)
        case .link(let expected, let follower, _) where expected.key != digest.key && isStillToCome(expected):
            let detail = "\(follower.name.fileName) follows another"
            return Verdict(digest: digest, finding: finding(.strayDigest, digest.key, detail), isProven: false)
        case .link(let expected, _, let file) where expected.key == digest.key:
            if expected.bucket == proof.bucket { link = expected }
            if !id.isBackfill { addGap(after: digest, before: file) }
        case .link(let expected, _, let file): addBroken(expected, before: file, older: digest)
        }
        let verdict = judge(digest, link: link)
        expectation = Self.expectation(after: verdict)
        return verdict
    }

    /// Ends the chain.
    mutating func finish() {
        switch expectation {
        case .anything, .start: break
        case .link(let expected, _, let file): addBroken(expected, before: file, older: nil)
        case .unknown(let newer): lost.append((newer.name.endTime - 3600)...newer.name.endTime)
        }
        expectation = .anything
    }

    private func judge(_ digest: FoundDigest, link: DigestLink?) -> Verdict {
        switch proof.proof(of: digest, link: link) {
        case .success(let isProven): Verdict(digest: digest, finding: nil, isProven: isProven)
        case .failure(let failure):
            Verdict(digest: digest, finding: finding(failure.kind, digest.key, failure.detail), isProven: false)
        }
    }

    private static func expectation(after verdict: Verdict) -> Expectation {
        guard verdict.finding == nil, let file = verdict.digest.file else { return .unknown(before: verdict.digest) }
        return file.previous.map { .link($0, by: verdict.digest, file) } ?? .start(file)
    }

    /// A digest that is listed and was followed comes when those between have passed, which are strays.
    private func isStillToCome(_ link: DigestLink) -> Bool {
        link.bucket == proof.bucket && listed.contains(link.key)
    }
}

// What is between two digests.
extension ChainCheck {
    private mutating func addGap(after older: FoundDigest, before file: DigestFile) {
        guard older.endTime < file.startTime.seconds else { return }
        notes.append(
            IntegrityNote(
                .gap,
                "No log files were delivered by CloudTrail between \(DigestTime(older.endTime)) and \(file.startTime) "
                    + "(\(id.trail), \(id.account), \(id.region))"))
    }

    private mutating func addLost(_ older: FoundDigest?, _ end: Int64) {
        let start = older?.endTime ?? startTime ?? .min
        if start < end { lost.append(start...end) }
    }

    private mutating func addBroken(_ link: DigestLink, before file: DigestFile, older: FoundDigest?) {
        guard link.bucket == proof.bucket else {
            notes.append(
                IntegrityNote(.continuedElsewhere, "\(file.key) follows s3://\(link.bucket)/\(link.key)"))
            return
        }
        guard let name = DigestName(key: link.key), name.chain == id else { return followedElsewhere.append(link) }
        if let startTime, name.endTime < startTime { return }
        addLost(older, file.startTime.seconds)
        addMissing(name, older: older)
    }

    /// Names the digest that was followed and, if several are missing in a row, the others by their times.
    private mutating func addMissing(_ name: DigestName, older: FoundDigest?) {
        guard let times = Self.endTimes(after: older, before: name.endTime) else {
            let detail = "as are digests before it, back to \(DigestTime(older?.endTime ?? name.endTime))"
            return missing.append(finding(.missingDigest, name.key, detail))
        }
        missing.append(finding(.missingDigest, name.key, nil))
        for time in times {
            var other = name
            other.endTime = time
            missing.append(finding(.missingDigest, other.key, "named after the digests around it"))
        }
    }

    /// The ends of further digests that must have been after one; `nil` if there were some that do not fit in evenly.
    private static func endTimes(after older: FoundDigest?, before end: Int64) -> [Int64]? {
        guard let file = older?.file else { return [] }
        let length = file.endTime.seconds - file.startTime.seconds
        let distance = end - file.endTime.seconds
        guard length > 0, distance > length else { return [] }
        guard distance % length == 0, distance / length <= 1000 else { return nil }
        return (1..<distance / length).map { file.endTime.seconds + $0 * length }
    }

    private func finding(_ kind: IntegrityFinding.Kind, _ key: String, _ detail: String?) -> IntegrityFinding {
        IntegrityFinding(kind, bucket: proof.bucket, key: key, isBackfill: id.isBackfill, detail: detail)
    }
}

extension DigestName {
    fileprivate var fileName: Substring { key.split(separator: "/").last ?? "" }
}
