#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Files of settings and tokens.
public enum SmallFile {
    static let byteCountMax = 1 << 20

    /// The content of a file; `nil` if it cannot be read or has more than a megabyte.
    @Sendable public static func read(_ path: String) -> [UInt8]? {
        guard let slice = FileSlice(path: path), slice.byteCount <= byteCountMax,
            let data = try? Data(contentsOf: URL(fileURLWithPath: path))
        else { return nil }
        return Array(data)
    }

    /// Replaces a file as a whole with one that its owner alone may read. What cannot be written stays as it was.
    @Sendable public static func replace(_ path: String, with content: [UInt8]) {
        let draft = path + ".cairn-\(UInt64.random(in: 0 ... .max))"
        let files = FileManager.default
        guard files.createFile(atPath: draft, contents: Data(content), attributes: [.posixPermissions: 0o600]) else {
            return
        }
        if rename(draft, path) != 0 { try? files.removeItem(atPath: draft) }
    }
}
