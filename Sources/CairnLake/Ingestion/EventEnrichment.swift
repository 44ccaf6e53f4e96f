import CairnAPI
import CairnModel

/// Adds to events what the context key selectors of a store ask for, and keeps them below the store's size.
///
/// Source: CloudTrail API Reference, PutEventConfiguration; User Guide, "Enrich CloudTrail events by adding resource tag
/// keys and IAM global condition keys" and "CloudTrail record contents".
struct EventEnrichment: Sendable {
    /// The tags of a resource by its ARN, as far as they are known here.
    typealias TagSource = @Sendable (_ arn: String) -> [Tag]

    private let requestKeys: [String]
    private let tagKeys: Set<String>
    private let selectsContext: Bool
    private let bytesMax: Int
    private let tags: TagSource

    init(_ store: EventDataStore, tags: @escaping TagSource = { _ in [] }) {
        let isEnriched = store.kind == .cloudTrailEvents
        let selectors = isEnriched ? store.contextKeySelectors : []
        selectsContext = !selectors.isEmpty
        requestKeys = selectors.filter { $0.type == .requestContext }.flatMap(\.equals)
        tagKeys = Set(selectors.filter { $0.type == .tagContext }.flatMap(\.equals))
        bytesMax = store.maxEventSize == .large ? EventSize.large : EventSize.standard
        self.tags = tags
    }

    /// Adds a record to a batch as the store keeps it; `false` if it is too large whatever is left out.
    func add(_ record: UnsafeRawBufferPointer, day: LakeDay, to batch: inout TailBatch) -> Bool {
        // A store of large events takes the journal's record as it is, any other what it is to everyone else.
        if bytesMax >= EventSize.large { return keep(record, day, &batch) }
        return StandardRecord.with(record) { keep($0, day, &batch) }
    }

    private func keep(_ record: UnsafeRawBufferPointer, _ day: LakeDay, _ batch: inout TailBatch) -> Bool {
        if leaves(record) {
            batch.add(record, day: day)
            return true
        }
        guard let bytes = enriched(record) else { return false }
        bytes.withUnsafeBytes { batch.add($0, day: day) }
        return true
    }

    /// Whether a record is kept as it is.
    func leaves(_ record: UnsafeRawBufferPointer) -> Bool { !selectsContext && record.count <= bytesMax }

    /// The record as the store keeps it; `nil` if it is too large whatever is left out.
    func enriched(_ record: UnsafeRawBufferPointer) -> [UInt8]? {
        var bytes = Array(record)
        if selectsContext, let json = try? JSON(parsing: bytes), let context = context(of: json) {
            bytes = Self.adding(context, to: bytes)
        }
        return EventSize.fitted(bytes, to: bytesMax)
    }

    /// Events of network activity, and those that come again with an addendum, have no context.
    private func context(of record: JSON) -> JSON? {
        guard record["eventCategory"]?.stringValue != "NetworkActivity", record["addendum"] == nil,
            record["eventContext"] == nil
        else { return nil }
        var request: JSONObject = [:]
        for key in requestKeys { request[key] = RequestContextKeys.value(of: key, in: record) }
        return ["requestContext": .object(request), "tagContext": .object(tagContext(of: record))]
    }

    private func tagContext(of record: JSON) -> JSONObject {
        guard !tagKeys.isEmpty else { return [:] }
        var resources: [JSON] = []
        for resource in record["resources"]?.arrayValue ?? [] {
            guard let arn = resource["ARN"]?.stringValue else { continue }
            let found = selected(tags(arn))
            if !found.isEmpty { resources.append(["arn": .string(arn), "tags": .object(found)]) }
        }
        let identity = record["userIdentity"]
        let principal = identity?["sessionContext"]?["sessionIssuer"]?["arn"] ?? identity?["arn"]
        let principalTags = principal?.stringValue.map { selected(tags($0)) } ?? [:]
        var context: JSONObject = [:]
        if !resources.isEmpty { context["resourceTags"] = .array(resources) }
        if !principalTags.isEmpty { context["principalTags"] = .object(principalTags) }
        return context
    }

    private func selected(_ tags: [Tag]) -> JSONObject {
        var selected: JSONObject = [:]
        for tag in tags where tagKeys.contains(tag.key) { selected[tag.key] = .string(tag.value ?? "") }
        return selected
    }

    /// Puts a member at the end of an object, so that all the rest stays as it was recorded.
    private static func adding(_ context: JSON, to bytes: [UInt8]) -> [UInt8] {
        guard let end = bytes.lastIndex(of: UInt8(ascii: "}")) else { return bytes }
        return bytes[..<end] + Array(",\"eventContext\":\(context.description)}".utf8)
    }
}
