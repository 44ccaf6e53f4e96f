import ArgumentParser
import CairnModel
import CairnPolicy

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A policy in a file: the document itself, or the answer of an AWS CLI command that holds it as a string.
enum PolicyFile {
    /// Returns `nil` for an empty file, which is what there is where no policy is attached.
    static func read(_ path: String) throws -> PolicyDocument? {
        let text = try contents(of: path)
        guard !text.allSatisfy(\.isWhitespace) else { return nil }
        do {
            return try PolicyDocument(parsing: unwrapped(text))
        } catch {
            throw failure("this is not a policy: \(error)")
        }
    }

    private static func failure(_ message: String) -> ExitCode {
        Terminal.writeError("Error: \(message)")
        return ExitStatus.couldNotRun.exitCode
    }

    private static func contents(of path: String) throws -> String {
        if path == "-" {
            var lines: [String] = []
            var length = 0
            while let line = readLine(strippingNewline: false), length <= PolicyDocument.byteCountMax * 4 {
                lines.append(line)
                length += line.utf8.count
            }
            return lines.joined()
        }
        do {
            return String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
        } catch {
            throw failure("the file of --check cannot be read: \(path)")
        }
    }

    /// `get-bucket-policy` and `get-key-policy` answer `{"Policy": "…"}`, `get-topic-attributes` the same below
    /// `Attributes`; `get-role` and `get-role-policy` hold the document as JSON.
    private static func unwrapped(_ text: String) -> String {
        guard let json = try? JSON(parsing: text) else { return text }
        let held =
            json["Policy"] ?? json["Attributes"]?["Policy"] ?? json["PolicyDocument"]
            ?? json["Role"]?["AssumeRolePolicyDocument"]
        return held?.stringValue ?? held?.description ?? text
    }
}
