import CairnModel

/// The rate of a series around an insight, with the band that was normal.
public struct InsightPlot: Sendable {
    private let insight: BacktestInsight
    /// The first minute, and for each minute from there: calls, expected, limit.
    private let first: Int
    private let rows: [TracePoint]

    private static let before = 360
    private static let after = 120
    private static let minutesMax = 1440

    /// - Parameter trace: of the insight's series; minutes that are not in it had no calls.
    public init(_ insight: BacktestInsight, trace: [TracePoint]) {
        self.insight = insight
        first = insight.start.startMinute - Self.before
        let last = min(insight.latest.endMinute + Self.after, first + Self.minutesMax)
        var byMinute: [Int32: TracePoint] = [:]
        for point in trace where (first...last).contains(Int(point.minute)) { byMinute[point.minute] = point }
        var known = TracePoint(minute: 0, calls: 0, expected: 0, limit: 0)
        rows = (first...last).map { minute in
            if let point = byMinute[Int32(minute)] { known = point } else { known.calls = 0 }
            return TracePoint(
                minute: Int32(minute), calls: known.calls, expected: known.expected,
                limit: known.limit.isFinite ? known.limit : 0)
        }
    }

    /// What the insight is, in a line.
    public var title: String {
        let subject = insight.start.subject
        let error = subject.errorCode.map { " \($0)" } ?? ""
        let end = insight.end.map { ISO8601.string(epochSeconds: $0.time) } ?? "still unusual"
        return "\(subject.eventSource) \(subject.eventName)\(error)  \(subject.account) \(subject.region)  "
            + "\(ISO8601.string(epochSeconds: insight.start.time)) to \(end)  "
            + "\(Self.short(insight.latest.insightAverage))/min, usually \(Self.short(insight.start.baselineAverage))/min"
    }

    private static func short(_ value: Double) -> String {
        value >= 100 ? "\(Int(value.rounded()))" : "\((value * 100).rounded() / 100)"
    }

    private func isUnusual(_ minute: Int32) -> Bool {
        Int(minute) >= insight.start.startMinute && Int(minute) < insight.latest.endMinute
    }

    // MARK: Text

    private static let textColumns = 96
    private static let bars: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

    /// Three lines for a terminal: the title, the rate, and under it what was unusual.
    public var text: String {
        let width = max(1, (rows.count + Self.textColumns - 1) / Self.textColumns)
        let columns = stride(from: 0, to: rows.count, by: width).map { Array(rows[$0..<min($0 + width, rows.count)]) }
        let rates = columns.map { column in Double(column.reduce(0) { $0 + Int($1.calls) }) / Double(column.count) }
        let highest = max(rates.max() ?? 0, 1e-9)
        let bars = rates.map { rate in
            rate == 0 ? " " : Self.bars[min(7, Int(rate / highest * 8))]
        }
        let marks = columns.map { column in column.contains { isUnusual($0.minute) } ? "^" : " " }
        return [title, String(bars), marks.joined()].joined(separator: "\n")
    }

    // MARK: SVG

    static let width = 960
    static let height = 180
    private static let chartTop = 28.0
    private static let chartHeight = 132.0

    /// A group of an SVG picture, as high as ``height``.
    func svg(top: Int) -> String {
        let highest = Double(rows.map { max(Float($0.calls), $0.limit) }.max() ?? 1)
        let scale = Self.chartHeight / max(1, highest)
        let step = Double(Self.width - 20) / Double(max(1, rows.count - 1))
        func x(_ index: Int) -> String { Self.short(10 + Double(index) * step) }
        func y(_ value: Double) -> String { Self.short(Self.chartTop + Self.chartHeight - value * scale) }
        func line(_ value: (TracePoint) -> Double) -> String {
            rows.enumerated().map { "\(x($0.offset)),\(y(value($0.element)))" }.joined(separator: " ")
        }
        let start = insight.start.startMinute - first
        let end = min(insight.latest.endMinute - first, rows.count - 1)
        let span = Self.short(Double(max(1, end - start)) * step)
        return """
            <g transform="translate(0,\(top))">
            <text x="10" y="18">\(Self.escaped(title))</text>
            <rect x="\(x(start))" y="\(Self.chartTop)" width="\(span)" height="\(Self.chartHeight)" class="unusual"/>
            <polygon points="\(x(0)),\(y(0)) \(line { Double($0.limit) }) \(x(rows.count - 1)),\(y(0))" class="band"/>
            <polyline points="\(line { Double($0.expected) })" class="expected"/>
            <polyline points="\(line { Double($0.calls) })" class="rate"/>
            </g>
            """
    }

    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            default: escaped.append(character)
            }
        }
        return escaped
    }

    /// A picture of several plots, one under the other.
    public static func svg(_ plots: [InsightPlot]) -> String {
        let groups = plots.enumerated().map { $0.element.svg(top: $0.offset * height) }
        return """
            <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(max(1, plots.count) * height)" \
            font-family="sans-serif" font-size="12">
            <style>.rate{fill:none;stroke:#1f5fa8}.expected{fill:none;stroke:#888;stroke-dasharray:4 3}\
            .band{fill:#dfe8e0}.unusual{fill:#f6c9c0}</style>
            <rect width="100%" height="100%" fill="white"/>
            \(groups.joined(separator: "\n"))
            </svg>
            """
    }
}
