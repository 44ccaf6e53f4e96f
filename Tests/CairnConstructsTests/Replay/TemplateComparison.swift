import CairnModel

/// Compares templates as values: the order of members is free, `DependsOn` is a set, all other lists are ordered.
enum TemplateComparison {
    /// The places where two values differ, at most that many.
    static func differences(_ actual: JSON?, _ expected: JSON?, max: Int = 10) -> [String] {
        Array(compare(actual, expected, at: "").prefix(max))
    }

    private static func compare(_ actual: JSON?, _ expected: JSON?, at path: String) -> [String] {
        switch (actual, expected) {
        case (.object(let left)?, .object(let right)?):
            return Set(left.keys + right.keys).sorted().flatMap { key in
                compare(normal(left[key], key), normal(right[key], key), at: "\(path)/\(key)")
            }
        case (.array(let left)?, .array(let right)?) where left.count == right.count:
            return zip(left, right).enumerated().flatMap { compare($1.0, $1.1, at: "\(path)/\($0)") }
        default:
            if actual == expected { return [] }
            return ["\(path): \(actual?.description ?? "nothing") instead of \(expected?.description ?? "nothing")"]
        }
    }

    private static func normal(_ json: JSON?, _ key: String) -> JSON? {
        guard key == "DependsOn", let names = json?.arrayValue else { return json }
        return .array(names.sorted { $0.description < $1.description })
    }
}
