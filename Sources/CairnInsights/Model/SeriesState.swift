/// What is known of a series beside its hours and minutes. Times are minutes and hours since the epoch.
struct SeriesState: Sendable {
    struct Flags: OptionSet, Sendable {
        let rawValue: UInt8
        static let isInUse = Flags(rawValue: 1)
        static let isData = Flags(rawValue: 2)
        /// Something in the hour under way was reported.
        static let isUnusualHour = Flags(rawValue: 4)
        static let isActive = Flags(rawValue: 8)
        static let isTracked = Flags(rawValue: 16)
    }

    var key: UInt64 = 0
    var account: TextTable.ID = 0
    var region: TextTable.ID = 0
    var source: TextTable.ID = 0
    var name: TextTable.ID = 0
    /// ``TextTable/none`` for calls.
    var errorCode: TextTable.ID = 0
    /// When the account and region was first heard of.
    var scopeHour: Int32 = 0
    /// The hour that the counters are of.
    var hour: Int32 = 0
    /// The newest minute that the ring holds.
    var ringMinute: Int32 = 0
    var hourCount: UInt32 = 0
    /// The most calls in five and in ten minutes that ended in the hour.
    var hourPeak5: UInt32 = 0
    var hourPeak10: UInt32 = 0
    /// The third of an hour, since the epoch, that the limits are for.
    var limitsThird: Int32 = 0
    /// The weight of all calls that shares are of, and the day up to which they have decayed.
    var shareWeight: Float = 0
    var shareDay: Int32 = 0
    var limits = SeriesLimits()
    var flags: Flags = []
}

/// What is normal for a series in the third of an hour under way.
struct SeriesLimits: Sendable, Hashable {
    /// The expected number of calls in five minutes.
    var mean5: Float = 0
    /// As many calls in five minutes, or in ten, are unusual.
    var spike5 = Float.infinity
    var spike10 = Float.infinity
    /// As few calls in five minutes are unusual; negative if none are too few.
    var drop5: Float = -1

    static let none = SeriesLimits()

    /// What five minutes stay above while a spike lasts.
    var spikeKept5: Float { max(2 * mean5, 0.6 * spike5) }
    /// What five minutes stay below while a drop lasts.
    var dropKept5: Float { 3 * drop5 }
}

/// How much of a series one value of an attribute has.
struct ValueShare: Sendable, Hashable {
    var text: TextTable.ID = 0
    var weight: Float = 0
}
