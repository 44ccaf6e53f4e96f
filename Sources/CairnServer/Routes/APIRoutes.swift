import CairnGateway
import CairnModel
import CairnService
import HTTPTypes
import Hummingbird
import NIOCore

/// The CloudTrail and CloudTrail Data APIs over HTTP.
struct APIRoutes {
    let endpoint: CloudTrailEndpoint
    let callers: CallerScope

    func add(to router: Router<BasicRequestContext>) {
        router.post("/") { request, _ in try await respond(to: request) }
        router.post("/PutAuditEvents") { request, _ in try await respond(to: request) }
        router.get("/") { request, _ in try await respond(to: request) }
    }

    private func respond(to request: Request) async throws -> Response {
        guard let call = LocalCall.current else { throw HTTPError(.internalServerError) }
        let body = try await request.body.collect(upTo: CloudTrailEndpoint.bodyByteCountMax)
        let answer = await endpoint.respond(
            method: request.method.rawValue, target: request.uri.string, headers: HeaderFields(request.head),
            body: Array(body.readableBytesView),
            context: callers.context(of: call, userAgent: request.headers[.userAgent]))
        return Response(
            status: HTTPResponse.Status(code: answer.status), headers: HTTPFields(answer.headers),
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
    }
}
