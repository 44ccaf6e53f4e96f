import CairnAPI
import CairnLake
import CairnModel

/// The events of one request, and what becomes of each.
struct AuditEventBatch {
    private struct Event {
        let id: String
        let eventID: String
        var problem: AuditEventProblem?
    }

    private let channel: Channel
    private let region: String
    private let now: Double
    private let keptSince: Double
    private var events: [Event] = []
    /// What is to be stored.
    private(set) var lines: [AuditEventLine] = []

    /// - Parameters:
    ///   - region: where the call was made.
    ///   - keptSince: no store of the channel keeps what is older, in seconds since 1970.
    init(channel: Channel, region: String, now: Double, keptSince: Double) {
        self.channel = channel
        self.region = region
        self.now = now
        self.keptSince = keptSince
    }

    mutating func add(_ event: AuditEvent) {
        let eventID = AuditEventRecord.eventID(of: event, in: channel)
        var problem: AuditEventProblem?
        do throws(AuditEventProblem) {
            let data = try AuditEventData(checking: event, owner: channel.account)
            try checkAge(data)
            guard
                let line = AuditEventRecord.line(data, id: eventID, channel: channel, region: region, now: now)
            else { throw AuditEventProblem(.invalidData, "eventData cannot be kept as a record.") }
            lines.append(line)
        } catch {
            problem = error
        }
        events.append(Event(id: event.id, eventID: eventID, problem: problem))
    }

    /// An event that is too old for every store would be gone at once: whoever sent it is told.
    private func checkAge(_ data: AuditEventData) throws(AuditEventProblem) {
        guard let time = ISO8601.parse(data.eventTime), Double(time) < keptSince else { return }
        throw AuditEventProblem(
            .invalidData,
            "eventTime is \(data.eventTime), but the retention period of the channel's event data stores begins at "
                + ISO8601.string(epochSeconds: Int64(keptSince.rounded(.up))) + ".")
    }

    /// Nothing could be stored.
    mutating func fail(_ error: LakeError) {
        let problem =
            switch error.code {
            case .busy: AuditEventProblem(.throttling, error.message)
            case .engineMissing: AuditEventProblem(.internalFailure, error.message)
            default: AuditEventProblem(.internalFailure, "The event could not be stored. Send it again.")
            }
        for index in events.indices where events[index].problem == nil { events[index].problem = problem }
    }

    var response: PutAuditEventsResponse {
        PutAuditEventsResponse(
            failed: events.compactMap { event in
                event.problem.map { problem in
                    ResultErrorEntry(
                        errorCode: problem.code.rawValue, errorMessage: String(problem.message.prefix(1024)),
                        id: event.id
                    )
                }
            },
            successful: events.filter { $0.problem == nil }.map {
                AuditEventResultEntry(eventID: $0.eventID, id: $0.id)
            }
        )
    }

    /// What GetChannel tells of the request, `nil` if it had no events.
    var ingestion: ChannelIngestion? {
        guard let last = events.last else { return nil }
        var ingestion = ChannelIngestion(channel, attemptTime: now, attemptEventID: last.eventID)
        if let taken = events.last(where: { $0.problem == nil }) {
            ingestion.successTime = now
            ingestion.successEventID = taken.eventID
        }
        ingestion.errorCode = events.last { $0.problem != nil }?.problem?.code.rawValue
        return ingestion
    }
}
