import CairnAPI
import CairnModel
import CairnRecording
import CairnService
import CairnWire

/// The CloudTrail API for a caller in this process: each call is answered and recorded as if it came over a socket.
struct InProcessAPI: CloudTrailRequestSender, CloudTrailDataAPI {
    let endpoint: CloudTrailEndpoint
    let recorder: Recorder
    let sink: any EventSink
    let context: RequestContext
    let clock: any WallClock
    let requestIDs: EventIDGenerator

    func send<Request: CloudTrailRequest>(
        _ request: Request
    ) async throws(CloudTrailError) -> Request.Response {
        try await exchange(
            request, service: "cloudtrail", target: "/",
            headers: [
                "Content-Type": "application/x-amz-json-1.1",
                "X-Amz-Target": "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.\(Request.operation.name)",
            ])
    }

    func putAuditEvents(
        _ request: PutAuditEventsRequest
    ) async throws(CloudTrailError) -> PutAuditEventsResponse {
        try await exchange(
            request, service: "cloudtrail-data", target: request.target, headers: ["Content-Type": "application/json"])
    }

    private func exchange<Request: APIRequest>(
        _ request: Request, service: String, target: String, headers: HeaderFields
    ) async throws(CloudTrailError) -> Request.Response {
        guard sink.isAccepting else { throw Self.unrecorded }
        let call = wireRequest(service, target, headers, request.jsonText)
        var context = context
        context.requestID = requestIDs.next()
        let answer = await endpoint.respond(
            method: call.method, target: call.target, headers: call.headers, body: call.body.bytes, context: context)
        try await record(call, answer)
        guard (200..<300).contains(answer.status) else {
            throw answer.error ?? CloudTrailError(answer: answer.body, httpStatus: answer.status)
        }
        do {
            return try Request.Response(jsonText: answer.body)
        } catch {
            throw CloudTrailError(error)
        }
    }

    private func wireRequest(
        _ service: String, _ target: String, _ headers: HeaderFields, _ body: [UInt8]
    ) -> WireRequest {
        let day = ISO8601.compactString(epochSeconds: Int64(clock.now())).prefix(8)
        let scope = "\(context.account)/\(day)/\(context.region)/\(service)/aws4_request"
        var headers = headers
        headers["Host"] = "\(service).\(context.region).amazonaws.com"
        headers["Authorization"] = "AWS4-HMAC-SHA256 Credential=\(scope), SignedHeaders=host, Signature=00"
        headers["User-Agent"] = "cairn-in-process"
        return WireRequest(method: "POST", target: target, headers: headers, body: WireBody(body))
    }

    private func record(_ call: WireRequest, _ answer: EndpointResponse) async throws(CloudTrailError) {
        let response = WireResponse(status: answer.status, headers: answer.headers, body: WireBody(answer.body))
        let observed = ObservedCall(
            request: call, response: response, sourceIPAddress: context.sourceIPAddress, completedAt: clock.now())
        let records = recorder.records(for: observed, plan: recorder.plan(call))
        guard !records.isEmpty else { return }
        do {
            try await sink.append(records)
        } catch {
            throw Self.unrecorded
        }
    }

    private static let unrecorded = CloudTrailError(.serviceUnavailable, "The call cannot be recorded now.")
}
