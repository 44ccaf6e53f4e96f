/// What records print where a secret stood.
enum Placeholders {
    private static let texts: Set<String> = [
        "HIDDEN_DUE_TO_SECURITY_REASONS", "****", "***", "**********", "***OMITTED***", "<sensitiveDataRemoved>",
        "Value hidden due to security reasons.",
    ]

    private static let marks = ["***OMITTED***", "***(Redacted)", "HIDDEN_DUE_TO_SECURITY_REASONS"]

    static func isPlaceholder(_ text: String) -> Bool { texts.contains(text) }

    /// Whether a part of a text was taken out, so that the rest means something else.
    static func isMasked(_ text: String) -> Bool { text.utf8.count >= 13 && marks.contains { text.contains($0) } }
}
