public import CairnModel

/// Something that a call needs and its record does not hold, and what stands in for it.
public struct Approximation: Sendable, Hashable {
    /// The member of the call, names of the model joined by dots.
    public var path: String
    /// What it was not: `not recorded`, `redacted`, `unknown parameter`.
    public var reason: String
    /// What is sent instead, for people.
    public var standIn: String

    public init(path: String, reason: String, standIn: String) {
        self.path = path
        self.reason = reason
        self.standIn = standIn
    }

    public var json: JSON {
        ["path": .string(path), "reason": .string(reason), "stand_in": .string(standIn)]
    }
}
