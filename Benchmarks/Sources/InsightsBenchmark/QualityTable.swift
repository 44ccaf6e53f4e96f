import CairnInsights

/// Recall and false insights of Cairn's detector and of two plain ones, on the same simulated months.
enum QualityTable {
    /// Scenarios from this seed on were made after the model was settled: nobody has tuned to them.
    static let firstHeldOutSeed: UInt64 = 1001

    /// - Returns: whether what was promised holds: recall, false insights, and both better than those of plain detectors.
    static func print(accounts: Int, from firstSeed: UInt64, isVerbose: Bool) -> Bool {
        var scores = [ScenarioScore](repeating: ScenarioScore(), count: 3)
        for seed in firstSeed..<firstSeed + UInt64(max(1, accounts)) {
            let scenario = Scenario(seed: seed)
            let mine = ScenarioScore(scenario.insightAlarms(), of: scenario)
            scores[0] = scores[0] + mine
            if isVerbose { for note in mine.notes { Swift.print("  account \(seed): \(note)") } }
            for (index, detector) in PlainDetector.allCases.enumerated() {
                scores[index + 1] = scores[index + 1] + ScenarioScore(detector.alarms(scenario), of: scenario)
            }
        }
        Swift.print(
            "\(accounts) accounts of 200 operations, a month each, seeds \(firstSeed) and on, "
                + "\(scores[0].anomalies) anomalies")
        for (name, score) in zip(["cairn", "3 x 7-day mean", "Poisson tail of 7-day mean"], scores) {
            Swift.print(line(name, score))
        }
        let mine = scores[0]
        let beatsPlain = scores.dropFirst().allSatisfy { plain in
            mine.recall > plain.recall && mine.falseInsightsPerMonth < plain.falseInsightsPerMonth
        }
        return mine.recall >= 0.95 && mine.falseInsightsPerMonth <= 1 && beatsPlain
    }

    private static func line(_ name: String, _ score: ScenarioScore) -> String {
        let recall = (score.recall * 1000).rounded() / 1000
        let wrong = (score.falseInsightsPerMonth * 100).rounded() / 100
        return pad(name, 28) + "recall " + pad("\(recall)", 8) + "false a month " + pad("\(wrong)", 10)
            + "drops \(score.dropsFound) of \(score.drops)"
    }

    private static func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }
}
