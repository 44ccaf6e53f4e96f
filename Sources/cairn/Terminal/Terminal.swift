#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Standard output and standard error, written in whole lines.
enum Terminal {
    static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
    static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }
    static var inputIsTerminal: Bool { isatty(STDIN_FILENO) == 1 }

    /// All of standard input, up to what a statement may have.
    static func readInput(upTo limit: Int = 1 << 20) -> String {
        var bytes: [UInt8] = []
        while bytes.count < limit, let line = readLine(strippingNewline: false) { bytes += line.utf8 }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Draws on standard error, without a line's end.
    static func draw(_ text: String) { writeAll(Array(text.utf8), to: STDERR_FILENO) }

    static func write(_ line: String) { write(line, to: STDOUT_FILENO) }

    static func writeError(_ line: String) { write(line, to: STDERR_FILENO) }

    static func write(_ line: [UInt8]) { writeAll(line + [0x0A], to: STDOUT_FILENO) }

    private static func write(_ line: String, to descriptor: Int32) {
        writeAll(Array(line.utf8) + [0x0A], to: descriptor)
    }

    /// A reader that went away (`| head`) ends the output, not the program with a trace.
    private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) {
        bytes.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while let base = UnsafeRawBufferPointer(rebasing: rest).baseAddress, !rest.isEmpty {
                #if canImport(Darwin)
                let written = Darwin.write(descriptor, base, rest.count)
                #elseif canImport(Musl)
                let written = Musl.write(descriptor, base, rest.count)
                #else
                let written = Glibc.write(descriptor, base, rest.count)
                #endif
                if written < 0 && errno == EINTR { continue }
                guard written > 0 else { return }
                rest = rest.dropFirst(written)
            }
        }
    }
}
