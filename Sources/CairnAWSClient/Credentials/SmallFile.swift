#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
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
}
