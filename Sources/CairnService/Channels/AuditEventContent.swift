import CairnModel

/// What JSON may hold so that every engine reads it the same, or at all.
enum AuditEventContent {
    private static let depthMax = 64

    static func check(_ json: JSON, depth: Int = 0) throws(AuditEventProblem) {
        guard depth <= depthMax else {
            throw AuditEventProblem(.invalidData, "eventData is nested more than \(depthMax) deep.")
        }
        switch json {
        case .string(let text): try check(text)
        case .number(let number):
            guard Double(number.literal)?.isFinite == true else {
                throw AuditEventProblem(.invalidData, "eventData has a number that is too large.")
            }
        case .array(let elements):
            for element in elements { try check(element, depth: depth + 1) }
        case .object(let object): try check(object, depth: depth)
        case .bool, .null: break
        }
    }

    private static func check(_ object: JSONObject, depth: Int) throws(AuditEventProblem) {
        var names: Set<String> = []
        for member in object.members {
            try check(member.key)
            guard names.insert(member.key).inserted else {
                throw AuditEventProblem(
                    .invalidData, "eventData has the member \(String(member.key.prefix(128))) twice in one object."
                )
            }
            try check(member.value, depth: depth + 1)
        }
    }

    private static func check(_ text: String) throws(AuditEventProblem) {
        guard !text.utf8.contains(0) else {
            throw AuditEventProblem(.invalidData, "eventData has a text with the character U+0000.")
        }
    }
}
