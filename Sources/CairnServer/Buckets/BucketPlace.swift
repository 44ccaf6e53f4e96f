#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Where the embedded buckets lie, and how to find out that a folder of that name is the same: a mark in it, anew at
/// every start, which the health check of a Cairn on loopback tells.
public struct BucketPlace: Sendable, Hashable {
    /// The file with the mark, beside the buckets.
    public static let markName = ".cairn/place"

    public let folder: String
    public let mark: String

    /// Marks a folder; `nil` if it cannot be written.
    init?(marking folder: String) {
        let isAbsolute = folder.hasPrefix("/")
        self.folder = isAbsolute ? folder : FileManager.default.currentDirectoryPath + "/" + folder
        mark = UUID().uuidString
        let isWritten = FileManager.default.createFile(
            atPath: folder + "/" + Self.markName, contents: Data(mark.utf8))
        guard isWritten else { return nil }
    }
}
