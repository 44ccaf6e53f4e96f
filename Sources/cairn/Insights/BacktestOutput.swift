import ArgumentParser
import CairnInsights
import CairnModel

/// How what was found is shown.
enum BacktestOutput: String, ExpressibleByArgument, CaseIterable {
    case table, json, ndjson, text, svg

    var isPlot: Bool { self == .text || self == .svg }

    func print(_ insights: [BacktestInsight], shown: Int, traces: [SeriesSubject: [TracePoint]]) {
        let plots = insights.prefix(isPlot ? shown : 0).map {
            InsightPlot($0, trace: traces[$0.start.subject] ?? [])
        }
        switch self {
        case .table: for line in Self.table(insights) { Terminal.write(line) }
        case .ndjson: for insight in insights { Terminal.write(insight.json.description) }
        case .json:
            for (index, insight) in insights.enumerated() {
                Terminal.write((index == 0 ? "[" : ",") + insight.json.description)
            }
            Terminal.write(insights.isEmpty ? "[]" : "]")
        case .text: for plot in plots { Terminal.write(plot.text + "\n") }
        case .svg: Terminal.write(InsightPlot.svg(plots))
        }
    }

    private static func table(_ insights: [BacktestInsight]) -> [String] {
        var rows = [["START", "END", "ACCOUNT", "REGION", "SOURCE", "NAME", "ERROR", "USUALLY", "THEN"]]
        for insight in insights {
            let subject = insight.start.subject
            rows.append([
                ISO8601.string(epochSeconds: insight.start.time),
                insight.end.map { ISO8601.string(epochSeconds: $0.time) } ?? "-", subject.account, subject.region,
                subject.eventSource, subject.eventName, subject.errorCode ?? "-",
                "\(rounded(insight.start.baselineAverage))/min", "\(rounded(insight.latest.insightAverage))/min",
            ])
        }
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }.joined(separator: "  ")
        }
    }

    private static func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
}
