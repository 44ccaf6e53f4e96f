import CairnModel

/// A time as a digest file writes it: the text is what is signed, the seconds are what is compared.
public struct DigestTime: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Such as `2026-03-01T11:00:00Z`.
    public let text: String
    /// Whole seconds since the epoch.
    public let seconds: Int64

    public init(_ seconds: Int64) {
        self.seconds = seconds
        text = ISO8601.string(epochSeconds: seconds)
    }

    /// Keeps the text as it stands; `nil` if it is no time.
    public init?(_ text: String) {
        guard let seconds = ISO8601.parse(text) else { return nil }
        self.text = text
        self.seconds = Int64(seconds.rounded(.down))
    }

    public static func < (left: DigestTime, right: DigestTime) -> Bool { left.seconds < right.seconds }

    public var description: String { text }
}
