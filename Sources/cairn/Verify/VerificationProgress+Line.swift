import CairnIntegrity

extension VerificationProgress {
    /// How far it is, as a terminal shows it.
    var line: String {
        let share = digestsFound == 0 ? 0 : Double(digestsDone) / Double(digestsFound)
        let found = findings == 0 ? "" : ", \(findings) findings"
        let digests = "\(digestsDone) of \(digestsFound) digests"
        return "\(StatusLine.bar(share)) \(digests), \(logFilesDone) log files\(found)  \(place)"
    }
}
