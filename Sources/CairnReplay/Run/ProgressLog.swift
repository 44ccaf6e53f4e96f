public import CairnModel

/// What a replay has done so far, one line an event: with it a replay that was stopped goes on, and results are made.
public final class ProgressLog: Sendable {
    private let file: AppendingFile
    /// What earlier runs have done.
    let done: Set<EventKey>
    /// What an earlier run has sent without hearing the answer.
    let unanswered: Set<EventKey>
    let learned: [IDMap.Pair]
    let tally: ReplayTally

    private static let headerName = "cairn_replay"

    /// A log that is gone with the process.
    public static func temporary() throws(ReplayError) -> ProgressLog {
        try ProgressLog(file: .temporary(), endpoint: "")
    }

    /// Opens a log, or begins it.
    /// - Throws: ``ReplayError`` with `progress` if the file is none, or is one of another endpoint.
    public convenience init(path: String, endpoint: String) throws(ReplayError) {
        try self.init(file: AppendingFile(path: path, truncates: false), endpoint: endpoint, path: path)
    }

    private init(file: AppendingFile, endpoint: String, path: String = "") throws(ReplayError) {
        var history = History()
        var wholeEnd = 0
        try file.forEachLine { (line, end) throws(ReplayError) in
            try history.read(line, endpoint: endpoint, path: path)
            wholeEnd = end
        }
        // What a kill has cut off was not done.
        try file.truncate(to: wholeEnd)
        if wholeEnd == 0 {
            let header: JSON = [Self.headerName: 1, "endpoint": .string(endpoint)]
            try file.append(Array(header.description.utf8) + [0x0A])
            try file.flush()
        }
        self.file = file
        done = history.done
        unanswered = history.begun.subtracting(history.done)
        learned = history.learned
        tally = history.tally
    }

    private struct History {
        var hasHeader = false
        var done: Set<EventKey> = []
        var begun: Set<EventKey> = []
        var learned: [IDMap.Pair] = []
        var tally = ReplayTally()

        mutating func read(_ line: [UInt8], endpoint: String, path: String) throws(ReplayError) {
            guard let json = try? JSON(parsing: line) else {
                throw ReplayError(.progress, "\(path) is no progress file of a replay: name another, or remove it")
            }
            guard hasHeader else { return try readHeader(json, endpoint: endpoint, path: path) }
            if let key = json["begin"]?.stringValue.flatMap(EventKey.init(text:)) {
                begun.insert(key)
                return
            }
            guard let key = json["key"]?.stringValue.flatMap(EventKey.init(text:)) else { return }
            done.insert(key)
            tally.add(json)
            for pair in json["ids"]?.arrayValue ?? [] {
                guard let recorded = pair[0]?.stringValue, let answered = pair[1]?.stringValue else { continue }
                learned.append(IDMap.Pair(recorded: recorded, answered: answered))
            }
        }

        private mutating func readHeader(_ json: JSON, endpoint: String, path: String) throws(ReplayError) {
            guard json[ProgressLog.headerName] != nil else {
                throw ReplayError(.progress, "\(path) is no progress file of a replay: name another, or remove it")
            }
            let other = json["endpoint"]?.stringValue ?? ""
            guard other == endpoint else {
                throw ReplayError(.progress, "\(path) is of a replay against \(other), not \(endpoint): remove it")
            }
            hasHeader = true
        }
    }

    /// Notes that an event is sent now, so that an answer that is never heard is not a mystery.
    func begin(_ key: EventKey) throws(ReplayError) {
        try file.append(Array("{\"begin\":\"\(key.text)\"}\n".utf8))
        try file.flush()
    }

    func add(_ outcome: EventOutcome) throws(ReplayError) {
        try file.append(Array(outcome.json.description.utf8) + [0x0A])
        try file.flush()
    }

    /// Calls `body` with each outcome, as it was written.
    public func forEachOutcome(_ body: (JSON) throws(ReplayError) -> Void) throws(ReplayError) {
        try file.forEachLine { (line, _) throws(ReplayError) in
            guard let json = try? JSON(parsing: line), json["key"] != nil else { return }
            try body(json)
        }
    }
}
