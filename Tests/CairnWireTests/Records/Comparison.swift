import CairnModel

@testable import CairnWire

/// Compares the parameters of two records.
struct Comparison {
    /// Describes the first difference, `nil` if there is none; the order of an object's keys is none.
    func difference(_ left: JSON, _ right: JSON, at path: String = "parameters") -> String? {
        switch (left, right) {
        case (.object(let left), .object(let right)): return difference(left, right, at: path)
        case (.array(let left), .array(let right)):
            guard left.count == right.count else { return "\(path) has \(left.count) elements, then \(right.count)" }
            for (index, pair) in zip(left, right).enumerated() {
                if let found = difference(pair.0, pair.1, at: "\(path)[\(index)]") { return found }
            }
            return nil
        default:
            return left == right
                ? nil : "\(path) is \(left.description.prefix(80)), then \(right.description.prefix(80))"
        }
    }

    private func difference(_ left: JSONObject, _ right: JSONObject, at path: String) -> String? {
        for member in left.members where right[member.key] == nil {
            return "\(path).\(member.key) is lost: \(member.value.description.prefix(80))"
        }
        for member in right.members {
            guard let value = left[member.key] else {
                return "\(path).\(member.key) is new: \(member.value.description.prefix(80))"
            }
            if let found = difference(value, member.value, at: path + "." + member.key) { return found }
        }
        return nil
    }
}
