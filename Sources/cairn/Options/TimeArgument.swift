import ArgumentParser
import CairnModel
import CairnServer

/// A time on the command line: a date, or how long ago.
enum TimeArgument {
    static func seconds(of text: String, option: String) throws -> JSON {
        if let seconds = ISO8601.parse(text), let number = JSONNumber(seconds) { return .number(number) }
        if let ago = Quantities.duration(text), let number = JSONNumber(SystemClock().now() - ago.inSeconds) {
            return .number(number)
        }
        throw ValidationError(
            "\(option) wants a time such as 2026-03-01T10:00:00Z or how long ago, such as 15m; got '\(text)'")
    }
}
