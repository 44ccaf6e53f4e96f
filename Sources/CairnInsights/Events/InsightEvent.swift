/// The start or the end of unusual activity.
///
/// Source: CloudTrail User Guide, "CloudTrail Insights insightDetails element".
public struct InsightEvent: Sendable, Hashable {
    public enum State: String, Sendable, Hashable {
        case start = "Start"
        case end = "End"
    }

    /// More than usual, or less.
    public enum Direction: String, Sendable, Hashable {
        case spike, drop
    }

    public var subject: SeriesSubject
    public var state: State
    public var direction: Direction
    /// Minutes since the epoch; the end is exclusive, and of a start what is known so far.
    public var startMinute: Int
    public var endMinute: Int
    /// Calls a minute before the start, over as many minutes.
    public var baselineAverage: Double
    public var baselineMinutes: Int
    /// Calls a minute while it was unusual, over as many minutes.
    public var insightAverage: Double
    public var insightMinutes: Int
    public var attributions: [InsightAttribution]

    /// When the state was reached, in seconds since the epoch: the first unusual minute, or the end of the last.
    public var time: Int64 { Int64(state == .start ? startMinute : endMinute) * 60 }
}

/// Who caused the activity, and who caused it before.
public struct InsightAttribution: Sendable, Hashable {
    public enum Attribute: String, Sendable, Hashable {
        case userIdentityARN = "userIdentityArn"
        case userAgent
        case errorCode
    }

    /// A value and its calls a minute.
    public struct Value: Sendable, Hashable {
        public var value: String
        public var average: Double
    }

    public var attribute: Attribute
    /// At most five, the most frequent first.
    public var insight: [Value]
    public var baseline: [Value]
}
