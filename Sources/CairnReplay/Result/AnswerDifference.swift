public import CairnModel

/// A place in which the target's answer is not what the record says the answer was.
public struct AnswerDifference: Sendable, Hashable {
    /// Keys and indices, joined by dots.
    public var path: String
    /// `nil` if the record has nothing there.
    public var recorded: JSON?
    /// `nil` if the answer has nothing there.
    public var answered: JSON?

    public var json: JSON {
        var object: JSONObject = ["path": .string(path)]
        if let recorded { object.append("recorded", Self.short(recorded)) }
        if let answered { object.append("answered", Self.short(answered)) }
        return .object(object)
    }

    private static let textBytesMax = 256

    private static func short(_ json: JSON) -> JSON {
        let text = json.stringValue ?? json.description
        guard text.utf8.count > textBytesMax else { return json }
        return .string(String(text.prefix(textBytesMax)) + "…")
    }
}

/// Compares answers, but for what must differ: times and the identifiers of requests.
struct AnswerComparison {
    let limit: Int
    private(set) var differences: [AnswerDifference] = []

    init(limit: Int) { self.limit = limit }

    /// - Parameter recorded: with its identifiers rewritten to the target's.
    mutating func compare(recorded: JSON, answered: JSON) {
        walk(recorded, answered, path: [], depth: 0)
    }

    private mutating func walk(_ old: JSON, _ new: JSON, path: [String], depth: Int) {
        guard differences.count < limit, depth < 32, old != new else { return }
        switch (old, new) {
        case (.object(let old), .object(let new)): walk(old, new, path: path, depth: depth)
        case (.array(let old), .array(let new)):
            for index in 0..<max(old.count, new.count) {
                let inner = path + [String(index)]
                guard index < old.count else { add(inner, nil, new[index]); continue }
                guard index < new.count else { add(inner, old[index], nil); continue }
                walk(old[index], new[index], path: inner, depth: depth + 1)
            }
        case (.string(let old), .string(let new)) where Identifiers.isDate(old) && Identifiers.isDate(new): break
        default: add(path, old, new)
        }
    }

    private mutating func walk(_ old: JSONObject, _ new: JSONObject, path: [String], depth: Int) {
        for member in old.members where !Self.isIgnored(member.key) {
            let inner = path + [member.key]
            guard let other = new[member.key] else { add(inner, member.value, nil); continue }
            walk(member.value, other, path: inner, depth: depth + 1)
        }
        for member in new.members where !Self.isIgnored(member.key) && old[member.key] == nil {
            add(path + [member.key], nil, member.value)
        }
    }

    private mutating func add(_ path: [String], _ old: JSON?, _ new: JSON?) {
        guard differences.count < limit, !(old?.isNull ?? true && new?.isNull ?? true) else { return }
        differences.append(AnswerDifference(path: path.joined(separator: "."), recorded: old, answered: new))
    }

    private static func isIgnored(_ key: String) -> Bool {
        let key = key.lowercased()
        return key == "requestid" || key.hasPrefix("x-amz-") || key.hasSuffix("time") || key.hasSuffix("date")
            || key == "xmlns"
    }
}
