import Synchronization

/// Makes event ids: version 7 UUIDs in lower case, each greater than the one before.
///
/// Ids that grow with time keep the history index append-mostly, and 62 random bits a millisecond keep the ids of
/// several nodes apart. Within one millisecond, or when the clock steps back, the time stays and the 74 bits behind
/// it are counted up by a random step, so that order holds without a wait.
///
/// Source: RFC 9562, sections 5.7 and 6.2 (method 2).
public final class EventIDGenerator: Sendable {
    fileprivate struct State {
        var milliseconds: UInt64 = 0
        var high: UInt64 = 0  // 12 bits, `rand_a`
        var low: UInt64 = 0  // 62 bits, `rand_b`
        var random: any RandomNumberGenerator & Sendable
    }

    private let clock: any WallClock
    private let state: Mutex<State>

    public init(
        clock: any WallClock = SystemClock(),
        random: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
    ) {
        self.clock = clock
        state = Mutex(State(random: random))
    }

    /// Returns a new id, such as `0198c0de-5a01-7c3f-9a53-5f2d6c1e8b90`.
    public func next() -> String {
        let time = UInt64(max(0, min(clock.now() * 1000, Self.latestMillisecond)))
        let (milliseconds, high, low) = state.withLock { $0.advance(to: time) }
        return Self.text(milliseconds << 16 | 0x7000 | high, 1 << 63 | low)
    }

    private static let latestMillisecond = Double(UInt64(1) << 48 - 1)

    private static func text(_ first: UInt64, _ second: UInt64) -> String {
        String(unsafeUninitializedCapacity: 36) { buffer in
            var position = 0
            for (word, dashes) in [(first, [8, 12]), (second, [0, 4])] {
                for digit in 0..<16 {
                    if dashes.contains(digit) {
                        buffer[position] = UInt8(ascii: "-")
                        position += 1
                    }
                    let nibble = UInt8(truncatingIfNeeded: word >> UInt64(60 - 4 * digit)) & 15
                    buffer[position] = nibble + (nibble < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10)
                    position += 1
                }
            }
            return position
        }
    }
}

extension EventIDGenerator.State {
    mutating func advance(to time: UInt64) -> (UInt64, UInt64, UInt64) {
        if time > milliseconds {
            milliseconds = time
            high = random.next() & 0x7ff  // the top bit is left clear: room to count up
            low = random.next() >> 2
        } else {
            low += random.next() >> 32 + 1
            if low >> 62 != 0 { carry() }
        }
        return (milliseconds, high, low)
    }

    private mutating func carry() {
        low &= 1 << 62 - 1
        high += 1
        if high > 0xfff {
            high = 0
            milliseconds += 1
        }
    }
}
