import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// One line on standard error that tells how far an import is; nothing where that is no terminal.
final class ImportProgressLine: Sendable {
    private let isShown = isatty(STDERR_FILENO) == 1
    private let isDrawn = Mutex(false)

    private static let barWidth = 24

    func show(_ state: ImportState) {
        guard isShown else { return }
        isDrawn.withLock { $0 = true }
        write("\r\u{1B}[2K" + Self.text(state))
    }

    static func text(_ state: ImportState) -> String {
        let filled = Int(min(1, max(0, state.share)) * Double(barWidth))
        let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: barWidth - filled)
        let files = state.filesFound.map { "\(state.filesCompleted) of \($0) files" } ?? "\(state.filesCompleted) files"
        let failed = state.filesFailed == 0 ? "" : ", \(state.filesFailed) failed"
        return "[\(bar)] \(files), \(state.eventsCompleted) events\(failed)"
    }

    /// Takes the line away.
    func clear() {
        guard isDrawn.withLock({ $0 }) else { return }
        write("\r\u{1B}[2K")
    }

    private func write(_ text: String) {
        let bytes = Array(text.utf8)
        _ = bytes.withUnsafeBytes { writeToDescriptor(STDERR_FILENO, $0) }
    }
}

private func writeToDescriptor(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    write(descriptor, bytes.baseAddress, bytes.count)
}
