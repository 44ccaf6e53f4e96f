import CairnModel

/// Where digests of a trail in a region are, and what one is called.
///
///     [prefix/]AWSLogs/[organization/]<account>/CloudTrail-Digest/<region>/2026/03/01/
///         <account>_CloudTrail-Digest_<region>_<trail>_<home region>_20260301T110000Z[_backfill].json.gz
///
/// Source: CloudTrail User Guide, "CloudTrail digest file structure", and the AWS CLI's `validate-logs`.
public struct DigestName: Sendable, Hashable {
    /// What stands before `CloudTrail-Digest/`, with a slash at its end: `[prefix/]AWSLogs/[organization/]<account>/`.
    public var root: String
    public var account: String
    /// Where the log files were delivered from.
    public var region: String
    public var trail: String
    public var homeRegion: String
    /// `digestEndTime` in seconds since the epoch.
    public var endTime: Int64
    public var isBackfill: Bool

    public init(
        prefix: String?, organizationID: String?, account: String, region: String, trail: String, homeRegion: String,
        endTime: Int64, isBackfill: Bool = false
    ) {
        let prefix = prefix.map { $0.isEmpty ? "" : "\($0)/" } ?? ""
        root = "\(prefix)AWSLogs/\(organizationID.map { "\($0)/" } ?? "")\(account)/"
        self.account = account
        self.region = region
        self.trail = trail
        self.homeRegion = homeRegion
        self.endTime = endTime
        self.isBackfill = isBackfill
    }

    static let folder = "CloudTrail-Digest"
    private static let ending = ".json.gz"
    private static let backfillEnding = "_backfill.json.gz"
    /// `20260301T110000Z`
    private static let timeByteCount = 16

    public var key: String {
        let date = CivilTime(epochSeconds: endTime).dateText(separator: "/")
        let time = ISO8601.compactString(epochSeconds: endTime)
        let ending = isBackfill ? Self.backfillEnding : Self.ending
        return "\(root)\(Self.folder)/\(region)/\(date)/"
            + "\(account)_\(Self.folder)_\(region)_\(trail)_\(homeRegion)_\(time)\(ending)"
    }

    /// Reads a key; `nil` for one that is not a digest's.
    public init?(key: String) {
        let parts = key.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count >= 6, parts[parts.count - 6] == Self.folder else { return nil }
        root = parts.dropLast(6).map { "\($0)/" }.joined()
        region = String(parts[parts.count - 5])
        var name = parts[parts.count - 1]
        guard name.hasSuffix(Self.ending) else { return nil }
        isBackfill = name.hasSuffix(Self.backfillEnding)
        name = name.dropLast((isBackfill ? Self.backfillEnding : Self.ending).utf8.count)
        guard let separator = name.firstIndex(of: "_") else { return nil }
        account = String(name[..<separator])
        let beginning = "\(account)_\(Self.folder)_\(region)_"
        guard AccountID.isValid(account), name.hasPrefix(beginning) else { return nil }
        // A trail's name may hold underscores; regions and times do not.
        let rest = name.dropFirst(beginning.utf8.count).split(separator: "_", omittingEmptySubsequences: false)
        guard rest.count >= 3, let time = rest.last, time.utf8.count == Self.timeByteCount,
            let seconds = ISO8601.parse(String(time))
        else { return nil }
        endTime = Int64(seconds)
        homeRegion = String(rest[rest.count - 2])
        trail = rest.dropLast(2).joined(separator: "_")
    }

    /// The chain that the digest is part of.
    var chain: DigestChainID {
        DigestChainID(
            root: root, account: account, region: region, trail: trail, homeRegion: homeRegion, isBackfill: isBackfill)
    }
}

/// Which chain of digests: one a trail, account and region, and another for its backfill digests.
public struct DigestChainID: Sendable, Hashable {
    /// See ``DigestName/root``.
    public var root: String
    public var account: String
    public var region: String
    public var trail: String
    public var homeRegion: String
    public var isBackfill: Bool
}

extension DigestChainID: Comparable {
    public static func < (left: DigestChainID, right: DigestChainID) -> Bool {
        (left.root, left.region, left.trail, left.homeRegion, left.isBackfill ? 1 : 0)
            < (right.root, right.region, right.trail, right.homeRegion, right.isBackfill ? 1 : 0)
    }
}
