import CairnModel

/// One line on standard error that tells how far a query is; nothing where that is no terminal.
final class QueryProgressLine {
    private var isDrawn = false
    private var frame = 0

    private static let frames = ["|", "/", "-", "\\"]

    func show(_ described: JSON) {
        guard Terminal.errorIsTerminal else { return }
        isDrawn = true
        frame += 1
        let statistics = described["QueryStatistics"]
        let seconds = (statistics?["ExecutionTimeInMillis"]?.intValue ?? 0) / 1000
        let events = statistics?["EventsScanned"]?.intValue ?? 0
        let state = described["QueryStatus"]?.stringValue?.lowercased() ?? ""
        Terminal.draw("\r\u{1B}[2K\(Self.frames[frame % 4]) \(state), \(events) events, \(seconds) s")
    }

    /// Takes the line away.
    func clear() {
        guard isDrawn else { return }
        isDrawn = false
        Terminal.draw("\r\u{1B}[2K")
    }
}
