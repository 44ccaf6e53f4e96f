/// Decides which digest of a trail and region is written next: pure, resumable, and in such a way that doing it twice
/// is doing it once.
///
/// A chain is open while a trail logs with validation on. Its digests abut: each begins where the one before ended, an
/// hour ago, also when there was nothing to deliver. The writer works like this:
///
///     while let window = chain.nextWindow(now: now) {   // 1. keep the chain's state: it now holds the window
///         gather the log files that `window.takes` and that no digest lists yet
///         sign, compress and put the digest             // 2. may be repeated: the window and the key stay the same
///         chain.wrote(link, window)                     // 3. keep the state, mark the log files as listed: together
///     }
///
/// Whatever happens between the steps, the next start goes on with the same window, hence the same object key. Nothing is
/// asked of the bucket.
///
/// After a time in which nobody wrote digests the hours are made up one by one; if there are more than
/// ``hoursMadeUpMax``, one digest covers them all.
///
/// Source: CloudTrail User Guide, "CloudTrail digest file structure" (starting digests, empty digests, stopped logging).
public struct DigestChain: Sendable, Hashable {
    /// Where in its life a chain is.
    public enum Phase: Sendable, Hashable {
        /// No digest is due: the trail does not log, or validation is off.
        case closed
        /// Digests are written; the next begins at that time.
        case open(from: Int64)
        /// Logging has stopped at `end`: what was delivered until then gets its last digest.
        case closing(from: Int64, end: Int64)
    }

    /// A day: after a longer silence one digest covers all of it.
    public static let hoursMadeUpMax: Int64 = 24

    public private(set) var phase: Phase
    /// The last digest that was written; `nil` makes the next one a starting digest.
    public private(set) var previous: DigestLink?
    /// The end of the last digest that was written, also of a chain before this one: no later digest ends there again.
    public private(set) var lastEnd: Int64?
    /// The window whose digest is being written.
    public private(set) var pending: DigestWindow?

    /// A chain that nothing was written to yet.
    public init() { self.init(phase: .closed, previous: nil, lastEnd: nil, pending: nil) }

    init(phase: Phase, previous: DigestLink?, lastEnd: Int64?, pending: DigestWindow?) {
        self.phase = phase
        self.previous = previous
        self.lastEnd = lastEnd
        self.pending = pending
    }

    /// Logging with validation has begun: the trail was created and started, started again, or validation was enabled.
    ///
    /// The next digest is a starting digest. Does nothing to an open chain. One whose last digest is not written yet
    /// goes on as if it had not been stopped.
    /// - Parameter time: in seconds since the epoch.
    public mutating func start(at time: Int64) {
        switch phase {
        case .open: return
        case .closing:
            if let from = phase.from { phase = .open(from: from) }
        case .closed:
            previous = nil
            phase = .open(from: max(time, lastEnd ?? time))
        }
    }

    /// Logging has stopped or the trail was deleted: a last digest covers what was delivered up to this time.
    ///
    /// Call it when the last log file is delivered: the one with the StopLogging event belongs to the chain.
    public mutating func stop(at time: Int64) {
        guard case .open(let from) = phase else { return }
        // No two digests of a trail end at the same second: they would have the same key.
        phase = .closing(from: from, end: max(time, from + 1))
    }

    /// Validation was disabled: the chain breaks, what was delivered since the last digest is not covered any more.
    public mutating func disable() {
        phase = .closed
        pending = nil
        previous = nil
    }

    /// Returns the digest that is due, the same one until it was written; `nil` if none is.
    ///
    /// - Parameters:
    ///   - now: in seconds since the epoch.
    ///   - interval: how long a digest lasts: 3600 seconds but in tests.
    public mutating func nextWindow(now: Int64, interval: Int64 = 3600) -> DigestWindow? {
        if let pending { return pending }
        pending = phase.window(now: now, interval: max(1, interval))
        pending?.isStarting = previous == nil
        return pending
    }

    /// Returns when a digest will be due, in seconds since the epoch; `nil` if none will.
    public func nextDueTime(interval: Int64 = 3600) -> Int64? {
        if let pending { return pending.end }
        switch phase {
        case .closed: return nil
        case .open(let from): return from + max(1, interval)
        case .closing(let from, let end): return min(from + max(1, interval), end)
        }
    }

    /// The digest of the window is in its bucket. Does nothing for a window that is not pending.
    public mutating func wrote(_ link: DigestLink, _ window: DigestWindow) {
        guard window == pending else { return }
        pending = nil
        previous = link
        lastEnd = window.end
        switch phase {
        case .closed: break
        case .open: phase = .open(from: window.end)
        case .closing(_, let end): phase = window.end < end ? .closing(from: window.end, end: end) : .closed
        }
    }
}

extension DigestChain.Phase {
    var from: Int64? {
        switch self {
        case .closed: nil
        case .open(let from), .closing(let from, _): from
        }
    }

    fileprivate func window(now: Int64, interval: Int64) -> DigestWindow? {
        switch self {
        case .closed:
            return nil
        case .open(let from):
            let hours = (now - from) / interval
            guard now > from, hours >= 1 else { return nil }
            let isLong = hours > DigestChain.hoursMadeUpMax
            return DigestWindow(start: from, end: from + interval * (isLong ? hours : 1))
        case .closing(let from, let end):
            // Made up as if logging had gone on, up to the end.
            guard let window = Self.open(from: from).window(now: min(now, end), interval: interval), window.end < end
            else { return DigestWindow(start: from, end: end, isFinal: true) }
            return window
        }
    }
}

/// What a digest covers.
public struct DigestWindow: Sendable, Hashable {
    /// In seconds since the epoch: `digestStartTime`.
    public let start: Int64
    /// In seconds since the epoch: `digestEndTime`, and the time in the digest's name.
    public let end: Int64
    /// Nothing comes after it: logging has stopped.
    public let isFinal: Bool
    /// Nothing comes before it: all that it says of a previous digest is `null`.
    public internal(set) var isStarting: Bool

    init(start: Int64, end: Int64, isFinal: Bool = false, isStarting: Bool = false) {
        self.start = start
        self.end = end
        self.isFinal = isFinal
        self.isStarting = isStarting
    }

    /// Tells whether a log file that no digest lists yet belongs into this one.
    ///
    /// A file that was delivered earlier than the window does, too: clocks are set back, and what a digest missed must
    /// not be lost. The last digest takes whatever is left.
    /// - Parameter deliveredAt: when the file was put, in seconds since the epoch.
    public func takes(deliveredAt: Double) -> Bool { isFinal || deliveredAt < Double(end) }
}
