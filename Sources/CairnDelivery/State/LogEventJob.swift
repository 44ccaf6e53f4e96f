import CairnModel
import CairnStore
import CairnTrails

/// A part of the journal that is delivered as log files, and whose events are yet to be put into the trail's log group.
///
/// Log groups have a pace of their own: one that takes nothing does not hold up log files, and loses nothing.
struct LogEventJob: Sendable, Hashable {
    /// What is sent from one scan, kept before anything is: whoever goes on cuts the same calls.
    struct Portion: Sendable, Hashable {
        /// Where in the journal it ends.
        var to: JournalPosition
        /// How many calls of each stream were taken, by the stream's name.
        var sent: [String: Int] = [:]
        /// The rules by which calls are cut; those of another version repeat the portion.
        var layout = LogEventBatches.layout
    }

    /// Behind the one place, up to the other.
    var from: JournalPosition
    var to: JournalPosition
    /// When the oldest of it was delivered, in seconds since the epoch.
    var time: Int64
    /// The settings in force.
    var trail: Trail
    var scope: AccountScope
    var portion: Portion?

    init(_ intent: DeliveryIntent) {
        from = intent.from
        to = intent.to
        time = intent.time
        trail = intent.trail
        scope = intent.scope
    }

    /// Takes in a delivery that follows this one by the same settings.
    /// - Returns: whether it does.
    mutating func extend(with intent: DeliveryIntent) -> Bool {
        guard to.sequence == intent.from.sequence, trail.deliversLike(intent.trail), scope == intent.scope else {
            return false
        }
        to = intent.to
        return true
    }

    /// The part of it that a journal still has that ends there; `nil` for none.
    func within(_ end: JournalPosition) -> LogEventJob? {
        guard to.sequence > end.sequence else { return self }
        guard from.sequence < end.sequence else { return nil }
        var job = self
        job.to = end
        if let portion, portion.to.sequence > end.sequence { job.portion = nil }
        return job
    }

    /// The calls of the present portion that were taken.
    var sent: [String: Int] { portion.map { $0.layout == LogEventBatches.layout ? $0.sent : [:] } ?? [:] }
}

extension LogEventJob {
    var json: JSON {
        var object: JSONObject = [
            "from": from.json, "to": to.json, "time": .integer(time), "trail": trail.document, "scope": scope.json,
        ]
        object["portion"] = portion.map(\.json)
        return .object(object)
    }

    init?(json: JSON) throws(StoreError) {
        guard let from = json["from"].flatMap(JournalPosition.init(json:)),
            let to = json["to"].flatMap(JournalPosition.init(json:)), let time = json["time"]?.intValue,
            let trail = json["trail"], let scope = json["scope"].flatMap(AccountScope.init(json:))
        else { return nil }
        self.from = from
        self.to = to
        self.time = Int64(time)
        self.trail = try Trail(document: trail)
        self.scope = scope
        portion = json["portion"].flatMap(Portion.init(json:))
    }
}

extension LogEventJob.Portion {
    fileprivate var json: JSON {
        var sent = JSONObject()
        for (stream, count) in self.sent.sorted(by: { $0.key < $1.key }) { sent[stream] = .integer(count) }
        return ["to": to.json, "layout": .integer(layout), "sent": .object(sent)]
    }

    fileprivate init?(json: JSON) {
        guard let to = json["to"].flatMap(JournalPosition.init(json:)) else { return nil }
        self.init(to: to, layout: json["layout"]?.intValue ?? 0)
        for member in json["sent"]?.objectValue?.members ?? [] { sent[member.key] = member.value.intValue }
    }
}
