import CairnModel
import CairnSigning
import CairnWire

/// A call that is over, read as far as its record needs it.
///
/// A class, because an observed call is large and its copies are not free.
final class CallReading {
    let call: ObservedCall
    let facts: OperationFacts
    /// `nil` if no model knows the service.
    let routed: RoutedCall?
    let failure: CallFailure?
    /// What was sent, as the model names it; empty where it is not known or could not be read.
    let input: WireValue
    /// What came back; `nil` if the call failed, or its answer was not read.
    let output: WireValue?
    let isReadOnly: Bool
    let requestParameters: JSON
    let responseElements: JSON

    private static let nothing = WireValue.structure([])

    init(_ call: ObservedCall, facts: OperationFacts, routed: RoutedCall?, rendering: ParameterRendering) {
        let failure = CallFailure(call, label: facts.label, routed: routed)
        let request = CallReading.request(call.request, facts)
        let (input, inputError) = CallReading.input(of: request, facts, routed, hasFailed: failure != nil)
        let isReadOnly =
            facts.hasStatement
            ? input.text("Statement").map(ReadOnlyRules.isReadOnly(statement:)) ?? false : facts.isReadOnly
        let parameters = CallReading.parameters(
            input, request, facts, routed, inputError: inputError, rendering: rendering)
        let answer = CallReading.answer(call, facts, routed, isReadOnly, hasFailed: failure != nil, rendering)

        self.call = call
        self.facts = facts
        self.routed = routed
        self.input = input
        self.isReadOnly = isReadOnly
        self.failure = failure.map { failure in
            var failure = failure
            failure.message = failure.message.map {
                rendering.redaction.scrubbed(ErrorMessageScrubber.scrub($0, input: input, shown: parameters))
            }
            return failure
        }
        requestParameters = CallReading.hidesParameters(failure, label: facts.label) ? .null : parameters
        output = answer.output
        responseElements = answer.elements
    }
}

extension CallReading {
    /// The request without a body that is content rather than parameters.
    private static func request(_ request: WireRequest, _ facts: OperationFacts) -> WireRequest {
        guard facts.hasOpaqueRequestBody else { return request }
        var request = request
        request.body = WireBody()
        return request
    }

    private static func input(
        of request: WireRequest, _ facts: OperationFacts, _ routed: RoutedCall?, hasFailed: Bool
    ) -> (WireValue, WireError?) {
        // S3's records mirror the request itself; its values are only needed to keep secrets out of error messages.
        guard let routed, routed.operation != nil, facts.readsInput || hasFailed else { return (nothing, nil) }
        do {
            return (try WireCodec.decodeRequest(request, call: routed), nil)
        } catch {
            return (nothing, error)
        }
    }

    private static func parameters(
        _ input: WireValue, _ request: WireRequest, _ facts: OperationFacts, _ routed: RoutedCall?,
        inputError: WireError?, rendering: ParameterRendering
    ) -> JSON {
        guard let routed, routed.operation != nil else { return .null }
        if facts.isS3 { return s3Parameters(request, routed, rendering) }
        if let inputError { return omitted("requestParameters", because: inputError, request.body.totalByteCount) }
        return rendering.requestParameters(input, request: request, call: routed)
    }

    /// What the head of a request to S3 tells is shown even if its body cannot be.
    private static func s3Parameters(_ request: WireRequest, _ routed: RoutedCall, _ rendering: ParameterRendering)
        -> JSON
    {
        let isEncoded = request.headers["Content-Encoding"].map { $0 != "" && $0 != "identity" } ?? false
        if request.body.isComplete, request.body.bytes.isEmpty || !isEncoded {
            return rendering.requestParameters(nothing, request: request, call: routed)
        }
        var head = request
        head.body = WireBody()
        guard case .object(var object) = rendering.requestParameters(nothing, request: head, call: routed),
            case .object(let omission) = OmittedContent.json(
                field: "requestParameters", reason: request.body.isComplete ? .encoded : .notKeptWhole,
                originalByteCount: request.body.totalByteCount)
        else { return .null }
        object.members.append(contentsOf: omission.members)
        return .object(object)
    }

    private static func answer(
        _ call: ObservedCall, _ facts: OperationFacts, _ routed: RoutedCall?, _ isReadOnly: Bool, hasFailed: Bool,
        _ rendering: ParameterRendering
    ) -> (output: WireValue?, elements: JSON) {
        guard !hasFailed, facts.readsResponse, let routed, let operation = routed.operation else { return (nil, .null) }
        var response = call.response
        if facts.hasOpaqueResponseBody { response.body = WireBody() }
        let showsNothing = isReadOnly && !operation.name.hasPrefix("AssumeRole")
        // An answer without members has nothing to read; the rendering may still have something to say.
        guard operation.output != nil else {
            let elements = rendering.responseElements(nothing, response: response, call: routed, isReadOnly: isReadOnly)
            return (nothing, elements)
        }
        do {
            let output = try WireCodec.decodeResponse(response, call: routed)
            if showsNothing { return (output, .null) }
            return (
                output, rendering.responseElements(output, response: response, call: routed, isReadOnly: isReadOnly)
            )
        } catch {
            if showsNothing { return (nil, .null) }
            return (nil, omitted("responseElements", because: error, response.body.totalByteCount))
        }
    }

    private static func omitted(_ field: String, because error: WireError, _ byteCount: Int) -> JSON {
        let reason: OmittedContent.Reason =
            switch error.code {
            case .truncated: .notKeptWhole
            case .unsupported: .encoded
            default: .unreadable
            }
        return OmittedContent.json(field: field, reason: reason, originalByteCount: byteCount)
    }

    /// Some services do not say what was asked when they refuse to answer.
    ///
    /// Source: genuine records of refused calls.
    private static func hidesParameters(_ failure: CallFailure?, label: String) -> Bool {
        guard let code = failure?.code else { return false }
        switch label {
        case "sts", "iam", "organizations": return ErrorNaming.isAccessDenied(code)
        case "ssm": return ErrorNaming.isThrottling(code)
        default: return false
        }
    }
}
