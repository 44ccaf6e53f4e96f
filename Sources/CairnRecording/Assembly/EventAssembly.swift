import CairnModel
import CairnSigning
import CairnWire

/// Makes the records of one call from what was read of it: which there are, for whom, and what stands in each.
struct EventAssembly {
    let reading: CallReading
    let caller: KnownCaller
    let signature: RequestSignature?
    let context: RecorderContext

    private var facts: OperationFacts { reading.facts }

    func records() -> [[UInt8]] {
        let host = reading.call.request.headers["Host"]
        let region = CallRegion.region(
            of: facts.label, signature: signature, host: host, defaultRegion: context.configuration.defaultRegion)
        let accountID = actingAccount
        let subject = resourceContext(accountID: accountID, region: region)
        let resources = ResourceRules.resources(of: subject)
        let draft = draft(host: host, region: region, accountID: accountID, resources: resources)
        let owner = ResourceOwner.foreignAccount(of: subject, resources: resources)
        var records = copies(of: draft, owner: owner)
        if facts.isS3, facts.operation?.name == "DeleteObjects" {
            for deletion in ObjectDeletions.drafts(draft, context: subject, eventIDs: context.eventIDs) {
                records.append(contentsOf: copies(of: deletion, owner: owner))
            }
        }
        return records
    }

    /// The account that the call acts in: the caller's, or the role's if only a token says who is calling.
    private var actingAccount: String {
        if let account = caller.identity.accountID, AccountID.isValid(account) { return account }
        return reading.input.text("RoleArn").flatMap(ARN.init)?.accountID ?? context.defaultAccountID
    }

    /// The event for the caller's account, and the one for the owner's if it is another; each only if it is selected.
    private func copies(of draft: RecordDraft, owner: String?) -> [[UInt8]] {
        guard let owner else { return isSelected(draft) ? [bytes(of: draft)] : [] }
        var own = draft
        own.sharedEventID = context.eventIDs.next()
        let foreign = own.copy(forOwner: owner, eventID: context.eventIDs.next())
        own.hidesOwner = facts.isS3 && facts.category == .data && isDenied
        return [own, foreign].filter(isSelected).map(bytes)
    }

    private func bytes(of draft: RecordDraft) -> [UInt8] {
        RecordWriter.bytes(of: draft, isLarge: context.configuration.selection.takesLargeEvents)
    }

    private var isDenied: Bool { reading.failure.map { ErrorNaming.isAccessDenied($0.code) } ?? false }

    private func isSelected(_ draft: RecordDraft) -> Bool {
        context.configuration.selection.selects(
            EventOutline(
                category: draft.facts.category, eventSource: draft.facts.eventSource,
                eventName: draft.facts.eventName, isReadOnly: draft.isReadOnly, accountID: draft.recipientAccountID,
                region: draft.region, resourceType: draft.facts.dataResourceType, resources: draft.resources,
                userIdentityARN: draft.caller.identity.arn, errorCode: draft.failure?.code))
    }
}

extension EventAssembly {
    private func resourceContext(accountID: String, region: String) -> ResourceContext {
        ResourceContext(
            label: facts.label, operation: facts.operation?.name ?? facts.eventName,
            isDataEvent: facts.category == .data, input: reading.input, output: reading.output, accountID: accountID,
            region: region, bucket: reading.routed?.bucket, key: reading.routed?.key,
            expectedBucketOwner: facts.isS3 ? expectedBucketOwner : nil)
    }

    private var expectedBucketOwner: String? {
        reading.call.request.headers["x-amz-expected-bucket-owner"].flatMap { AccountID.isValid($0) ? $0 : nil }
    }

    private func draft(
        host: String?, region: String, accountID: String, resources: [RecordResource]
    ) -> RecordDraft {
        RecordDraft(
            caller: caller, eventTime: reading.call.completedAt, facts: facts, region: region,
            sourceIPAddress: reading.call.sourceIPAddress, userAgent: reading.call.request.headers["User-Agent"],
            failure: reading.failure, requestParameters: reading.requestParameters,
            responseElements: reading.responseElements,
            s3: facts.isS3 ? S3Details(reading.call, signature: signature, writesObject: writesObject) : nil,
            requestID: requestID, eventID: context.eventIDs.next(), isReadOnly: reading.isReadOnly,
            resources: resources, recipientAccountID: accountID, sharedEventID: nil, tls: reading.call.tls,
            hostHeader: host)
    }

    private var writesObject: Bool { facts.category == .data && !reading.isReadOnly }

    /// The id that the answer carries, be it the upstream's or Cairn's own.
    private var requestID: String? {
        guard let routed = reading.routed else {
            let headers = reading.call.response.headers
            return headers["x-amzn-RequestId"] ?? headers["x-amz-request-id"]
        }
        return WireCodec.requestID(of: reading.call.response, call: routed)
    }
}
