import Foundation

/// A file that lives as long as a closure.
enum TemporaryFile {
    static func with<Result>(_ content: String, _ body: (String) throws -> Result) throws -> Result {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("cairn-\(UUID().uuidString).json")
        try content.write(to: url, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: url) }
        return try body(url.path)
    }
}
