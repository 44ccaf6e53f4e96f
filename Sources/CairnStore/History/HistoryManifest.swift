import CairnModel

/// What the history folder knows about itself: how far the journal is indexed, and which files hold the runs of a day.
struct HistoryManifest: Sendable, Equatable {
    /// Changes when the way of indexing or the layout of files does: another version is built again.
    static let version = 3

    struct Run: Sendable, Equatable {
        /// Unique in the folder; the file is named by it.
        var number: UInt64
        var summary: RunSummary
    }

    struct Day: Sendable, Equatable {
        /// No event of the day comes before this sequence number.
        var firstSequence: UInt64
        /// The day's events up to this sequence number are in its runs.
        var covered: UInt64
        var runs: [Run]
    }

    /// Every event up to here is in the runs.
    var position = JournalPosition.beginning
    /// By days since the epoch.
    var days: [Int: Day] = [:]

    /// The last sequence number that the journal must have for this to be about it.
    var coveredMaximum: UInt64 { days.values.reduce(position.sequence) { max($0, $1.covered) } }
}

// MARK: JSON

extension HistoryManifest {
    init?(decoding bytes: [UInt8]) {
        guard let json = try? JSON(parsing: bytes), json["version"]?.intValue == Self.version,
            let sequence = json["sequence"]?.unsigned, let segment = json["segment"]?.unsigned,
            let offset = json["offset"]?.unsigned, let days = json["days"]?.objectValue
        else { return nil }
        position = JournalPosition(sequence: sequence, segment: segment, offset: offset)
        for member in days.members {
            guard let number = HistoryFile.day(member.key), let day = Day(json: member.value) else { return nil }
            self.days[number] = day
        }
    }

    func encoded() -> [UInt8] {
        let members = days.sorted { $0.key < $1.key }.map { (HistoryFile.text($0.key), $0.value.json) }
        let json: JSON = [
            "version": .integer(Self.version), "sequence": .integer(position.sequence),
            "segment": .integer(position.segment), "offset": .integer(position.offset),
            "days": .object(JSONObject(members)),
        ]
        return Array(json.description.utf8) + [0x0A]
    }
}

extension HistoryManifest.Day {
    fileprivate init?(json: JSON) {
        guard let first = json["firstSequence"]?.unsigned, let covered = json["covered"]?.unsigned,
            let runs = json["runs"]?.arrayValue
        else { return nil }
        self.init(firstSequence: first, covered: covered, runs: [])
        for json in runs {
            guard let run = HistoryManifest.Run(json: json) else { return nil }
            self.runs.append(run)
        }
    }

    fileprivate var json: JSON {
        [
            "firstSequence": .integer(firstSequence), "covered": .integer(covered),
            "runs": .array(runs.map(\.json)),
        ]
    }
}

extension HistoryManifest.Run {
    fileprivate init?(json: JSON) {
        guard let number = json["number"]?.unsigned, let count = json["count"]?.intValue, count > 0,
            let minimumTime = json["minimumTime"]?.intValue, let maximumTime = json["maximumTime"]?.intValue,
            let maximumSequence = json["maximumSequence"]?.unsigned, let byteLength = json["byteLength"]?.unsigned
        else { return nil }
        self.init(
            number: number,
            summary: RunSummary(
                count: count, minimumTime: Int64(minimumTime), maximumTime: Int64(maximumTime),
                maximumSequence: maximumSequence, byteLength: byteLength))
    }

    fileprivate var json: JSON {
        [
            "number": .integer(number), "count": .integer(summary.count),
            "minimumTime": .integer(summary.minimumTime), "maximumTime": .integer(summary.maximumTime),
            "maximumSequence": .integer(summary.maximumSequence), "byteLength": .integer(summary.byteLength),
        ]
    }
}

extension JSON {
    fileprivate var unsigned: UInt64? { intValue.flatMap { UInt64(exactly: $0) } }
}
