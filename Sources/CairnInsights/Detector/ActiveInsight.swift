/// An insight that has begun and not ended.
struct ActiveInsight: Sendable {
    enum Direction: UInt8, Sendable { case spike, drop }

    var series: Int
    var direction: Direction
    /// The first unusual minute.
    var start: Int32
    /// The last unusual minute so far.
    var last: Int32
    /// Calls from the start up to and with ``last``, and up to now.
    var calls: UInt64
    var callsSoFar: UInt64
    /// Minutes in a row, up to now, in which all was normal.
    var calm = 0
    var baselineAverage: Double
    var baselineMinutes: Int
    /// Of the baseline, when the insight began.
    var baselineShares: [[AttributedValue]]

    /// How long the unusual activity lasted, in minutes.
    var minutes: Int { Int(last - start) + 1 }
}

/// A value of an attribute and its calls a minute; before the averages are known, its share.
struct AttributedValue: Sendable, Hashable {
    var text: TextTable.ID
    var share: Double
}
