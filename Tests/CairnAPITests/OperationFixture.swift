import CairnAPI
import CairnModel
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// An operation with a request and an answer that use every member, and changes to the request; made from the models
/// by `scripts/generate-api.py`.
struct OperationFixture: Sendable, CustomTestStringConvertible {
    struct Change: Sendable {
        let path: [JSON]
        let value: JSON
        /// What the change breaks, in the words of AWS.
        let rule: String?
    }

    let operation: String
    let request: JSON
    let response: JSON
    let accepted: [Change]
    let rejected: [Change]
    let required: [[JSON]]

    var testDescription: String { operation }

    static let cloudTrail = load("cloudtrail")
    static let cloudTrailData = load("cloudtrail-data")

    private static func load(_ name: String) -> [OperationFixture] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
        guard let text = try? String(contentsOf: folder.appending(path: "Resources/\(name).ndjson"), encoding: .utf8)
        else { return [] }
        return text.split(separator: "\n").compactMap { line in
            (try? JSON(parsing: String(line))).map(OperationFixture.init)
        }
    }

    private init(_ json: JSON) {
        operation = json["operation"]?.stringValue ?? ""
        request = json["request"] ?? .null
        response = json["response"] ?? .null
        accepted = (json["accepted"]?.arrayValue ?? []).map(Change.init)
        rejected = (json["rejected"]?.arrayValue ?? []).map(Change.init)
        required = (json["required"]?.arrayValue ?? []).map { $0.arrayValue ?? [] }
    }

    /// The request after a change.
    func request(with change: Change) -> [UInt8] {
        Array(request.replacing(change.path[...], with: change.value).description.utf8)
    }
}

extension OperationFixture.Change {
    fileprivate init(_ json: JSON) {
        path = json["path"]?.arrayValue ?? []
        rule = json["rule"]?.stringValue
        value = (json["value"] ?? .null).unpacked
    }
}

extension JSON {
    /// Long values stand in the fixtures as a text or an element and a count.
    fileprivate var unpacked: JSON {
        guard let count = self["$count"]?.intValue else { return self }
        if let text = self["$repeat"]?.stringValue { return .string(String(repeating: text, count: count)) }
        return .array(Array(repeating: self["$elements"] ?? .null, count: count))
    }

    /// The value with another value at a path of member names and indexes; `nil` removes a member.
    func replacing(_ path: ArraySlice<JSON>, with value: JSON?) -> JSON {
        guard let step = path.first else { return value ?? .null }
        if let name = step.stringValue, var object = objectValue {
            let inner = path.count == 1 ? value : object[name]?.replacing(path.dropFirst(), with: value)
            object[name] = inner
            return .object(object)
        }
        if let index = step.intValue, var elements = arrayValue, elements.indices.contains(index) {
            elements[index] = elements[index].replacing(path.dropFirst(), with: value)
            return .array(elements)
        }
        return self
    }
}
