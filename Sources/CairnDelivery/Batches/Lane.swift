/// Whose events, and from which region: log files and digests never mix either.
public struct LanePlace: Sendable, Hashable, Comparable {
    public var account: String
    public var region: String

    public init(account: String, region: String) {
        self.account = account
        self.region = region
    }

    public static func < (left: LanePlace, right: LanePlace) -> Bool {
        (left.account, left.region) < (right.account, right.region)
    }
}

/// What goes into the same sequence of log files.
struct Lane: Sendable, Hashable {
    var place: LanePlace
    var kind: FileKind
}
