@testable import CairnReplay

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

enum TemporaryFile {
    static func path() -> String { "/tmp/cairn-replay-test-\(UInt64.random(in: 0...UInt64.max))" }

    static func remove(_ path: String) { unlink(path) }

    static func dropLast(_ count: Int, of path: String) throws {
        let file = try AppendingFile(path: path, truncates: false)
        try file.truncate(to: file.byteCount - count)
    }
}
