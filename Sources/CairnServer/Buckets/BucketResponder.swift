import CairnBuckets
import CairnGateway
import CairnModel
import CairnObjects
import CairnPolicy
import HTTPTypes
import Hummingbird
import NIOCore

/// Answers what the gateway passes on to Hummingbird: S3's calls by the bucket store, all others by the routes.
///
/// Bodies of objects are streamed both ways.
struct LocalResponder: HTTPResponder {
    typealias Context = BasicRequestContext

    let routes: any HTTPResponder<BasicRequestContext>
    /// `nil` if buckets are kept elsewhere.
    let buckets: BucketEndpoint?
    let callers: CallerScope

    func respond(to request: Request, context: BasicRequestContext) async throws -> Response {
        guard let buckets, let call = LocalCall.current, call.route == .bucket else {
            return try await routes.respond(to: request, context: context)
        }
        let answer = await buckets.respond(
            to: BucketRequest(
                method: request.method.rawValue, target: request.uri.string, headers: HeaderFields(request.head),
                body: request.body),
            context: callers.bucketContext(of: call, userAgent: request.headers[.userAgent]))
        var response = Response(
            status: HTTPResponse.Status(code: answer.status), headers: HTTPFields(answer.headers),
            body: ResponseBody(answer.body))
        // The answer to HEAD tells a length that its body does not have.
        if let length = answer.headers["Content-Length"] { response.headers[.contentLength] = length }
        return response
    }
}

extension ResponseBody {
    fileprivate init(_ body: BucketAnswer.Body) {
        switch body {
        case .bytes(let bytes): self.init(byteBuffer: ByteBuffer(bytes: bytes))
        case .chunks(let chunks, let byteCount):
            self.init(contentLength: byteCount) { writer in
                for try await chunk in chunks { try await writer.write(chunk) }
                try await writer.finish(nil)
            }
        }
    }
}
