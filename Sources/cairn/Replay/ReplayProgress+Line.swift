import CairnReplay

extension ReplayProgress {
    /// How far it is, as a terminal shows it.
    var line: String {
        let share = total == 0 ? 1 : Double(tally.replayed) / Double(total)
        let failed = tally.failed == 0 ? "" : ", \(tally.failed) failed"
        return "\(StatusLine.bar(share)) \(tally.replayed) of \(total) events\(failed)  \(event)"
    }
}
