import Synchronization

/// One line on standard error that tells how far work is; nothing where that is no terminal.
final class StatusLine: Sendable {
    private let isShown = Terminal.errorIsTerminal
    private let drawn = Mutex<ContinuousClock.Instant?>(nil)

    /// Often enough for an eye, seldom enough for a terminal.
    private static let pause = Duration.milliseconds(50)
    private static let eraseLine = "\r\u{1B}[2K"
    private static let barWidth = 24

    /// Shows the text in place of the one before, unless that is too new to be read.
    func show(_ text: @autoclosure () -> String) {
        guard isShown else { return }
        let now = ContinuousClock.now
        let isDue = drawn.withLock { last in
            if let last, last.duration(to: now) < Self.pause { return false }
            last = now
            return true
        }
        if isDue { Terminal.draw(Self.eraseLine + text()) }
    }

    /// Takes the line away.
    func clear() {
        let wasDrawn = drawn.withLock { last in
            defer { last = nil }
            return last != nil
        }
        if wasDrawn { Terminal.draw(Self.eraseLine) }
    }

    /// A bar that is filled to a share of 0 to 1.
    static func bar(_ share: Double) -> String {
        let filled = Int(min(1, max(0, share)) * Double(barWidth))
        return "[" + String(repeating: "#", count: filled) + String(repeating: "-", count: barWidth - filled) + "]"
    }
}
