import CairnGateway
import CairnModel
import CairnService
import HTTPTypes
import Hummingbird
import NIOCore

/// Tells the gateway whose the call is that the current task answers.
struct LocalCallWitness: CallWitness {
    func vouch() -> Bool { LocalCall.vouch() }
    func disown() { LocalCall.disown() }
}

/// The CloudTrail and CloudTrail Data APIs over HTTP: whatever method and path a call of theirs has, AWS's own answer.
struct APIRoutes: Sendable {
    let endpoint: CloudTrailEndpoint
    let callers: CallerScope

    func respond(to request: Request, _ call: LocalCall) async throws -> Response {
        let body = try await request.body.collect(upTo: CloudTrailEndpoint.bodyByteCountMax)
        let answer = await endpoint.respond(
            method: request.method.rawValue, target: request.uri.string, headers: HeaderFields(request.head),
            body: Array(body.readableBytesView),
            context: callers.context(of: call, userAgent: request.headers[.userAgent]), witness: LocalCallWitness())
        return Response(
            status: HTTPResponse.Status(code: answer.status), headers: HTTPFields(answer.headers),
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
    }
}
