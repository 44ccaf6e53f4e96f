public import CairnModel

/// What the detector wants to know of a record, found in its bytes without making strings of them.
///
/// Making observations is most of the work and needs no detector: it can be done for many records at a time.
public struct Observation: Sendable {
    /// Seconds since the epoch.
    public let time: Int64
    let isData: Bool
    /// The account and region.
    let scopeKey: UInt64
    /// The series of the calls; 0 for events that are not counted: management events that only read.
    let callKey: UInt64
    /// The series of the errors; 0 for calls that succeeded.
    let errorKey: UInt64
    let account: TextSpan
    let region: TextSpan
    let source: TextSpan
    let name: TextSpan
    let errorCode: TextSpan
    let errorCodeKey: UInt64
    let identity: TextSpan
    let identityKey: UInt64
    let agent: TextSpan
    let agentKey: UInt64

    /// Observes one record; `nil` if it is none, or one of a kind that Insights does not look at.
    public init?(record: UnsafeRawBufferPointer) {
        guard let view = RecordView(scanning: record) else { return nil }
        self.init(view, in: record)
    }

    /// Observes a record that was scanned.
    public init?(_ view: RecordView, in record: UnsafeRawBufferPointer) {
        guard let isData = Self.isData(view, record), let time = Self.time(view.eventTime, record) else { return nil }
        self.time = time
        self.isData = isData
        let owner = view.recipientAccountID.isAbsent ? view.identity.accountID : view.recipientAccountID
        account = TextSpan(owner, in: record)
        region = TextSpan(view.awsRegion, in: record)
        scopeKey = SeriesKey.scope(account: account.bytes(in: record), region: region.bytes(in: record))
        source = TextSpan(view.eventSource, in: record)
        name = TextSpan(view.eventName, in: record)
        errorCode = TextSpan(view.errorCode, in: record)
        let isCounted = isData || view.readOnly.bool(in: record) != true
        guard isCounted || !errorCode.isEmpty, !account.isEmpty, !region.isEmpty, !source.isEmpty, !name.isEmpty else {
            (callKey, errorKey, errorCodeKey, identityKey, agentKey) = (0, 0, 0, 0, 0)
            (identity, agent) = (TextSpan(), TextSpan())
            return
        }
        let calls = SeriesKey.calls(
            isData: isData, account: account.bytes(in: record), region: region.bytes(in: record),
            source: source.bytes(in: record), name: name.bytes(in: record))
        callKey = isCounted ? calls : 0
        errorCodeKey = errorCode.isEmpty ? 0 : StableHash.of(errorCode.bytes(in: record))
        errorKey = errorCode.isEmpty ? 0 : SeriesKey.error(calls: calls, code: errorCodeKey)
        identity = Self.identity(view, record)
        identityKey = identity.isEmpty ? 0 : StableHash.of(identity.bytes(in: record))
        agent = TextSpan(view.userAgent, in: record)
        agentKey = agent.isEmpty ? 0 : StableHash.of(agent.bytes(in: record))
    }

    /// `nil` for what is neither a management nor a data event.
    private static func isData(_ view: RecordView, _ record: UnsafeRawBufferPointer) -> Bool? {
        if view.eventCategory.isAbsent { return view.managementEvent.bool(in: record) == false }
        if view.eventCategory.equals("Management", in: record) { return false }
        return view.eventCategory.equals("Data", in: record) ? true : nil
    }

    private static func time(_ slice: JSONSlice, _ record: UnsafeRawBufferPointer) -> Int64? {
        if let text = slice.quotedBytes(in: record), let time = PlainEventTime.seconds(text) { return time }
        return slice.string(in: record).flatMap(ISO8601.parse).map { Int64($0.rounded(.down)) }
    }

    /// The ARN of the caller; of a session of a role without the name of the session.
    private static func identity(_ view: RecordView, _ record: UnsafeRawBufferPointer) -> TextSpan {
        var span = TextSpan(view.identity.arn, in: record)
        guard !span.isEmpty else { return TextSpan(view.identity.invokedBy, in: record) }
        let text = span.bytes(in: record)
        guard view.identity.type.equals("AssumedRole", in: record), let slash = text.lastIndex(of: UInt8(ascii: "/")),
            text[..<slash].contains(UInt8(ascii: "/"))
        else { return span }
        span.count = UInt32(slash)
        return span
    }
}

/// `2026-02-03T04:05:06Z` read digit by digit: the form of almost every record.
enum PlainEventTime {
    static func seconds(_ text: UnsafeRawBufferPointer) -> Int64? {
        guard text.count == 20, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
            text[10] == UInt8(ascii: "T"), text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"),
            text[19] == UInt8(ascii: "Z"), let century = pair(text, 0), let year = pair(text, 2),
            let month = pair(text, 5), let day = pair(text, 8), let hour = pair(text, 11),
            let minute = pair(text, 14), let second = pair(text, 17), (1...12).contains(month),
            (1...28).contains(day), hour < 24, minute < 60, second < 60
        else { return nil }
        let days = CivilTime.daysSinceEpoch(year: century * 100 + year, month: month, day: day)
        return Int64(days * 86_400 + hour * 3600 + minute * 60 + second)
    }

    private static func pair(_ text: UnsafeRawBufferPointer, _ index: Int) -> Int? {
        let tens = text[index] &- UInt8(ascii: "0")
        let ones = text[index + 1] &- UInt8(ascii: "0")
        guard tens < 10, ones < 10 else { return nil }
        return Int(tens) * 10 + Int(ones)
    }
}
