#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A template in a file, or on standard input.
enum TemplateFile {
    /// As large as CloudFormation takes one from a bucket.
    private static let byteCountMax = 1 << 20

    static func read(_ path: String) throws -> String {
        let text = path == "-" ? standardInput() : try contents(of: path)
        guard text.utf8.count <= byteCountMax else {
            throw ClientError("\(path) has more than the \(byteCountMax) bytes that a template may have")
        }
        return text
    }

    private static func contents(of path: String) throws -> String {
        guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)) else {
            throw ClientError("the template cannot be read: \(path)")
        }
        return String(decoding: data, as: UTF8.self)
    }

    private static func standardInput() -> String {
        var text = ""
        while let line = readLine(strippingNewline: false), text.utf8.count <= byteCountMax { text += line }
        return text
    }
}
