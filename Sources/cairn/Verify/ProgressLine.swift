import CairnIntegrity
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// One line on standard error that tells how far it is; nothing where that is no terminal.
final class ProgressLine: Sendable {
    private let isShown = isatty(STDERR_FILENO) == 1
    private let isDrawn = Mutex(false)

    private static let barWidth = 24

    func show(_ progress: VerificationProgress) {
        guard isShown else { return }
        let share = progress.digestsFound == 0 ? 0 : Double(progress.digestsDone) / Double(progress.digestsFound)
        let filled = Int(share * Double(Self.barWidth))
        let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: Self.barWidth - filled)
        isDrawn.withLock { $0 = true }
        let findings = progress.findings == 0 ? "" : ", \(progress.findings) findings"
        write(
            "\r\u{1B}[2K[\(bar)] \(progress.digestsDone) of \(progress.digestsFound) digests, "
                + "\(progress.logFilesDone) log files\(findings)  \(progress.place)")
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
