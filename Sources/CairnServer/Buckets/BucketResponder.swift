import CairnBuckets
import CairnGateway
import CairnModel
import CairnObjects
import CairnPolicy
import CairnService
import HTTPTypes
import Hummingbird
import NIOCore

/// Answers what the gateway passes on to Hummingbird: CloudTrail's calls, S3's by the bucket store, all others by the
/// routes.
///
/// Bodies of objects are streamed both ways.
struct LocalResponder: HTTPResponder {
    typealias Context = BasicRequestContext

    let routes: any HTTPResponder<BasicRequestContext>
    let api: APIRoutes
    /// `nil` if buckets are kept elsewhere.
    let buckets: BucketEndpoint?
    let callers: CallerScope
    /// `nil` if everyone may do everything.
    let access: AccessControl?

    func respond(to request: Request, context: BasicRequestContext) async throws -> Response {
        guard let call = LocalCall.current else { return try await routes.respond(to: request, context: context) }
        switch (call.route, buckets) {
        case (.api, _): return try await api.respond(to: request, call)
        case (.bucket, let buckets?): return await respond(to: request, call, buckets)
        default: return try await routes.respond(to: request, context: context)
        }
    }

    private func respond(to request: Request, _ call: LocalCall, _ buckets: BucketEndpoint) async -> Response {
        let answer = await answer(to: request, call, buckets)
        var response = Response(
            status: HTTPResponse.Status(code: answer.status), headers: HTTPFields(answer.headers),
            body: ResponseBody(answer.body))
        // The answer to HEAD tells a length that its body does not have.
        if let length = answer.headers["Content-Length"] { response.headers[.contentLength] = length }
        return response
    }

    private func answer(to request: Request, _ call: LocalCall, _ buckets: BucketEndpoint) async -> BucketAnswer {
        var bucketRequest = BucketRequest(
            method: request.method.rawValue, target: request.uri.string, headers: HeaderFields(request.head),
            body: request.body)
        let userAgent = request.headers[.userAgent]
        guard let access else {
            return await buckets.respond(
                to: bucketRequest, context: callers.bucketContext(of: call, userAgent: userAgent))
        }
        let context: BucketContext
        do {
            context = try BucketAuthentication(access: access, callers: callers)
                .admit(&bucketRequest, call, userAgent: userAgent)
        } catch {
            return buckets.refuse(bucketRequest, error, requestID: call.requestID)
        }
        let answer = await buckets.respond(to: bucketRequest, context: context)
        if answer.isOfAlteredBody { LocalCall.disown() }
        return answer
    }
}

extension ResponseBody {
    fileprivate init(_ body: BucketAnswer.Body) {
        switch body {
        case .bytes(let bytes): self.init(byteBuffer: ByteBuffer(bytes: bytes))
        case .chunks(let chunks, let byteCount):
            // In one piece with the head.
            if let buffer = chunks.buffer, buffer.readableBytes == byteCount {
                self.init(byteBuffer: buffer)
                return
            }
            self.init(contentLength: byteCount) { writer in
                for try await chunk in chunks { try await writer.write(chunk) }
                try await writer.finish(nil)
            }
        }
    }
}
