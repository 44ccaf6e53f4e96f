import ArgumentParser
import CairnModel
import CairnServer

/// A time on the command line: a date, or how long ago.
enum TimeArgument {
    /// - Parameter isEnd: whether a day stands for its end.
    static func seconds(of text: String, option: String, isEnd: Bool = false) throws -> JSON {
        if text.utf8.count == 10, let day = ISO8601.parse(text + (isEnd ? "T23:59:59Z" : "T00:00:00Z")),
            let number = JSONNumber(day)
        {
            return .number(number)
        }
        if let seconds = ISO8601.parse(text), let number = JSONNumber(seconds) { return .number(number) }
        if let ago = Quantities.duration(text), let number = JSONNumber(SystemClock().now() - ago.inSeconds) {
            return .number(number)
        }
        throw ValidationError(
            "\(option) wants a time such as 2026-03-01T10:00:00Z, a day such as 2026-03-01, or how long ago, such as 15m; got '\(text)'"
        )
    }
}
