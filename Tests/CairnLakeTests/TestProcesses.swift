#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

enum TestProcesses {
    /// `nil` if there is no such process, or the system does not tell.
    static func workingFolder(of identifier: Int32) -> String? {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = bytes.withUnsafeMutableBytes { buffer in
            buffer.withMemoryRebound(to: CChar.self) { characters in
                characters.baseAddress.map { readlink("/proc/\(identifier)/cwd", $0, characters.count) } ?? -1
            }
        }
        return count > 0 ? String(decoding: bytes.prefix(count), as: UTF8.self) : nil
    }

    static func end(_ identifier: Int32) { _ = kill(identifier, SIGKILL) }
}
