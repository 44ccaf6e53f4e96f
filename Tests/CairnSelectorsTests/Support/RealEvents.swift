import CairnModel
import Foundation

/// Genuine events, which lie beside the repository and not in it.
enum RealEvents {
    /// The packed file; `nil` if it is not there.
    static let file: URL? = {
        var root = URL(filePath: #filePath).resolvingSymlinksInPath()
        for _ in 0..<4 { root.deleteLastPathComponent() }
        let file = root.deletingLastPathComponent().appending(path: "shared/data/events-real.json.gz")
        return FileManager.default.fileExists(atPath: file.path) ? file : nil
    }()

    /// A record in both forms in which it is evaluated.
    struct Sample: Sendable {
        let json: JSON
        let text: String
    }

    /// One record of each kind of call, failure and category: most are alike in all that selectors look at.
    static let samples: [Sample] = {
        guard let file, let bytes = try? unpacked(file) else { return [] }
        let records = (try? JSON(parsing: bytes))?["Records"]?.arrayValue ?? []
        var seen: Set<[JSON?]> = []
        return records.filter { record in
            let kind = ["eventSource", "eventName", "errorCode", "eventCategory", "sessionCredentialFromConsole"]
            return seen.insert(kind.map { record[$0] }).inserted
        }.map { Sample(json: $0, text: $0.description) }
    }()

    /// Every text that the records have in a field of selectors.
    static func values(of field: String) -> [String] {
        samples.map(\.json).flatMap { record -> [String] in
            switch field {
            case "resources.type", "resources.ARN":
                let member = String(field.dropFirst("resources.".count))
                return (record["resources"]?.arrayValue ?? []).compactMap { $0[member]?.stringValue }
            case "readOnly": return [record["readOnly"]?.boolValue].compactMap { $0.map { $0 ? "true" : "false" } }
            default:
                let value = field.split(separator: ".").reduce(Optional(record)) { $0?[String($1)] }
                return [value?.stringValue].compactMap { $0 }
            }
        }
    }

    private static func unpacked(_ file: URL) throws -> [UInt8] {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["gzip", "-dc", file.path]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let bytes = [UInt8](output.fileHandleForReading.readDataToEndOfFile())
        process.waitUntilExit()
        return bytes
    }
}
