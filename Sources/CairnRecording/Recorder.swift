public import CairnModel
import CairnSigning
public import CairnWire

/// Makes CloudTrail records of calls that it sees from the side.
///
/// It keeps nothing of a call: what it learns goes into the ``IdentityDirectory``. It never fails: what cannot be read
/// of a call is marked as omitted in its record. All functions may be called from any thread.
public struct Recorder: Sendable {
    private let context: RecorderContext

    public init(
        configuration: RecorderConfiguration, identities: IdentityDirectory, catalog: ServiceCatalog = .shared,
        eventIDs: EventIDGenerator
    ) {
        context = RecorderContext(
            configuration: configuration, identities: identities, catalog: catalog, eventIDs: eventIDs)
    }

    /// Returns what to keep of a call whose head has arrived, and whether a record may come of it.
    /// - Parameter head: the request; its body is not looked at.
    public func plan(_ head: WireRequest) -> CallPlan {
        let signature = RequestSignature.parse(method: head.method, target: head.target, headers: head.headers)
        let routed = context.router.route(head, signingName: signature?.service)
        if let routed, let operation = routed.operation {
            return plan(head, signature, routed, operation)
        }
        return planWithoutOperation(head, signature, routed)
    }

    /// Returns the records of a call that is over: none if nobody wants them, several if the event concerns several
    /// accounts or objects. Each is one JSON object without line breaks.
    /// - Parameters:
    ///   - call: the call with what was kept of its bodies.
    ///   - plan: what ``plan(_:)`` said of its head.
    public func records(for call: ObservedCall, plan: CallPlan) -> [[UInt8]] {
        guard plan.isAWSCall, plan.mayBeRecorded, let (facts, routed) = identify(call, plan) else { return [] }
        let reading = CallReading(call, facts: facts, routed: routed, rendering: context.rendering)
        let caller = caller(reading, plan.signature)
        if facts.isInstructive { learn(from: reading, caller) }
        return EventAssembly(reading: reading, caller: caller, signature: plan.signature, context: context).records()
    }
}

// MARK: - Planning

extension Recorder {
    private func plan(
        _ head: WireRequest, _ signature: RequestSignature?, _ routed: RoutedCall, _ operation: OperationModel
    ) -> CallPlan {
        let facts = context.facts.facts(
            service: routed.service, operation: operation, signingName: signature?.service)
        let maySelect = context.configuration.selection.maySelect(outline(head, signature, facts))
        let mayBeRecorded = maySelect || facts.isInstructive
        return CallPlan(
            signature: signature, call: routed, isAWSCall: true, mayBeRecorded: mayBeRecorded,
            category: facts.category, tapsRequestBody: mayBeRecorded && !facts.hasOpaqueRequestBody,
            responseTap: !mayBeRecorded ? .never : facts.tapsEveryAnswer ? .always : .failures, facts: facts)
    }

    /// Plans a call whose operation stands in its body, or that no model knows.
    private func planWithoutOperation(
        _ head: WireRequest, _ signature: RequestSignature?, _ routed: RoutedCall?
    ) -> CallPlan {
        let needsBody = routed?.needsBody == true || UnmodelledCall.mayHoldAction(head)
        // While the body has yet to name the operation, nothing depends on what the head calls it.
        let named = needsBody ? nil : UnmodelledCall.facts(request: head, signature: signature, call: routed)
        guard needsBody || named != nil else { return .notAWS }
        // What the body will name is not known: a service with data events may have one of them.
        let isKnownData = named?.category == .data
        let mayBeRecorded =
            named.map { context.configuration.selection.maySelect(outline(head, signature, $0)) } ?? true
        return CallPlan(
            signature: signature, call: routed, isAWSCall: true, mayBeRecorded: mayBeRecorded,
            category: isKnownData ? .data : .management, tapsRequestBody: mayBeRecorded && needsBody,
            responseTap: !mayBeRecorded ? .never : needsBody ? .always : .failures, facts: nil)
    }

    /// The event as the call's head foretells it.
    private func outline(_ head: WireRequest, _ signature: RequestSignature?, _ facts: OperationFacts) -> EventOutline {
        let account = signature.map { context.identities.caller(accessKeyID: $0.accessKeyID, at: 0).identity.accountID }
        return EventOutline(
            category: facts.category, eventSource: facts.eventSource, eventName: facts.eventName,
            isReadOnly: facts.hasStatement ? nil : facts.isReadOnly,
            accountID: (account ?? nil) ?? context.defaultAccountID,
            region: CallRegion.region(
                of: facts.label, signature: signature, host: head.headers["Host"],
                defaultRegion: context.configuration.defaultRegion),
            resourceType: facts.dataResourceType, isOfHead: true)
    }
}

// MARK: - Recording

extension Recorder {
    /// The operation of a call that is over; `nil` if it turns out to be no AWS call.
    private func identify(_ call: ObservedCall, _ plan: CallPlan) -> (OperationFacts, RoutedCall?)? {
        if let facts = plan.facts { return (facts, plan.call) }
        let routed = context.router.route(call.request, signingName: plan.signature?.service) ?? plan.call
        if let routed, let operation = routed.operation {
            let facts = context.facts.facts(
                service: routed.service, operation: operation, signingName: plan.signature?.service)
            return (facts, routed)
        }
        return UnmodelledCall.facts(request: call.request, signature: plan.signature, call: routed).map { ($0, routed) }
    }

    /// Who made the call: by the key that signed it; without a signature, by the token in it.
    private func caller(_ reading: CallReading, _ signature: RequestSignature?) -> KnownCaller {
        if let signature {
            return context.identities.caller(accessKeyID: signature.accessKeyID, at: reading.call.completedAt)
        }
        switch (reading.facts.label, reading.facts.operation?.name) {
        case ("sts", "AssumeRoleWithWebIdentity"):
            return KnownCaller(FederatedCaller.webIdentity(input: reading.input, output: reading.output))
        case ("sts", "AssumeRoleWithSAML"):
            return KnownCaller(FederatedCaller.saml(input: reading.input, output: reading.output))
        default: return reading.facts.isS3 ? .anonymousToS3 : .anonymous
        }
    }

    private func learn(from reading: CallReading, _ caller: KnownCaller) {
        guard let output = reading.output, let operation = reading.facts.operation else { return }
        context.learner.learn(
            IdentityLearner.Lesson(
                operation: operation.name, caller: caller.identity, input: reading.input, output: output,
                time: reading.call.completedAt))
    }
}
