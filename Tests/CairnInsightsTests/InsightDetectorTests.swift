import CairnInsights
import CairnModel
import Testing

@Suite struct InsightDetectorTests {
    private static let week = 7 * 1440

    @Test func aBurstAfterAWeekHasOneStartAndOneEnd() throws {
        var rig = DetectorRig()
        rig.run(Self.week, { _ in 1 })
        rig.run(10, { _ in 50 })
        rig.run(60, { _ in 1 })
        let start = try #require(rig.starts.first)
        let end = try #require(rig.ends.first)
        #expect(rig.events.count == 2)
        #expect(start.sharedEventID == end.sharedEventID)
        #expect(start.eventID != end.eventID)
        #expect(start.time == DetectorRig.epoch + Int64(Self.week) * 60)
        #expect(end.time == DetectorRig.epoch + Int64(Self.week + 10) * 60)
        #expect(end.insightMinutes == 10)
        #expect(end.insightAverage == 50)
        #expect(start.baselineMinutes == 10_080)
        #expect(abs(start.baselineAverage - 1) < 0.01)
        #expect(start.subject == DetectorRig.runInstances)
        #expect(start.direction == .spike)
    }

    @Test func fiveTimesTheRateIsFoundWithinTenMinutes() throws {
        var rig = DetectorRig()
        rig.run(Self.week, { $0 % 3 == 0 ? 4 : 1 })
        rig.run(9, { _ in 10 })
        #expect(rig.starts.count == 1)
    }

    @Test func whatOnlyReadsIsNotCountedButItsErrorsAre() throws {
        var detector = InsightDetector()
        var events: [InsightEvent] = []
        for minute in 0..<3 * 1440 {
            let isStorm = minute >= 3 * 1440 - 30
            for second in 0..<(isStorm ? 20 : 1) {
                let time = DetectorRig.time(minute, second: Int64(second))
                detector.add(
                    record: SampleRecord.bytes(
                        time: time, name: "DescribeInstances", readOnly: true,
                        error: isStorm ? "Client.UnauthorizedOperation" : nil))
            }
            events += detector.takeEvents()
        }
        let start = try #require(events.first)
        #expect(events.count == 1)
        #expect(start.subject.kind == .errorRate)
        #expect(start.subject.errorCode == "Client.UnauthorizedOperation")
        #expect(start.attributions.map(\.attribute) == [.userIdentityARN, .userAgent])
        #expect(start.attributions.first?.insight.first?.value == "arn:aws:sts::222233334444:assumed-role/bot")
    }

    /// Both kinds of events have the same operation; data events also count where they only read.
    @Test(arguments: [WatchedCategory.data, .management])
    func dataAndManagementEventsOfOneNameAreNotMixed(_ unusual: WatchedCategory) throws {
        var detector = InsightDetector()
        var events: [InsightEvent] = []
        let burst = Self.week..<Self.week + 10
        for minute in 0..<Self.week + 60 {
            for category in [WatchedCategory.data, .management] {
                for second in 0..<(category == unusual && burst.contains(minute) ? 50 : 1) {
                    detector.add(
                        record: SampleRecord.bytes(
                            time: DetectorRig.time(minute, second: Int64(second)), source: "s3.amazonaws.com",
                            name: "GetObject", readOnly: category == .data, category: category.rawValue))
                }
            }
            events += detector.takeEvents()
        }
        #expect(events.map(\.state) == [.start, .end])
        #expect(events.allSatisfy { $0.subject.category == unusual && $0.subject.eventName == "GetObject" })
        let end = try #require(events.last)
        #expect(end.insightAverage == 50)
        #expect(abs(end.baselineAverage - 1) < 0.01)
        for event in events {
            let record = try JSON(parsing: event.record())
            let category = record["insightDetails"]?["sourceEventCategory"]?.stringValue
            #expect(category == (unusual == .data ? "Data" : nil))
        }
    }

    @Test func ofSixCallersFiveAreListedTheMostFrequentFirst() throws {
        var rig = DetectorRig()
        rig.run(Self.week, { _ in 1 }, identity: "dana")
        for _ in 0..<8 {
            for caller in 1...6 {
                rig.detector.add(
                    DetectorRig.runInstances, count: caller * 3, time: DetectorRig.time(rig.minute),
                    identity: "arn:aws:iam::222233334444:user/caller-\(caller)")
            }
            rig.run(1, { _ in 0 })
        }
        rig.run(30, { _ in 1 }, identity: "dana")
        let end = try #require(rig.ends.first)
        let identities = try #require(end.attributions.first { $0.attribute == .userIdentityARN })
        let callers = (2...6).reversed().map { "arn:aws:iam::222233334444:user/caller-\($0)" }
        #expect(identities.insight.map(\.value) == callers)
        #expect(identities.baseline.map(\.value) == ["arn:aws:iam::222233334444:user/dana"])
        let errors = try #require(end.attributions.first { $0.attribute == .errorCode })
        #expect(errors.insight.map(\.value) == ["null"])
        #expect(errors.insight.first?.average == end.insightAverage)
    }

    @Test func anOperationThatIsNoLongerCalledIsADrop() throws {
        var rig = DetectorRig()
        rig.run(Self.week + 60, { _ in 20 })
        rig.run(40, { _ in 0 })
        rig.run(30, { _ in 20 })
        #expect(rig.events.map(\.state) == [.start, .end])
        #expect(rig.events.map(\.direction) == [.drop, .drop])
        #expect(rig.ends.first?.insightAverage == 0)
        #expect(rig.ends.first?.insightMinutes == 40)
    }

    @Test func aGapOfEverythingIsNoDrop() {
        var rig = DetectorRig()
        rig.run(Self.week + 60, { _ in 20 })
        rig.minute += 180
        rig.run(Self.week / 7, { _ in 20 })
        #expect(rig.events.isEmpty)
    }

    @Test func anOperationNeverSeenIsUnusualOnlyInNumbers() {
        var rig = DetectorRig()
        let createUser = DetectorRig.subject("iam.amazonaws.com", "CreateUser")
        rig.run(Self.week, { _ in 0 })
        rig.run(120, { $0 % 10 == 0 ? 3 : 0 }, subject: createUser)
        #expect(rig.events.isEmpty)
        rig.run(10, { _ in 6 }, subject: DetectorRig.subject("iam.amazonaws.com", "CreateAccessKey"))
        #expect(rig.starts.map(\.subject.eventName) == ["CreateAccessKey"])
        #expect(rig.starts.first?.baselineAverage == 0)
        #expect(rig.starts.first?.attributions.allSatisfy(\.baseline.isEmpty) == true)
    }

    @Test func whatHappensEachDayIsUsual() {
        var rig = DetectorRig()
        let calls: (Int) -> Int = { (600..<612).contains($0 % 1440) ? 60 : 2 }
        rig.run(2 * Self.week, calls)
        #expect(rig.events.allSatisfy { $0.time < DetectorRig.epoch + 3 * 86_400 })
        let before = rig.starts.count
        rig.run(300, calls)
        rig.run(12, { _ in 60 })
        #expect(rig.starts.count == before + 1)
    }

    @Test func aWeekendIsComparedWithAWeekend() {
        var rig = DetectorRig()
        let calls: (Int) -> Int = { [5, 6].contains($0 / 1440 % 7) ? 2 : 30 }
        rig.run(12 * 1440 + 600, calls)
        let before = rig.starts.count
        // A Saturday: as much as on any other day is too much.
        rig.run(10, { _ in 14 })
        #expect(rig.starts.count == before + 1)
    }

    @Test func whatLastsADayIsTheNewNormal() {
        var rig = DetectorRig()
        rig.run(Self.week, { _ in 2 })
        rig.run(3 * 1440, { _ in 40 })
        #expect(rig.events.map(\.state) == [.start, .end])
    }

    @Test func theFirstDayOnlyTeaches() {
        var rig = DetectorRig()
        rig.run(1400, { $0 > 1300 ? 100 : 1 })
        #expect(rig.events.isEmpty)
    }

    @Test func sameEventsGiveSameInsights() {
        func run() -> [InsightEvent] {
            var rig = DetectorRig()
            rig.run(Self.week, { $0 % 7 })
            rig.run(20, { 40 + $0 % 9 })
            rig.run(40, { $0 % 7 })
            return rig.events
        }
        let first = run()
        #expect(!first.isEmpty)
        #expect(first == run())
        #expect(first.map { $0.record() } == run().map { $0.record() })
    }

    @Test func lateEventsAreCountedAndJudgedNoMore() {
        var rig = DetectorRig()
        rig.run(Self.week, { _ in 1 })
        rig.detector.add(DetectorRig.runInstances, count: 100, time: DetectorRig.time(rig.minute - 90))
        rig.run(30, { _ in 1 })
        #expect(rig.events.isEmpty)
        #expect(rig.detector.counts.late == 100)
    }

    @Test func oneEventOfTheFutureMovesNothing() {
        var rig = DetectorRig()
        rig.run(Self.week, { _ in 1 })
        rig.detector.add(DetectorRig.runInstances, time: DetectorRig.time(rig.minute + 500_000))
        rig.run(10, { _ in 50 })
        #expect(rig.detector.counts.misdated == 1)
        #expect(rig.starts.count == 1)
    }

    @Test(arguments: [Int64.min, -1, 0, 253_402_300_799, Int64.max / 2])
    func noTimeIsTooOdd(_ time: Int64) {
        var detector = InsightDetector()
        for step in Int64(0)..<5 { detector.add(DetectorRig.runInstances, time: time &+ step * 3600) }
        detector.finish()
        #expect(detector.seriesCount <= 1)
    }

    @Test func seriesAreBounded() {
        var configuration = InsightConfiguration()
        configuration.seriesMax = 100
        configuration.textsMax = 300
        var detector = InsightDetector(configuration: configuration)
        for index in 0..<5000 {
            detector.add(
                DetectorRig.subject("x.amazonaws.com", "Operation\(index)"), time: DetectorRig.time(index * 10),
                identity: "user-\(index)")
        }
        #expect(detector.seriesCount == 100)
    }
}
