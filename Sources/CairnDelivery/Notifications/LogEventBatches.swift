import CairnModel
import CairnTrails

/// The events of log files, cut into calls of PutLogEvents: a pure function of the files.
///
/// Source: CloudWatch Logs API Reference, PutLogEvents: at most 1 048 576 bytes with 26 for each event, 10 000 events,
/// 24 hours; CloudTrail User Guide, "CloudWatch log group and log stream naming for CloudTrail", and: events of more
/// than 256 KB are not sent.
struct LogEventBatches: Sendable {
    /// One call.
    struct Call: Sendable {
        var stream: LogStream
        /// What becomes of it is told of that account, in the trail's home region.
        var place: LanePlace
        var events: [LogEvent]
    }

    static let eventBytesMax = 256 << 10
    static let batchBytesMax = 1_048_576
    static let batchCountMax = 10_000
    static let spanMilliseconds: Int64 = 86_400_000
    static let overheadBytes = 26
    /// So many calls of a scan go to one stream; for more there are further streams.
    static let streamCallsMax = 8
    /// The version of these rules: calls that an earlier version has sent cannot be told from those of this one.
    static let layout = 1

    /// By stream, and in order within each.
    private(set) var streams: [[Call]] = []
    /// Events that are too large.
    private(set) var oversizedCount = 0

    /// - Parameters:
    ///   - files: with the places of their records.
    ///   - time: of events that do not tell theirs, in seconds since the epoch.
    init(_ files: [LogFileContent], trail: Trail, organizationID: String?, time: Int64) {
        guard let group = trail.cloudWatchLogsLogGroupARN.flatMap({ LogGroup($0) }) else { return }
        let organization = organizationID.map { "\($0)_" } ?? ""
        for (account, files) in Dictionary(grouping: files, by: \.lane.place.account).sorted(by: { $0.key < $1.key }) {
            let place = LanePlace(account: account, region: trail.homeRegion)
            let parts = Self.cut(sortedEvents(of: files, time: time))
            for number in 0..<(parts.count + Self.streamCallsMax - 1) / Self.streamCallsMax {
                let stream = LogStream(
                    groupName: group.name, account: group.account, region: group.region,
                    name: organization + Self.name(account, trail.homeRegion, number),
                    roleARN: trail.cloudWatchLogsRoleARN)
                let own = parts.dropFirst(number * Self.streamCallsMax).prefix(Self.streamCallsMax)
                streams.append(own.map { Call(stream: stream, place: place, events: $0) })
            }
        }
    }

    /// All regions go to the streams of the trail's: the first without a number, further ones as `…_2`, `…_3`.
    private static func name(_ account: String, _ region: String, _ number: Int) -> String {
        "\(account)_CloudTrail_\(region)" + (number == 0 ? "" : "_\(number + 1)")
    }

    /// Returns the next call of each stream, of at most so many.
    /// - Parameter sent: how many calls of each stream were taken.
    func next(after sent: [String: Int], width: Int) -> [Call] {
        let next = streams.lazy.compactMap { calls in
            calls.first.flatMap { calls.dropFirst(sent[$0.stream.name] ?? 0).first }
        }
        return Array(next.prefix(width))
    }

    /// By time; a stable sort: events of one second stay as they were recorded.
    private mutating func sortedEvents(of files: [LogFileContent], time: Int64) -> [LogEvent] {
        let events = files.flatMap { self.events(of: $0, time: time) }
        return events.enumerated().sorted {
            ($0.element.timestamp, $0.offset) < ($1.element.timestamp, $1.offset)
        }.map(\.element)
    }

    private mutating func events(of file: LogFileContent, time: Int64) -> [LogEvent] {
        var events: [LogEvent] = []
        events.reserveCapacity(file.starts.count)
        file.bytes.withUnsafeBytes { buffer in
            for index in file.starts.indices {
                let record = UnsafeRawBufferPointer(rebasing: buffer[file.range(at: index)])
                guard record.count <= Self.eventBytesMax - Self.overheadBytes else {
                    oversizedCount += 1
                    continue
                }
                let own = RecordView(scanning: record)?.eventTime.string(in: record).flatMap(ISO8601.parse)
                events.append(
                    LogEvent(
                        timestamp: Int64((own ?? Double(time)) * 1000), message: String(decoding: record, as: UTF8.self)
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
