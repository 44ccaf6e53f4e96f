import CairnModel

/// How many of the events that were sent have succeeded and failed.
public struct ReplayTally: Sendable, Hashable {
    public var succeeded = 0
    /// Successes with something in them that the record did not hold.
    public var approximated = 0
    public var failures: [FailureClass: Int] = [:]

    public init() {}

    public var failed: Int { failures.values.reduce(0, +) }
    public var replayed: Int { succeeded + failed }

    mutating func add(_ outcome: EventOutcome) {
        if let failure = outcome.failure {
            failures[failure.kind, default: 0] += 1
        } else {
            succeeded += 1
            if outcome.isApproximate { approximated += 1 }
        }
    }

    /// Adds a line of a progress file.
    mutating func add(_ json: JSON) {
        if let text = json["class"]?.stringValue {
            failures[FailureClass(rawValue: text) ?? .targetFault, default: 0] += 1
        } else {
            succeeded += 1
            if json["approximations"] != nil { approximated += 1 }
        }
    }
}
