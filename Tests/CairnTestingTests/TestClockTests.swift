import CairnTesting
import Testing

@Suite struct TestClockTests {
    @Test func itStandsStillUntilItIsMoved() {
        let clock = TestClock(now: 100)
        #expect(clock.now() == 100)
        clock.advance(by: .milliseconds(1500))
        #expect(clock.now() == 101.5)
    }

    @Test(.timeLimit(.minutes(1))) func whoSleepsWakesWhenTheClockGetsThere() async throws {
        let clock = TestClock()
        async let first: Void = clock.sleep(seconds: 10)
        async let second: Void = clock.sleep(seconds: 300)
        for _ in 1...400 {
            clock.advance(by: .seconds(1))
            await Task.yield()
        }
        // A sleep that begins late ends late: the clock goes on until both are over.
        let mover = Task {
            while !Task.isCancelled {
                clock.advance(by: .seconds(100))
                try? await Task.sleep(for: .milliseconds(1))
            }
        }
        _ = try await (first, second)
        mover.cancel()
    }

    @Test(.timeLimit(.minutes(1))) func aCancelledSleepEnds() async {
        let clock = TestClock()
        let sleeper = Task { try await clock.sleep(seconds: 10) }
        sleeper.cancel()
        await #expect(throws: CancellationError.self) { try await sleeper.value }
    }

    @Test func noTimeIsNoSleep() async throws {
        try await TestClock().sleep(seconds: 0)
    }
}
