/// The place of one event that is to be sent, in the spool and in time.
struct PlanEntry: Sendable, Hashable {
    var time: Double
    /// In the order of the input.
    var sequence: UInt32
    var length: UInt32
    var offset: UInt64
    /// The input has an order of its own, as a journal has: events of one second keep it.
    var isInOrder = false
}
