import CairnModel

/// The names of the files of days.
enum HistoryFile {
    /// `2026-02-03`
    static func text(_ day: Int) -> String {
        CivilTime(epochSeconds: Int64(day) * 86_400).dateText(separator: "-")
    }

    /// `2026-02-03.17.run`
    static func name(_ day: Int, _ number: UInt64) -> String { "\(text(day)).\(number).run" }

    static func day(_ text: String) -> Int? {
        guard text.utf8.count == 10, let seconds = ISO8601.parse(text + "T00:00:00Z") else { return nil }
        return Int(seconds) / 86_400
    }

    static func day(containing time: Int64) -> Int { Int(time >= 0 ? time / 86_400 : (time - 86_399) / 86_400) }
}
