public import CairnAPI

/// A dashboard: queries that are run together, by hand or by a schedule.
///
/// Times are seconds since 1970-01-01T00:00:00Z.
///
/// Source: CloudTrail API Reference, CreateDashboard; User Guide, "CloudTrail Lake dashboards".
public struct Dashboard: Sendable, Hashable {
    /// Unique in its account and region.
    public var name: String
    public var account: String
    public var region: String
    public var partition: String
    /// Whether it is one of those that everybody has: its widgets cannot be changed.
    public var isManaged: Bool
    public var widgets: [Widget]
    /// `nil` if it is refreshed by hand alone.
    public var schedule: RefreshSchedule?
    public var isTerminationProtected: Bool
    public var tags: [Tag]
    public var createdTime: Double
    public var updatedTime: Double
    /// The refresh that was started last.
    public var lastRefreshID: String?
    /// Why the last refresh could not be started; `nil` if it was.
    public var lastRefreshFailure: String?
    /// Whether a refresh by the schedule has its id, but not yet all of its queries. It stays so if the process ends then.
    public var isBeginningRefresh = false
    /// When the schedule wants the next refresh; `nil` if there is no schedule, or it is off.
    public var nextRefreshTime: Double?

    public init(
        name: String, account: String, region: String, partition: String = "aws", isManaged: Bool = false,
        widgets: [Widget] = [], schedule: RefreshSchedule? = nil, isTerminationProtected: Bool = false,
        tags: [Tag] = [], createdTime: Double
    ) {
        self.name = name
        self.account = account
        self.region = region
        self.partition = partition
        self.isManaged = isManaged
        self.widgets = widgets
        self.schedule = schedule
        self.isTerminationProtected = isTerminationProtected
        self.tags = tags
        self.createdTime = createdTime
        updatedTime = createdTime
        nextRefreshTime = schedule.flatMap { RefreshTimes($0)?.first(after: createdTime) }
    }
}

extension Dashboard {
    /// The dashboard that shows the most striking of all event data stores, if somebody turns it on.
    public static let highlightsName = "AWSCloudTrail-Highlights"

    /// `arn:<partition>:cloudtrail:<region>:<owner>:dashboard/<name>`
    public var arn: String { "arn:\(partition):cloudtrail:\(region):\(account):dashboard/\(name)" }

    public var isHighlights: Bool { isManaged && name == Self.highlightsName }

    /// Source: CloudTrail User Guide, "Quotas in AWS CloudTrail".
    public static let customPerRegionMax = 100
    public static let widgetsMax = 10

    public static func id(_ name: String, account: String, region: String) -> String { "\(account)/\(region)/\(name)" }

    /// Sets the schedule; the next refresh follows from it.
    public mutating func setSchedule(_ schedule: RefreshSchedule?, now: Double) {
        self.schedule = schedule
        nextRefreshTime = schedule.flatMap { RefreshTimes($0)?.first(after: now) }
    }

    /// Notes that the refresh of a time was begun; those that were missed are not made up for.
    public mutating func advanceSchedule(now: Double) {
        guard let due = nextRefreshTime, let times = schedule.flatMap(RefreshTimes.init) else {
            nextRefreshTime = nil
            return
        }
        nextRefreshTime = times.next(from: due, after: now)
    }
}

/// When a schedule wants refreshes.
///
/// Source: CloudTrail API Reference, RefreshSchedule: of a schedule by the hour only the minutes of `TimeOfDay` count.
public struct RefreshTimes: Sendable, Hashable {
    /// Seconds between two refreshes: one hour up to a day.
    public let interval: Double
    /// When the first may be, in seconds of an hour, or of a day.
    private let offset: Double
    private let cycle: Double

    /// - Returns: `nil` if the schedule is off, or is none.
    public init?(_ schedule: RefreshSchedule) {
        guard schedule.status != .disabled, let unit = schedule.frequency?.unit,
            let value = schedule.frequency?.value, (1...24).contains(value),
            let (hour, minute) = Self.clock(schedule.timeOfDay ?? "00:00")
        else { return nil }
        let isDaily = unit == .days
        interval = isDaily ? 86_400 * Double(value) : 3600 * Double(value)
        cycle = isDaily ? 86_400 : 3600
        offset = Double(isDaily ? hour * 3600 + minute * 60 : minute * 60)
    }

    /// Reads `HH:MM`; `nil` if there is no such time.
    public static func clock(_ text: String) -> (hour: Int, minute: Int)? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }), let hour = Int(parts[0]),
            let minute = Int(parts[1]), (0..<24).contains(hour), (0..<60).contains(minute)
        else { return nil }
        return (hour, minute)
    }

    public func first(after time: Double) -> Double {
        let start = (time / cycle).rounded(.down) * cycle + offset
        return start > time ? start : start + cycle
    }

    /// The first refresh behind a time, of those that follow another.
    public func next(from due: Double, after time: Double) -> Double {
        guard time >= due else { return due }
        return due + (((time - due) / interval).rounded(.down) + 1) * interval
    }
}
