import CairnModel
import CairnTrails

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The record of a call that changed a trail: a change takes effect where its record stands in the journal.
struct ControlRecord: Sendable {
    private let arn: String
    private let key: Trail.Key
    private let eventNames: Set<String>
    /// In seconds since the epoch: an earlier record is of an earlier call.
    private let notBefore: Double

    private init(_ trail: Trail, _ eventNames: Set<String>, notBefore: Double) {
        arn = trail.arn
        key = trail.key
        self.eventNames = eventNames
        self.notBefore = notBefore.rounded(.down)
    }

    /// Of the call that began a trail's logging.
    static func start(of trail: Trail) -> ControlRecord {
        ControlRecord(trail, ["StartLogging"], notBefore: trail.startLoggingTime ?? trail.createdTime)
    }

    /// Of the call that ended a trail's logging.
    /// - Parameter time: when logging was stopped; `nil` if the trail was deleted.
    static func end(of trail: Trail, stoppedAt time: Double?) -> ControlRecord {
        guard let time else {
            return ControlRecord(
                trail, ["StopLogging", "DeleteTrail"], notBefore: trail.startLoggingTime ?? trail.createdTime)
        }
        return ControlRecord(trail, ["StopLogging"], notBefore: time)
    }

    /// Of a call that changed a trail's settings.
    static func settings(of trail: Trail) -> ControlRecord {
        ControlRecord(
            trail, ["UpdateTrail", "PutEventSelectors", "PutInsightSelectors", "PutEventConfiguration"],
            notBefore: trail.createdTime)
    }

    func matches(_ view: RecordView, in bytes: UnsafeRawBufferPointer) -> Bool {
        guard view.eventSource.equals("cloudtrail.amazonaws.com", in: bytes),
            let name = view.eventName.string(in: bytes), eventNames.contains(name),
            view.errorCode.string(in: bytes) == nil,
            let time = view.eventTime.string(in: bytes).flatMap(ISO8601.parse), time >= notBefore,
            let parameters = view.requestParameters.json(in: bytes)
        else { return false }
        let names = ["name", "trailName", "Name", "TrailName"].compactMap { parameters[$0]?.stringValue }
        return names.contains { $0 == arn || ($0 == key.name && isAtHome(view, in: bytes)) }
    }

    /// A bare name means a trail of the caller's own account and region.
    private func isAtHome(_ view: RecordView, in bytes: UnsafeRawBufferPointer) -> Bool {
        let account = view.recipientAccountID.string(in: bytes) ?? view.identity.accountID.string(in: bytes)
        return account == key.account && view.awsRegion.string(in: bytes) == key.homeRegion
    }
}
