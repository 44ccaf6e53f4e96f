import CairnModel
import Testing

@Suite struct EventIDGeneratorTests {
    @Test func idsAreVersion7InLowerCase() throws {
        let generator = EventIDGenerator(clock: ManualClock(1_770_091_506.25))
        let id = generator.next()
        #expect(id.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil)
        let milliseconds = UInt64(id.prefix(13).filter { $0 != "-" }, radix: 16)
        #expect(milliseconds == 1_770_091_506_250)
    }

    @Test func eachIsGreaterThanTheOneBeforeEvenWhenTheClockStandsOrStepsBack() {
        let clock = ManualClock(1_770_000_000)
        let generator = EventIDGenerator(clock: clock)
        var last = ""
        for step in 0..<10_000 {
            if step % 100 == 99 { clock.advance(by: step % 200 == 99 ? 0.001 : -5) }
            let id = generator.next()
            #expect(id > last)
            last = id
        }
    }

    @Test func countingUpCarriesOver() {
        struct Full: RandomNumberGenerator, Sendable { mutating func next() -> UInt64 { .max } }
        let generator = EventIDGenerator(clock: ManualClock(1), random: Full())
        var last = ""
        for _ in 0..<100 {
            let id = generator.next()
            #expect(id > last)
            last = id
        }
    }

    @Test func manyThreadsGetDifferentIDs() async {
        let generator = EventIDGenerator()
        let ids = await withTaskGroup(of: [String].self) { group in
            for _ in 0..<4 { group.addTask { (0..<1000).map { _ in generator.next() } } }
            return await group.reduce(into: []) { $0 += $1 }
        }
        #expect(Set(ids).count == 4000)
    }
}
