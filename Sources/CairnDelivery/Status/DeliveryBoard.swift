import CairnTrails
import Synchronization

/// What deliverers have to say to those who ask, without waiting for them.
final class DeliveryBoard: Sendable {
    private struct Entry {
        var places: [LanePlace: PlaceStatus] = [:]
        var metrics: TrailMetrics
    }

    private let entries = Mutex<[TrailIncarnation: Entry]>([:])

    /// Takes over what is new of a trail.
    func set(_ trail: TrailIncarnation, places: [LanePlace: PlaceStatus], metrics: TrailMetrics) {
        entries.withLock { entries in
            var entry = entries[trail] ?? Entry(metrics: metrics)
            entry.places.merge(places) { _, new in new }
            entry.metrics = metrics
            entries[trail] = entry
        }
    }

    func remove(_ trail: TrailIncarnation) { entries.withLock { $0[trail] = nil } }

    func status(of trail: TrailIncarnation, _ place: LanePlace) -> PlaceStatus {
        entries.withLock { $0[trail]?.places[place] } ?? PlaceStatus()
    }

    var metrics: [TrailMetrics] {
        entries.withLock { entries in entries.values.map(\.metrics) }.sorted { $0.trailARN < $1.trailARN }
    }
}

/// What a trail's delivery has done since the process began, and how it stands.
public struct TrailMetrics: Sendable, Hashable {
    public var trailARN: String
    /// Records of the journal that are not dealt with yet; 0 while the trail does not log.
    public var lagRecords: UInt64 = 0
    public var filesDelivered = 0
    public var recordsDelivered = 0
    /// Compressed.
    public var bytesDelivered = 0
    public var digestsDelivered = 0
    /// Puts that failed, of log files and digests.
    public var failures = 0
    /// Whether the latest delivery of log files failed.
    public var isFailing = false
    /// Whether the latest digests could not be put.
    public var areDigestsFailing = false
    /// Whether the topic has not taken the latest message.
    public var areMessagesFailing = false
    /// Whether the log group has not taken the latest events.
    public var areLogEventsFailing = false
    public var messagesPublished = 0
    public var messagesPending = 0
    public var logEventsSent = 0
    /// Records of the journal that are delivered as log files and not looked through for the log group yet.
    public var logEventLagRecords: UInt64 = 0
    /// Events that the log group does not take: of more than 256 KB, or of another time.
    public var logEventsDropped = 0

    public init(trailARN: String) { self.trailARN = trailARN }
}
