import CairnModel

extension JSON {
    /// The first of some members that is there, and not `null`.
    func first(of names: String...) -> JSON? { names.lazy.compactMap { self[$0] }.first { !$0.isNull } }
}

/// Members of an item on their way into a record: what is `null` is left out.
struct ItemFields {
    private(set) var object: JSONObject = [:]

    /// A text; a number or truth value as its text.
    mutating func setText(_ name: String, _ value: JSON?) {
        guard let text = Self.text(value) else { return }
        object.append(name, .string(text))
    }

    /// Anything but `null`.
    mutating func set(_ name: String, _ value: JSON?) {
        guard let value, !value.isNull else { return }
        object.append(name, value)
    }

    static func text(_ value: JSON?) -> String? {
        switch value {
        case .string(let text)?: text
        case .number(let number)?: number.literal
        case .bool(let flag)?: String(flag)
        default: nil
        }
    }

    /// A time as records have it, in UTC; the AWS CLI writes times as seconds, or with a zone.
    static func time(_ value: JSON?) -> (text: String, epochSeconds: Double)? {
        if let text = value?.stringValue, let seconds = ISO8601.parse(text) {
            return (text.hasSuffix("Z") ? text : timeText(seconds), seconds)
        }
        // Year 1 up to year 9999.
        guard let seconds = value?.doubleValue, (-62_135_596_800...253_402_300_799).contains(seconds) else {
            return nil
        }
        return (timeText(seconds), seconds)
    }

    private static func timeText(_ seconds: Double) -> String {
        let milliseconds = Int64((seconds * 1000).rounded())
        let (whole, part) = ((Double(milliseconds) / 1000).rounded(.down), milliseconds)
        let text = ISO8601.string(epochSeconds: Int64(whole))
        let rest = part - Int64(whole) * 1000
        guard rest != 0 else { return text }
        let digits = String(rest)
        return text.dropLast() + "." + String(repeating: "0", count: 3 - digits.utf8.count) + digits + "Z"
    }

    /// An object that may be given as its text.
    static func object(_ value: JSON?) -> JSON? {
        guard let text = value?.stringValue, let parsed = try? JSON(parsing: Array(text.utf8)),
            parsed.objectValue != nil
        else { return value }
        return parsed
    }
}
