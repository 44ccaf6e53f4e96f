/// How far a replay is.
public struct ReplayProgress: Sendable, Hashable {
    /// Events to send, those of earlier runs included.
    public var total: Int
    public var tally: ReplayTally
    /// The event that was answered last, such as `ec2 CreateVpc`.
    public var event: String

    public init(total: Int, tally: ReplayTally, event: String) {
        self.total = total
        self.tally = tally
        self.event = event
    }
}
