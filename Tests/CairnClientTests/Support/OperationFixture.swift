import CairnModel
import Foundation

/// A request and an answer of an operation that use every member, made from the API models for the tests of `CairnAPI`.
struct OperationFixture: Sendable, CustomStringConvertible {
    let operation: String
    let request: JSON
    let response: JSON

    var description: String { operation }

    static let cloudTrail = load("cloudtrail")
    static let cloudTrailData = load("cloudtrail-data")

    private static func load(_ name: String) -> [OperationFixture] {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let file = tests.appending(path: "CairnAPITests/Resources/\(name).ndjson")
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
        return text.split(separator: "\n").compactMap { line in
            guard let json = try? JSON(parsing: String(line)) else { return nil }
            return OperationFixture(
                operation: json["operation"]?.stringValue ?? "", request: json["request"] ?? .null,
                response: json["response"] ?? .null)
        }
    }
}
