import CairnReplay
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// One line on standard error that tells how far a replay is; nothing where that is no terminal.
final class ReplayProgressLine: Sendable {
    private let isShown = isatty(STDERR_FILENO) == 1
    private let shown = Mutex<(time: Double, isDrawn: Bool)>((-1, false))

    private static let barWidth = 24
    private static let pauseSeconds = 0.05

    func show(_ progress: ReplayProgress) {
        guard isShown else { return }
        let now = Replay.monotonicSeconds()
        let isDue = shown.withLock { shown in
            guard now - shown.time >= Self.pauseSeconds else { return false }
            shown = (now, true)
            return true
        }
        if isDue { write("\r\u{1B}[2K" + Self.text(progress)) }
    }

    static func text(_ progress: ReplayProgress) -> String {
        let done = progress.tally.replayed
        let share = progress.total == 0 ? 1 : min(1, Double(done) / Double(progress.total))
        let filled = Int(share * Double(barWidth))
        let bar =
            String(repeating: "#", count: filled) + String(repeating: "-", count: barWidth - filled)
        let failed = progress.tally.failed == 0 ? "" : ", \(progress.tally.failed) failed"
        return "[\(bar)] \(done) of \(progress.total) events\(failed)  \(progress.event)"
    }

    /// Takes the line away.
    func clear() {
        if shown.withLock({ $0.isDrawn }) { write("\r\u{1B}[2K") }
    }

    private func write(_ text: String) {
        let bytes = Array(text.utf8)
        _ = bytes.withUnsafeBytes { writeToDescriptor(STDERR_FILENO, $0) }
    }
}

private func writeToDescriptor(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    write(descriptor, bytes.baseAddress, bytes.count)
}
