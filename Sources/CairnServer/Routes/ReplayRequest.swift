import CairnModel
import CairnReplay
import Hummingbird

/// The options of a replay over HTTP, as its query says them.
struct ReplayRequest: Sendable {
    struct Invalid: Error {
        let message: String

        init(_ message: String) { self.message = message }
    }

    var selector = EventSelector()
    var replay = ReplayOptions()
    /// `nil` fills them, but never at AWS itself.
    var fillsGaps: Bool?
    var ids = IDMap()
    var endpoint: String?
    var isPlan = false
    var showsProgress = false
    var mayRunBeside = false

    init(query: Parameters) throws(Invalid) {
        for (name, value) in query { try read(String(name), String(value)) }
    }

    private mutating func read(_ name: String, _ value: String) throws(Invalid) {
        switch name {
        case "endpoint":
            guard value.hasPrefix("http://") || value.hasPrefix("https://") else {
                throw Invalid("endpoint wants a URL such as http://127.0.0.1:4566; got '\(value)'")
            }
            endpoint = value
        case "services": selector.services = Set(Self.list(value).map { $0.lowercased() })
        case "events": selector.events = Self.list(value)
        case "include-failed": selector.includesFailed = try Self.flag(name, value)
        case "include-data-events": selector.includesDataEvents = try Self.flag(name, value)
        case "fill-gaps": fillsGaps = try Self.flag(name, value)
        case "plan": isPlan = try Self.flag(name, value)
        case "progress": showsProgress = try Self.flag(name, value)
        case "parallel": mayRunBeside = try Self.flag(name, value)
        case "speed": replay.speed = try Self.number(name, value, 0...1e6)
        case "concurrency": replay.concurrency = Int(try Self.number(name, value, 1...256))
        case "account-map": ids.accounts = try Self.map(name, value)
        case "region-map": ids.regions = try Self.map(name, value)
        default: throw Invalid("there is no option '\(name)'")
        }
    }

    private static func list(_ text: String) -> [String] {
        text.split(separator: ",").map(String.init)
    }

    private static func flag(_ name: String, _ value: String) throws(Invalid) -> Bool {
        guard let flag = value.isEmpty ? true : Bool(value) else {
            throw Invalid("\(name) wants true or false")
        }
        return flag
    }

    private static func number(
        _ name: String, _ value: String, _ range: ClosedRange<Double>
    ) throws(Invalid) -> Double {
        guard let number = Double(value), range.contains(number) else {
            throw Invalid(
                "\(name) wants a number from \(range.lowerBound) to \(range.upperBound); got '\(value)'")
        }
        return number
    }

    private static func map(_ name: String, _ value: String) throws(Invalid) -> [String: String] {
        var map: [String: String] = [:]
        for pair in list(value) {
            let parts = pair.split(separator: "=", omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
                throw Invalid("\(name) wants OLD=NEW; got '\(pair)'")
            }
            map[String(parts[0])] = String(parts[1])
        }
        return map
    }
}
