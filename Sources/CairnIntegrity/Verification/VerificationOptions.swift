/// What a verification looks at.
public struct VerificationOptions: Sendable, Hashable {
    /// Only below this prefix of the bucket; a folder's name ends with a slash.
    public var prefix = ""
    /// Only the trail of this name and home region; `nil` for all.
    public var trail: TrailSelection?
    /// Only digests that end at or after it, in seconds since the epoch; `nil` for all.
    public var startTime: Int64?
    /// Only log files that were delivered at or before it, in seconds since the epoch; `nil` for all. Digests that end
    /// up to an hour later list such files.
    public var endTime: Int64?
    /// How many files are read at the same time.
    public var width = 8

    public init() {}

    /// The last end of a digest that is looked at.
    var digestEndTime: Int64? { endTime.map { $0 + 3600 } }

    func selects(_ name: DigestName) -> Bool {
        if let startTime, name.endTime < startTime { return false }
        if let digestEndTime, name.endTime > digestEndTime { return false }
        return trail?.matches(name) ?? true
    }

    func selectsLogFile(minute: Int64) -> Bool {
        if let startTime, minute + 60 <= startTime { return false }
        if let endTime, minute > endTime { return false }
        return true
    }
}

/// A trail by what stands in its digests' names.
public struct TrailSelection: Sendable, Hashable {
    public var name: String
    public var homeRegion: String

    /// - Parameter arn: `arn:aws:cloudtrail:<home region>:<account>:trail/<name>`; `nil` for another text.
    public init?(arn: String) {
        let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "arn", parts[2] == "cloudtrail", parts[5].hasPrefix("trail/"),
            parts[4].utf8.count == 12, parts[5].utf8.count > 6, !parts[3].isEmpty
        else { return nil }
        homeRegion = String(parts[3])
        name = String(parts[5].dropFirst(6))
    }

    func matches(_ name: DigestName) -> Bool { self.name == name.trail && homeRegion == name.homeRegion }
}

/// How far a verification is.
public struct VerificationProgress: Sendable, Hashable {
    public var digestsDone = 0
    /// How many digests there are as far as is known.
    public var digestsFound = 0
    public var logFilesDone = 0
    public var findings = 0
    /// Where it is, such as `AWSLogs/222233334444/ eu-west-1`.
    public var place = ""

    public init() {}
}
