/// What the model allows for a string: its length, and a pattern that it matches as a whole.
struct TextConstraint: Sendable {
    let minimumLength: Int
    let maximumLength: Int
    let pattern: TextPattern?

    init(length: ClosedRange<Int>? = nil, pattern: TextPattern? = nil) {
        minimumLength = length?.lowerBound ?? 0
        maximumLength = length?.upperBound ?? .max
        self.pattern = pattern
    }

    /// Returns what the text breaks, or `nil` if it is allowed. Lengths are in Unicode scalars.
    func violatedRule(by text: String) -> String? {
        // No text has more scalars than bytes, nor more than four bytes a scalar: most need no count.
        let byteCount = text.utf8.count
        if byteCount > maximumLength, text.unicodeScalars.count > maximumLength {
            return "Member must have length less than or equal to \(maximumLength)"
        }
        if byteCount / 4 < minimumLength, text.unicodeScalars.count < minimumLength {
            return "Member must have length greater than or equal to \(minimumLength)"
        }
        if let pattern, !pattern.matches(text) {
            return "Member must satisfy regular expression pattern: \(pattern.source)"
        }
        return nil
    }
}
