import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The time of day, injected so that tests can hold it still.
public protocol WallClock: Sendable {
    /// Seconds since 1970-01-01T00:00:00Z, with a fraction.
    func now() -> Double
}

/// The clock of the machine.
public struct SystemClock: WallClock {
    public init() {}

    public func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

/// A clock that moves only when it is told to.
public final class ManualClock: WallClock {
    private let seconds: Mutex<Double>

    /// - Parameter seconds: the first time it shows, in seconds since the epoch.
    public init(_ seconds: Double = 0) { self.seconds = Mutex(seconds) }

    public func now() -> Double { seconds.withLock { $0 } }

    public func set(_ newValue: Double) { seconds.withLock { $0 = newValue } }

    public func advance(by interval: Double) { seconds.withLock { $0 += interval } }
}
