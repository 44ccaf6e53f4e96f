import CairnModel

/// Finds the identifiers in which two answers of the same call differ.
enum IDPairs {
    private static let pairsMax = 1000

    static func all(recorded: JSON, answered: JSON) -> [IDMap.Pair] {
        var pairs: [IDMap.Pair] = []
        walk(recorded, answered, key: "", depth: 0, into: &pairs)
        return pairs
    }

    private static func walk(_ old: JSON, _ new: JSON, key: String, depth: Int, into pairs: inout [IDMap.Pair]) {
        guard depth < 32, pairs.count < pairsMax else { return }
        switch (old, new) {
        case (.object(let old), .object(let new)):
            for member in old.members {
                guard let other = value(of: member.key, in: new) else { continue }
                walk(member.value, other, key: member.key, depth: depth + 1, into: &pairs)
            }
        case (.array(let old), .array(let new)):
            for (old, new) in zip(old, new) { walk(old, new, key: key, depth: depth + 1, into: &pairs) }
        // One element stands bare in some forms, and in a list in others.
        case (.array(let old), _) where old.count == 1: walk(old[0], new, key: key, depth: depth + 1, into: &pairs)
        case (_, .array(let new)) where new.count == 1: walk(old, new[0], key: key, depth: depth + 1, into: &pairs)
        case (.string(let old), .string(let new)):
            if old != new, isIdentifier(old, key: key), !Identifiers.isDate(new) {
                pairs.append(IDMap.Pair(recorded: old, answered: new))
            }
        default: break
        }
    }

    /// Older records spell some keys in another case.
    private static func value(of key: String, in object: JSONObject) -> JSON? {
        if let value = object[key] { return value }
        return object.members.first { $0.key.equalsIgnoringASCIICase(key) }?.value
    }

    private static func isIdentifier(_ text: String, key: String) -> Bool {
        let key = key.lowercased()
        if notIdentifiers.contains(key) || key.hasPrefix("x-amz") || key.hasSuffix("time") || key.hasSuffix("date") {
            return false
        }
        if Identifiers.isIdentifier(text) { return true }
        // Some identifiers have no digit, or fewer characters: their key tells.
        return (4...2048).contains(text.utf8.count) && !RegionName.isRegion(text)
            && (key == "id" || key.hasSuffix("id") || key.hasSuffix("arn") || key.hasSuffix("url"))
            && text.utf8.allSatisfy { $0 > 0x20 }
    }

    private static let notIdentifiers: Set<String> = [
        "clienttoken", "contenttype", "engineversion", "etag", "nexttoken", "requestid", "sessiontoken", "version",
        "xmlns",
    ]
}
