import CairnModel
import CairnWire

/// The `DeleteObject` events that S3 records for each key of a `DeleteObjects` call, beside the event of the call.
enum ObjectDeletions {
    /// As many keys as S3 takes in one call.
    private static let countMax = 1000

    static func drafts(
        _ draft: RecordDraft, context: ResourceContext, eventIDs: EventIDGenerator
    ) -> [RecordDraft] {
        guard draft.failure == nil, let bucket = context.bucket, let facts = draft.facts.sibling("DeleteObject"),
            case .list(let objects)? = context.input["Delete"]?["Objects"]
        else { return [] }
        let refusals = refusals(context.output)
        return objects.prefix(countMax).compactMap { object in
            guard let key = object["Key"]?.stringValue else { return nil }
            var copy = draft
            copy.facts = facts
            copy.eventID = eventIDs.next()
            copy.failure = refusals[key]
            copy.requestParameters = parameters(bucket: bucket, key: key, object, draft)
            copy.responseElements = .null
            copy.resources = [
                S3ResourceRules.object(key, in: bucket, isPrefix: false, context),
                S3ResourceRules.bucketResource(bucket, context),
            ]
            return copy
        }
    }

    /// What became of the keys that S3 did not delete.
    private static func refusals(_ output: WireValue?) -> [String: CallFailure] {
        guard case .list(let errors)? = output?["Errors"] else { return [:] }
        var refusals: [String: CallFailure] = [:]
        for error in errors {
            guard let key = error["Key"]?.stringValue else { continue }
            refusals[key] = CallFailure(code: error.text("Code") ?? "InternalError", message: error.text("Message"))
        }
        return refusals
    }

    private static func parameters(bucket: String, key: String, _ object: WireValue, _ draft: RecordDraft) -> JSON {
        var parameters: JSONObject = ["bucketName": .string(bucket)]
        if let host = draft.hostHeader { parameters.append("Host", .string(host)) }
        parameters.append("key", .string(key))
        if let version = object.text("VersionId") { parameters.append("versionId", .string(version)) }
        return .object(parameters)
    }
}
