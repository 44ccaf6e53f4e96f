import CairnModel

/// What became of one event that was sent.
public struct EventOutcome: Sendable, Hashable {
    public struct Failure: Sendable, Hashable {
        public var kind: FailureClass
        /// The target's own code.
        public var code: String
        /// The status of the answer; 0 if there was none.
        public var status: Int
        public var message: String
    }

    public var key: EventKey
    public var eventID: String
    public var eventName: String
    public var service: String
    public var eventTime: String
    public var failure: Failure?
    public var approximations: [Approximation] = []
    /// Parts of the record that had no place in the call.
    public var unplaced: [String] = []
    public var learned: [IDMap.Pair] = []
    public var differences: [AnswerDifference] = []
    /// Something to know about a success.
    public var note: String?

    init(_ event: RecordedEvent) {
        key = event.key
        eventID = event.id
        eventName = event.name
        service = event.service
        eventTime = event.record["eventTime"]?.stringValue ?? ""
    }

    public var isSuccess: Bool { failure == nil }
    public var isApproximate: Bool { !approximations.isEmpty }
}

extension EventOutcome {
    /// One line of the progress file.
    var json: JSON {
        var object: JSONObject = [
            "key": .string(key.text), "event_id": .string(eventID), "event_name": .string(eventName),
            "service": .string(service), "event_time": .string(eventTime),
        ]
        if let failure {
            object.append("class", .string(failure.kind.rawValue))
            object.append("code", .string(failure.code))
            object.append("status", .integer(failure.status))
            object.append("error", .string(failure.message))
        }
        if !approximations.isEmpty { object.append("approximations", .array(approximations.map(\.json))) }
        if !unplaced.isEmpty { object.append("unplaced", .array(unplaced.map(JSON.string))) }
        if !learned.isEmpty {
            object.append("ids", .array(learned.map { [.string($0.recorded), .string($0.answered)] }))
        }
        if !differences.isEmpty { object.append("diff", .array(differences.map(\.json))) }
        if let note { object.append("note", .string(note)) }
        return .object(object)
    }
}
