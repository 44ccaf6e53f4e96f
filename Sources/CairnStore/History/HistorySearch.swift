/// What a look-up asks of one day.
struct HistorySearch {
    var term: Int64
    /// Not before this time, in seconds since the epoch.
    var start: Int64
    /// Strictly before this place.
    var before: HistoryPosition
    /// Only what arrived behind this sequence number.
    var hiddenUpTo: UInt64 = 0
}
