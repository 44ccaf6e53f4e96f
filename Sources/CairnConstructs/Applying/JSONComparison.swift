import CairnModel

/// Whether two values say the same: the order of members is free.
enum JSONComparison {
    static func areEqual(_ left: JSON, _ right: JSON) -> Bool {
        switch (left, right) {
        case (.object(let left), .object(let right)):
            Set(left.keys) == Set(right.keys)
                && left.members.allSatisfy { member in right[member.key].map { areEqual(member.value, $0) } ?? false }
        case (.array(let left), .array(let right)):
            left.count == right.count && zip(left, right).allSatisfy { areEqual($0, $1) }
        default: left == right
        }
    }
}
