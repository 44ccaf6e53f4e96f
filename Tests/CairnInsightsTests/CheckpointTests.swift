import Testing

@testable import CairnInsights

@Suite struct CheckpointTests {
    private static func checkpoint(_ detector: InsightDetector) throws -> [UInt8] {
        final class Output {
            var bytes: [UInt8] = []
        }
        let output = Output()
        try detector.writeCheckpoint { output.bytes += $0 }
        return output.bytes
    }

    @Test(arguments: [3 * 1440 + 5, 4 * 1440 + 7, 4 * 1440 + 25])
    func goingOnFromACheckpointIsAsIfNothingHadBeen(_ stop: Int) throws {
        let calls: (Int) -> Int = { (4 * 1440..<4 * 1440 + 20).contains($0) ? 300 : $0 % 5 }
        var whole = DetectorRig()
        whole.run(5 * 1440, calls)
        var first = DetectorRig()
        first.run(stop, calls)
        let bytes = try Self.checkpoint(first.detector)
        var second = first
        second.detector = try InsightDetector(checkpoint: bytes, configuration: InsightConfiguration())
        second.run(5 * 1440 - stop, calls)
        #expect(second.events == whole.events)
        #expect(whole.events.map(\.state) == [.start, .end])
        #expect(try Self.checkpoint(second.detector) == Self.checkpoint(whole.detector))
    }

    @Test func damagedBytesAreRefused() throws {
        var rig = DetectorRig()
        rig.run(200, { _ in 2 })
        let bytes = try Self.checkpoint(rig.detector)
        for index in stride(from: 0, to: bytes.count, by: 97) {
            var damaged = bytes
            damaged[index] ^= 0x40
            #expect(throws: CheckpointError.damaged) {
                try InsightDetector(checkpoint: damaged, configuration: InsightConfiguration())
            }
        }
        for count in [0, 7, 8, bytes.count / 2, bytes.count - 1] {
            #expect(throws: CheckpointError.damaged) {
                try InsightDetector(checkpoint: Array(bytes.prefix(count)), configuration: InsightConfiguration())
            }
        }
    }

    @Test func otherBoundsAreForeign() throws {
        var configuration = InsightConfiguration()
        configuration.seriesMax = 7
        let bytes = try Self.checkpoint(InsightDetector())
        #expect(throws: CheckpointError.foreign) {
            try InsightDetector(checkpoint: bytes, configuration: configuration)
        }
    }
}
