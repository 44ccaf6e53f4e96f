import CairnInsights
import CairnModel
import Testing

@Suite struct BacktestTests {
    private static func lines(_ region: String, from: Int, to: Int, burst: Range<Int>) -> [[UInt8]] {
        (from..<to).flatMap { minute in
            (0..<(burst.contains(minute) ? 40 : 1)).map { second in
                SampleRecord.bytes(time: DetectorRig.time(minute, second: Int64(second)), region: region)
            }
        }
    }

    private static let burst = 3000..<3015

    @Test func linesGiveOneObjectAnInsight() throws {
        var backtest = Backtest()
        let records = Self.lines("eu-west-1", from: 0, to: 3100, burst: Self.burst)
        for start in stride(from: 0, to: records.count, by: 500) {
            let piece = records[start..<min(start + 500, records.count)]
            backtest.add(ObservedChunk(Array(piece.joined(separator: [0x0A]))))
        }
        backtest.finish()
        let found = try #require(backtest.insights.first)
        #expect(backtest.insights.count == 1)
        #expect(found.json["eventName"]?.stringValue == "RunInstances")
        #expect(found.json["eventSource"]?.stringValue == "ec2.amazonaws.com")
        #expect(found.json["insightType"]?.stringValue == "ApiCallRateInsight")
        #expect(found.json["errorCode"] == .null)
        #expect(found.json["start"]?.stringValue == "2026-03-04T02:00:00Z")
        #expect(found.json["end"]?.stringValue == "2026-03-04T02:15:00Z")
    }

    /// Log files of two regions cover the same hours one after the other.
    @Test func logFilesOfSeveralRegionsComeIntoOrder() {
        var backtest = Backtest(outOfOrderSeconds: 5400)
        for hour in 0..<52 {
            for region in ["eu-west-1", "us-east-1"] {
                let burst = region == "us-east-1" ? Self.burst : 0..<0
                let records = Self.lines(region, from: hour * 60, to: hour * 60 + 60, burst: burst)
                let file = Array("{\"Records\":[".utf8) + records.joined(separator: [0x2C]) + Array("]}".utf8)
                backtest.add(ObservedChunk(file))
            }
        }
        backtest.finish()
        #expect(backtest.insights.map(\.start.subject.region) == ["us-east-1"])
        #expect(backtest.detector.counts.late == 0)
    }

    @Test func whatIsNoRecordIsCountedAndPassedOver() {
        let bytes = Array("\n{]\nnothing\n{\"Records\":[]}\n{\"eventCategory\":\"Insight\"}\n".utf8)
        let chunk = ObservedChunk(bytes)
        #expect(chunk.count == 0)
    }

    @Test func plotsShowTheSpan() throws {
        var backtest = Backtest()
        backtest.follow(DetectorRig.runInstances)
        let records = Self.lines("eu-west-1", from: 0, to: 3100, burst: Self.burst)
        backtest.add(ObservedChunk(Array(records.joined(separator: [0x0A]))))
        backtest.finish()
        let found = try #require(backtest.insights.first)
        let plot = InsightPlot(found, trace: backtest.trace(DetectorRig.runInstances))
        #expect(plot.text.contains("█"))
        #expect(plot.text.contains("^"))
        #expect(InsightPlot.svg([plot]).contains("class=\"unusual\""))
    }
}
