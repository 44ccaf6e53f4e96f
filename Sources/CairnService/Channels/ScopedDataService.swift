import CairnAPI
import CairnLake
import CairnModel
import CairnStore
import Logging

/// Carries out the operations of CloudTrail Data of one caller; requests have been checked against the model.
struct ScopedDataService: PartialCloudTrailDataAPI {
    let service: CairnService
    let context: RequestContext

    /// The most that one request may bring, in bytes of `eventData`.
    ///
    /// Source: CloudTrail Data API Reference, PutAuditEvents.
    static let byteCountMax = 1024 * 1024

    /// Brings events from outside of AWS into the event data stores of a channel.
    ///
    /// Events that are told of as successful are on the disk and found by queries. A request that is made again, whole
    /// or in part, gets the same `eventID`s and adds nothing.
    func putAuditEvents(
        _ request: PutAuditEventsRequest
    ) async throws(CloudTrailError) -> PutAuditEventsResponse {
        try service.admit(.putAuditEvents, context)
        guard let lake = service.lake else { throw .unsupported(.putAuditEvents) }
        let channel = try await channel(request, lake)
        try Self.check(request.auditEvents)
        let now = service.clock.now()
        let stores = lake.registry.snapshot
        let keptSince = channel.storeIDs.compactMap { stores[$0]?.keptSince(now) }.min() ?? -.infinity
        var batch = AuditEventBatch(channel: channel, region: context.region, now: now, keptSince: keptSince)
        for event in request.auditEvents { batch.add(event) }
        do throws(LakeError) {
            try await lake.channels.write(batch.lines, to: channel.storeIDs)
        } catch {
            service.logger.error(
                "Audit events cannot be stored",
                metadata: ["channel": "\(channel.arn)", "requestID": "\(context.requestID)", "error": "\(error)"]
            )
            batch.fail(error)
        }
        if let ingestion = batch.ingestion { lake.channels.note(ingestion) }
        return batch.response
    }

    /// The channel that a request names, if the caller may send events through it.
    /// - Throws: ``CloudTrailError`` with `invalidChannelARN`, `channelNotFoundInData`, `channelInsufficientPermission`
    ///   or `channelUnsupportedSchema`.
    private func channel(_ request: PutAuditEventsRequest, _ lake: Lake) async throws(CloudTrailError) -> Channel {
        let text = CloudTrailError.excerpt(request.channelArn)
        guard let reference = ChannelReference(request.channelArn) else {
            throw CloudTrailError(
                .invalidChannelARN,
                "\(text) is no ARN of a channel; those look like "
                    + "arn:aws:cloudtrail:us-east-1:123456789012:channel/UUID."
            )
        }
        guard let channel = lake.channels.registry.snapshot[reference.id], channel.region == context.region,
            reference.names(channel, for: context)
        else { throw CloudTrailError(.channelNotFoundInData, "There is no channel \(text).") }
        let isAllowed = try await ResourceAccess(service: service, context: context).allows(
            "cloudtrail-data:PutAuditEvents", on: channel, keys: ["cloudtrail:ExternalId": request.externalId]
        )
        guard isAllowed else {
            throw CloudTrailError(
                .channelInsufficientPermission,
                "Account \(context.account) may not send events through channel \(channel.arn). Its resource policy must "
                    + "allow it, and the external ID be the one that the policy asks for."
            )
        }
        guard channel.serviceLink == nil else {
            throw CloudTrailError(
                .channelUnsupportedSchema,
                "Channel \(channel.arn) belongs to an AWS service and takes no events from outside."
            )
        }
        return channel
    }

    /// - Throws: ``CloudTrailError`` with `duplicatedAuditEventId` or `validation`.
    private static func check(_ events: [AuditEvent]) throws(CloudTrailError) {
        var ids: Set<String> = []
        for event in events where !ids.insert(event.id).inserted {
            throw CloudTrailError(
                .duplicatedAuditEventId, "The id \(CloudTrailError.excerpt(event.id)) is given twice."
            )
        }
        let byteCount = events.reduce(0) { $0 + $1.eventData.utf8.count }
        guard byteCount <= byteCountMax else {
            throw CloudTrailError(
                .validation,
                "The eventData of a request has at most \(byteCountMax) bytes together; this has \(byteCount)."
            )
        }
    }
}
