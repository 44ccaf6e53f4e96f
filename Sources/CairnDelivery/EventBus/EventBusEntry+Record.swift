import CairnModel
import CairnSelectors

/// How records become events of EventBridge.
struct EventBusRules: Sendable, Hashable {
    /// The guides of EventBridge and of rules in the field write it differently.
    var signInDetailType = "AWS Console Sign In via CloudTrail"
    /// Management events that only read reach only rules that ask for them, which PutEvents cannot tell.
    var includesReadOnlyManagementEvents = false

    static let entryBytesMax = 256 << 10

    /// Returns the entry of a record; `nil` if it is none for EventBridge.
    func entry(_ view: RecordView, in bytes: UnsafeRawBufferPointer) -> EventBusEntry? {
        let category = RecordEvent(view, in: bytes).category
        guard category == .management || category == .data || category == .insight else { return nil }
        if category == .management, !includesReadOnlyManagementEvents, view.readOnly.bool(in: bytes) == true {
            return nil
        }
        guard let detailType = detailType(view.eventType.string(in: bytes), category),
            let time = view.eventTime.string(in: bytes).flatMap(ISO8601.parse)
        else { return nil }
        let entry = EventBusEntry(
            time: time, source: Self.source(view.eventSource.string(in: bytes), category), detailType: detailType,
            detail: String(decoding: bytes, as: UTF8.self))
        return entry.byteCount <= Self.entryBytesMax ? entry : nil
    }

    private func detailType(_ eventType: String?, _ category: SelectorCategory?) -> String? {
        if category == .insight { return "AWS Insight via CloudTrail" }
        switch eventType {
        case "AwsApiCall", nil: return "AWS API Call via CloudTrail"
        case "AwsConsoleSignIn": return signInDetailType
        case "AwsConsoleAction": return "AWS Console Action via CloudTrail"
        case "AwsServiceEvent": return "AWS Service Event via CloudTrail"
        default: return nil
        }
    }

    private static func source(_ eventSource: String?, _ category: SelectorCategory?) -> String {
        guard category != .insight, let eventSource else { return "aws.cloudtrail" }
        return "aws." + eventSource.prefix { $0 != "." }
    }
}
