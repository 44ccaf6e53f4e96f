import CairnModel
import Foundation

/// Requests of every operation, and changes to them that break a constraint; made from the API models.
enum OperationFixtures {
    static let calls: [(operation: String, request: String)] = load()

    private static func load() -> [(operation: String, request: String)] {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let file = tests.appending(path: "CairnAPITests/Resources/cloudtrail.ndjson")
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
        return text.split(separator: "\n").flatMap { line -> [(operation: String, request: String)] in
            guard let json = try? JSON(parsing: String(line)), let name = json["operation"]?.stringValue,
                let request = json["request"]
            else { return [] }
            let rejected = (json["rejected"]?.arrayValue ?? []).map { change in
                request.replacing((change["path"]?.arrayValue ?? [])[...], with: unpacked(change["value"] ?? .null))
            }
            return ([request] + rejected).map { (name, $0.description) }
        }
    }

    /// Long values stand in the fixtures as a text or an element and a count.
    private static func unpacked(_ json: JSON) -> JSON {
        guard let count = json["$count"]?.intValue else { return json }
        if let text = json["$repeat"]?.stringValue { return .string(String(repeating: text, count: count)) }
        return .array(Array(repeating: json["$elements"] ?? .null, count: count))
    }
}

extension JSON {
    /// The value with another value at a path of member names and indexes.
    fileprivate func replacing(_ path: ArraySlice<JSON>, with value: JSON) -> JSON {
        guard let step = path.first else { return value }
        if let name = step.stringValue, var object = objectValue {
            object[name] = (object[name] ?? .null).replacing(path.dropFirst(), with: value)
            return .object(object)
        }
        if let index = step.intValue, var elements = arrayValue, elements.indices.contains(index) {
            elements[index] = elements[index].replacing(path.dropFirst(), with: value)
            return .array(elements)
        }
        return self
    }
}
