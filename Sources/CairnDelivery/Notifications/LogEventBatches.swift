import CairnModel
import CairnTrails

/// The events of log files, cut into calls of PutLogEvents.
///
/// Source: CloudWatch Logs API Reference, PutLogEvents: at most 1 048 576 bytes with 26 for each event, 10 000 events,
/// 24 hours; CloudTrail User Guide: events of more than 256 KB are not sent.
struct LogEventBatches: Sendable {
    static let eventBytesMax = 256 << 10
    static let batchBytesMax = 1_048_576
    static let batchCountMax = 10_000
    static let spanMilliseconds: Int64 = 86_400_000
    static let overheadBytes = 26

    /// By stream, in order.
    private(set) var batches: [(stream: LogStream, place: LanePlace, events: [LogEvent])] = []
    /// Events that are too large.
    private(set) var oversizedCount = 0

    /// - Parameter files: with the places of their records.
    init(_ files: [LogFileContent], intent: DeliveryIntent) {
        let trail = intent.trail
        guard let group = trail.cloudWatchLogsLogGroupARN.flatMap({ LogGroup($0) }) else { return }
        for (account, files) in Dictionary(grouping: files, by: \.lane.place.account).sorted(by: { $0.key < $1.key }) {
            let organization = intent.organizationID.map { "\($0)_" } ?? ""
            let stream = LogStream(
                groupName: group.name, account: group.account, region: group.region,
                name: "\(organization)\(account)_CloudTrail_\(trail.homeRegion)", roleARN: trail.cloudWatchLogsRoleARN)
            // All regions go to one stream; what became of them is told of the home region.
            let place = LanePlace(account: account, region: trail.homeRegion)
            var events = files.flatMap { self.events(of: $0, now: intent.time) }
            // A stable sort: events of one second stay as they were recorded.
            events = events.enumerated().sorted {
                ($0.element.timestamp, $0.offset) < ($1.element.timestamp, $1.offset)
            }.map(\.element)
            for part in Self.cut(events) { batches.append((stream, place, part)) }
        }
    }

    private mutating func events(of file: LogFileContent, now: Int64) -> [LogEvent] {
        var events: [LogEvent] = []
        events.reserveCapacity(file.starts.count)
        file.bytes.withUnsafeBytes { buffer in
            for index in file.starts.indices {
                let record = UnsafeRawBufferPointer(rebasing: buffer[file.range(at: index)])
                guard record.count <= Self.eventBytesMax - Self.overheadBytes else {
                    oversizedCount += 1
                    continue
                }
                let time = RecordView(scanning: record)?.eventTime.string(in: record).flatMap(ISO8601.parse)
                events.append(
                    LogEvent(
                        timestamp: Int64((time ?? Double(now)) * 1000), message: String(decoding: record, as: UTF8.self)
                    ))
            }
        }
        return events
    }

    static func cut(_ events: [LogEvent]) -> [[LogEvent]] {
        var parts: [[LogEvent]] = []
        var part: [LogEvent] = []
        var bytes = 0
        for event in events {
            let size = event.message.utf8.count + overheadBytes
            let isFull =
                part.count >= batchCountMax || bytes + size > batchBytesMax
                || part.first.map { event.timestamp - $0.timestamp >= spanMilliseconds } ?? false
            if isFull {
                parts.append(part)
                (part, bytes) = ([], 0)
            }
            part.append(event)
            bytes += size
        }
        if !part.isEmpty { parts.append(part) }
        return parts
    }
}

/// A log group as a trail names it: `arn:aws:logs:eu-west-1:222233334444:log-group:ct:*`.
struct LogGroup: Sendable, Hashable {
    let account: String
    let region: String
    let name: String

    init?(_ text: String) {
        guard let arn = ARN(text), arn.resource.hasPrefix("log-group:") else { return nil }
        let rest = arn.resource.dropFirst("log-group:".count)
        name = String(rest.hasSuffix(":*") ? rest.dropLast(2) : rest)
        account = String(arn.account)
        region = String(arn.region)
    }
}
