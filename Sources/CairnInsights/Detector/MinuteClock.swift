/// Which minutes are open: events say what time it is, and may come a little late.
///
/// An event that is more than an hour ahead of all others moves the clock only when the next one bears it out: one wrong
/// time must not make all that comes after it late.
struct MinuteClock: Sendable {
    static let jumpMinutes: Int32 = 60

    /// The newest minute that was heard of; `nil` before the first.
    private(set) var newest: Int32?

    init(newest: Int32? = nil) { self.newest = newest }

    func isFarAhead(_ minute: Int32) -> Bool { newest.map { minute > $0 + Self.jumpMinutes } ?? true }

    /// Moves on to a minute; `false` if the clock has been there.
    mutating func reach(_ minute: Int32) -> Bool {
        guard minute > newest ?? .min else { return false }
        newest = minute
        return true
    }
}
