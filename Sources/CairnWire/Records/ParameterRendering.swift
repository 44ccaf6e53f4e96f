public import CairnModel

/// Turns the values of a call into the `requestParameters` and `responseElements` of its record.
///
/// Most services follow one rule, ``ValueRenderer``; EC2 and S3 have forms of their own.
/// Keys come in the order in which the caller sent them.
public struct ParameterRendering: Sendable {
    public var redaction: any RedactionPolicy
    /// Whether the calls come from an AWS service on somebody's behalf: `sourceIPAddress` then names the service. Some
    /// records are spelled by that. Default `false`, as it is for every call that a client makes.
    public var isCalledByService: Bool

    public init(redaction: any RedactionPolicy = DefaultRedaction(), isCalledByService: Bool = false) {
        self.redaction = redaction
        self.isCalledByService = isCalledByService
    }

    /// Returns what the caller sent, as the record shows it; `.null` when nothing was sent, nothing of it may be shown,
    /// or the operation is not known.
    /// - Parameters:
    ///   - input: the decoded request, a structure.
    ///   - request: the request as it came: EC2's newer calls and all S3 calls mirror it rather than the model.
    public func requestParameters(_ input: WireValue, request: WireRequest, call: RoutedCall) -> JSON {
        guard let operation = call.operation, !isSensitive(operation.input, of: call.service) else { return .null }
        let renderer = ValueRenderer(
            service: call.service, operation: operation, policy: redaction, isCalledByService: isCalledByService)
        let rendered: JSONObject
        switch RecordStyle(service: call.service, operation: operation) {
        case .general: rendered = renderer.requestParameters(input)
        case .apiGateway: rendered = APIGatewayParameters(renderer: renderer).requestParameters(input)
        case .ec2Legacy: rendered = EC2LegacyRendering(renderer: renderer).requestParameters(input)
        case .ec2Wrapper: rendered = EC2WrapperRendering(renderer: renderer).requestParameters(request)
        case .s3: rendered = S3Rendering(renderer: renderer).requestParameters(request, call: call)
        }
        return rendered.isEmpty ? .null : .object(rendered)
    }

    /// Returns what the service answered, as the record shows it; `.null` when the call only read, failed, or is one
    /// whose answers are never shown.
    /// - Parameters:
    ///   - output: the decoded answer, a structure.
    ///   - response: the answer as it came.
    public func responseElements(
        _ output: WireValue, response: WireResponse, call: RoutedCall, isReadOnly: Bool
    ) -> JSON {
        guard let operation = call.operation, response.status < 300,
            ResponseRules.isRecorded(operation, of: call.service, isReadOnly: isReadOnly),
            !isSensitive(operation.output, of: call.service)
        else { return .null }
        var renderer = ValueRenderer(
            service: call.service, operation: operation, policy: redaction, isCalledByService: isCalledByService)
        renderer.showsUnknownMembers = false
        let rendered: JSONObject
        switch RecordStyle(service: call.service, operation: operation) {
        case .general, .apiGateway: rendered = renderer.responseElements(output)
        case .ec2Legacy:
            rendered = EC2LegacyRendering(renderer: renderer).responseElements(
                output, requestID: WireCodec.requestID(of: response, call: call))
        case .ec2Wrapper: rendered = EC2WrapperRendering(renderer: renderer).responseElements(response)
        case .s3: rendered = S3Rendering(renderer: renderer).responseElements(response, call: call)
        }
        return rendered.isEmpty ? .null : .object(rendered)
    }

    /// Whether an input or output is a secret as a whole.
    private func isSensitive(_ shape: ShapeID?, of service: ServiceModel) -> Bool {
        shape.map { service.shape($0).traits.contains(.sensitive) } ?? false
    }
}

/// The forms that parameters take in records.
enum RecordStyle: Sendable, Hashable {
    case general
    case apiGateway
    case ec2Legacy
    case ec2Wrapper
    case s3

    init(service: ServiceModel, operation: OperationModel) {
        switch service.id {
        case "ec2": self = EC2LegacyOperations.names.contains(operation.name) ? .ec2Legacy : .ec2Wrapper
        case "s3", "s3control": self = .s3
        case "apigateway": self = .apiGateway
        default: self = .general
        }
    }
}
