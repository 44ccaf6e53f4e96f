/// Finds unusual activity: events in, Insights events out.
///
/// A value without a clock of its own: what it says follows from the events that it was told, in their order, and from the
/// times of ``advance(to:)``. Its memory is bounded by its configuration. The model is described in
/// `docs/concepts/insights.md`.
public struct InsightDetector: Sendable {
    public let configuration: InsightConfiguration
    /// What happened so far.
    public internal(set) var counts = Counts()

    var table: SeriesTable
    var texts: TextTable
    var clock = MinuteClock()
    /// All minutes up to this one are closed.
    var closed: Int32 = .min
    /// When each account and region was first heard of: an hour.
    var scopes: [UInt64: Int32] = [:]
    /// By series. In order of series wherever the order shows.
    var active: [Int: ActiveInsight] = [:]
    var trackers: [Int: CallTracker] = [:]
    /// Series that are missed if they are not called.
    var dropWatch: [Int32] = []
    var dropWatchHour: Int32 = 0
    /// Minutes in a row in which nothing at all was heard, and the last minute of such a silence.
    var silentMinutes = 0
    var lastSilence: Int32 = 0
    /// The series that were called in an open minute, by its last two bits.
    var open: [[Int32]] = [[], [], [], []]
    var isHeard = [false, false, false, false]
    var held: ResolvedCall?

    var events: [InsightEvent] = []
    var points: [MetricPoint] = []
    /// Whether ``takePoints()`` has anything to give.
    public var collectsPoints = false
    /// What to note of the judgement of one series, for plots.
    var traced: [UInt64: [TracePoint]] = [:]

    public struct Counts: Sendable, Hashable {
        public var observed: UInt64 = 0
        /// Came after their minute was closed.
        public var late: UInt64 = 0
        /// Had a time far from that of all others.
        public var misdated: UInt64 = 0
        /// Belonged to a new series when there was no room for one.
        public var refused: UInt64 = 0
        public var started: UInt64 = 0
    }

    public init(configuration: InsightConfiguration = InsightConfiguration()) {
        self.configuration = configuration
        table = SeriesTable(countMax: configuration.seriesMax)
        texts = TextTable(countMax: configuration.textsMax)
    }

    /// How many series are kept.
    public var seriesCount: Int { table.count }

    /// Hands out the Insights events that were found since the last time.
    public mutating func takeEvents() -> [InsightEvent] {
        defer { events.removeAll(keepingCapacity: true) }
        return events
    }

    /// Hands out the minutes that were closed since the last time, if ``collectsPoints``.
    public mutating func takePoints() -> [MetricPoint] {
        defer { points.removeAll(keepingCapacity: true) }
        return points
    }

    // MARK: Time

    /// Says what time it is, in seconds since the epoch: minutes pass also when nothing happens.
    public mutating func advance(to seconds: Int64) {
        guard clock.newest != nil else { return }
        if let held, held.minute <= Self.minute(seconds) + MinuteClock.jumpMinutes { releaseHeld() }
        reach(seconds)
    }

    /// Closes what is open: nothing more will come.
    public mutating func finish() {
        releaseHeld()
        guard let newest = clock.newest else { return }
        reach(Int64(newest + 3) * 60)
    }

    /// Between 1971 and 3871: what reckons with minutes then stays in its bounds.
    static func minute(_ seconds: Int64) -> Int32 { Int32(max(1_000_000, min(1_000_000_000, seconds / 60))) }

    /// Closes the minutes that ended long enough before a time.
    mutating func reach(_ seconds: Int64) {
        // Four minutes can be open.
        let grace = max(0, min(90, configuration.graceSeconds))
        let minute = Self.minute(max(0, seconds) - Int64(grace))
        if clock.newest == nil { closed = minute - 1 }
        guard clock.reach(minute) else { return }
        close(upTo: minute - 1)
    }

    // MARK: Counting

    /// Calls of one kind, with the numbers of their series and texts.
    struct ResolvedCall: Sendable {
        /// Seconds since the epoch.
        var time: Int64
        var minute: Int32
        var count: UInt32
        /// -1 for none.
        var callSeries: Int
        var errorSeries: Int
        var texts: CallTexts
    }

    mutating func take(_ call: ResolvedCall) {
        counts.observed += UInt64(call.count)
        if let held {
            self.held = nil
            if call.minute >= held.minute - MinuteClock.jumpMinutes {
                reach(held.time)
                count(held)
            } else {
                counts.misdated += UInt64(held.count)
            }
        }
        guard !clock.isFarAhead(call.minute) else {
            held = call
            return
        }
        reach(call.time)
        count(call)
    }

    private mutating func releaseHeld() {
        guard let held else { return }
        self.held = nil
        reach(held.time)
        count(held)
    }

    private mutating func count(_ call: ResolvedCall) {
        guard call.minute > closed else {
            counts.late += UInt64(call.count)
            if call.callSeries >= 0 { addLate(call, call.callSeries) }
            if call.errorSeries >= 0 { addLate(call, call.errorSeries) }
            return
        }
        isHeard[Int(call.minute & 3)] = true
        if call.callSeries >= 0 { count(call, call.callSeries) }
        if call.errorSeries >= 0 { count(call, call.errorSeries) }
    }

    private mutating func count(_ call: ResolvedCall, _ index: Int) {
        table.reach(call.minute, of: index)
        let cell = index * SeriesTable.minutesKept + Int(call.minute) & 15
        if table.minutes[cell] == 0 { open[Int(call.minute & 3)].append(Int32(index)) }
        table.minutes[cell] &+= call.count
        if table.states[index].flags.contains(.isTracked) {
            trackers[index]?.add(call.texts, call.count)
        } else if Float(table.minutes[cell]) >= max(2, 0.12 * table.states[index].limits.spike5) {
            track(index, call)
        }
        if !table.states[index].flags.contains(.isActive) { addShares(call, index) }
    }

    private mutating func addShares(_ call: ResolvedCall, _ index: Int) {
        let count = Float(call.count)
        table.decayShares(of: index, day: call.minute / 1440)
        table.states[index].shareWeight += count
        table.addShare(call.texts.identity, 0, count, of: index)
        table.addShare(call.texts.agent, 1, count, of: index)
        table.addShare(call.texts.error, 2, count, of: index)
    }

    private mutating func track(_ index: Int, _ call: ResolvedCall) {
        guard trackers.count < configuration.trackersMax, table.states[index].limits.spike5 < .infinity else { return }
        var tracker = CallTracker()
        tracker.add(call.texts, call.count)
        trackers[index] = tracker
        table.states[index].flags.insert(.isTracked)
    }

    private mutating func addLate(_ call: ResolvedCall, _ index: Int) {
        table.addLate(call.count, minute: call.minute, of: index)
        if collectsPoints {
            points.append(MetricPoint(key: table.states[index].key, minute: call.minute, count: call.count))
        }
    }
}
