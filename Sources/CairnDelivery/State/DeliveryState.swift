import CairnModel
import CairnStore
import CairnTrails

/// How far the delivery of a trail has come: what is kept of it in the state database.
struct DeliveryState: Sendable, Hashable {
    enum Phase: Sendable, Hashable {
        case idle
        case logging
        /// Logging was stopped, or the trail deleted, as seen at that time: what was recorded before is delivered yet.
        case closing(since: Double, stoppedAt: Double?)
    }

    /// The settings in force.
    var trail: Trail
    var phase = Phase.idle
    /// Everything up to here is delivered.
    var cursor: JournalPosition
    var intent: DeliveryIntent?
    /// What the log group has yet to get, the oldest first.
    var logEventJobs: [LogEventJob] = []
    /// To be published, the oldest first.
    var messages: [TopicMessage] = []
    /// The topic that has had its validation message.
    var validatedTopic: String?
    /// The organization as it was last known.
    var organization: AccountScope?

    static let documentKind = "delivery"
    static let documentVersion = 1

    /// A trail that nothing is known of yet.
    init(_ trail: Trail) {
        self.trail = trail
        cursor = .beginning
    }

    var key: StateDocument.Key {
        StateDocument.Key(
            kind: Self.documentKind, account: trail.account, region: trail.homeRegion, id: TrailIncarnation(trail).id)
    }

    var document: StateDocument { StateDocument(key: key, value: json) }
}

extension DeliveryState {
    private var json: JSON {
        var object: JSONObject = [
            "version": .integer(Self.documentVersion), "trail": trail.document, "phase": phase.json,
            "cursor": cursor.json,
        ]
        object["intent"] = intent.map(\.json)
        if !logEventJobs.isEmpty { object["logEvents"] = .array(logEventJobs.map(\.json)) }
        if !messages.isEmpty { object["messages"] = .array(messages.map(\.json)) }
        object["validatedTopic"] = validatedTopic.map(JSON.string)
        object["organization"] = organization.map(\.json)
        return .object(object)
    }

    /// - Throws: ``StoreError`` with `damaged` if it is not such a document, with `database` if a newer version wrote
    ///   it.
    init(document: StateDocument) throws(StoreError) {
        let json = document.value
        guard (json["version"]?.intValue ?? 0) <= Self.documentVersion else {
            throw StoreError(.database, "The delivery of \(document.key.id) was written by a newer version of Cairn")
        }
        guard let trail = json["trail"], let phase = json["phase"].flatMap(Phase.init(json:)),
            let cursor = json["cursor"].flatMap(JournalPosition.init(json:))
        else { throw StoreError(.damaged, "The document of the delivery of \(document.key.id) is damaged") }
        self.init(try Trail(document: trail))
        self.phase = phase
        self.cursor = cursor
        if let kept = json["intent"] { intent = try DeliveryIntent(json: kept) }
        for kept in json["logEvents"]?.arrayValue ?? [] {
            if let job = try LogEventJob(json: kept) { logEventJobs.append(job) }
        }
        messages = (json["messages"]?.arrayValue ?? []).compactMap(TopicMessage.init(json:))
        validatedTopic = json["validatedTopic"]?.stringValue
        organization = json["organization"].flatMap(AccountScope.init(json:))
    }
}

extension DeliveryState.Phase {
    fileprivate var json: JSON {
        switch self {
        case .idle: return ["name": "idle"]
        case .logging: return ["name": "logging"]
        case .closing(let since, let stoppedAt):
            var object: JSONObject = ["name": "closing"]
            object["since"] = JSONNumber(since).map(JSON.number)
            object["stoppedAt"] = stoppedAt.flatMap { JSONNumber($0) }.map(JSON.number)
            return .object(object)
        }
    }

    fileprivate init?(json: JSON) {
        switch (json["name"]?.stringValue, json["since"]?.doubleValue) {
        case ("idle", _): self = .idle
        case ("logging", _): self = .logging
        case ("closing", let since?): self = .closing(since: since, stoppedAt: json["stoppedAt"]?.doubleValue)
        default: return nil
        }
    }
}
