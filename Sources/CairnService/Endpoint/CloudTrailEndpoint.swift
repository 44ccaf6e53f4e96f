import CairnAPI
public import CairnModel

/// The CloudTrail and CloudTrail Data endpoints without the transport: a request as it stands on the wire goes in,
/// the answer as it stands on the wire comes out.
///
/// Source: Smithy, "AWS JSON 1.1 protocol" and "AWS restJson1 protocol".
public struct CloudTrailEndpoint: Sendable {
    /// Longer bodies are refused. PutAuditEvents takes 1 MB of events, and no other request comes near that.
    public static let bodyByteCountMax = 2 * 1024 * 1024

    private let service: CairnService
    private let access: AccessControl?

    /// - Parameter access: who may do what; without it everyone may do everything, signed or not.
    public init(service: CairnService, access: AccessControl? = nil) {
        self.service = service
        self.access = access
    }

    /// Answers one request. The caller has read the body whole and found out who calls.
    ///
    /// - Parameters:
    ///   - target: the request target as it came, path and query.
    ///   - context: its request id goes into `x-amzn-RequestId`. If access is controlled, its account gives way to that of
    ///     the caller.
    ///   - witness: is told whether the caller is who the request says; only asked if access is controlled.
    public func respond(
        method: String, target: String, headers: HeaderFields, body: [UInt8], context: RequestContext,
        witness: any CallWitness = NoWitness()
    ) async -> EndpointResponse {
        let isData = RestJSONCall.matches(target)
        let caller: AuthenticatedCall?
        do {
            try context.checkRegion()
            caller = try access?.authenticate(
                method: method, target: target, headers: headers, body: body,
                service: isData ? "cloudtrail-data" : "cloudtrail", context: context, witness: witness)
        } catch {
            return isData ? RestJSONCall.refusal(error, context) : AWSJSONCall.refusal(error, headers, context)
        }
        let context = caller?.context ?? context
        if isData {
            return await RestJSONCall(method: method, target: target, body: body, caller: caller)
                .respond(with: service.scopedData(to: context), context)
        }
        return await AWSJSONCall(method: method, target: target, headers: headers, body: body, caller: caller)
            .respond(with: service.scoped(to: context), context)
    }
}

extension RequestContext {
    /// - Throws: ``CloudTrailError`` if the body is too long to be one of ours.
    func admit(body: [UInt8]) throws(CloudTrailError) {
        guard body.count <= CloudTrailEndpoint.bodyByteCountMax else {
            throw CloudTrailError(
                .requestEntityTooLarge, "The body is larger than \(CloudTrailEndpoint.bodyByteCountMax) bytes."
            )
        }
    }
}
