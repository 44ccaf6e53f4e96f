import CairnModel

/// Puts texts and intrinsic functions together: as text if it can, else as one `Fn::Join`.
struct JoinBuilder {
    private var parts: [JSON] = []

    mutating func append(_ literal: String) {
        guard case .string(let last)? = parts.last else { return parts.append(.string(literal)) }
        parts[parts.count - 1] = .string(last + literal)
    }

    /// A join by nothing that is joined by nothing is one join.
    mutating func append(_ value: JSON) {
        if let text = value.stringValue { return append(text) }
        let inner = value["Fn::Join"]
        guard value.objectValue?.count == 1, inner?[0] == .string(""), let elements = inner?[1]?.arrayValue else {
            return parts.append(value)
        }
        for element in elements { append(element) }
    }

    var json: JSON {
        switch parts.count {
        case 0: .string("")
        case 1: parts[0]
        default: ["Fn::Join": ["", .array(parts)]]
        }
    }
}
