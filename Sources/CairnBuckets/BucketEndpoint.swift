public import CairnModel
public import CairnObjects
import CairnSigning
import CairnWire

/// The S3 protocol in front of a ``CairnObjects/DirectoryStore``, without a transport.
///
/// Signatures of requests are not checked here; what follows from them (the caller, the region) comes in the context,
/// and what they say of the body with the request: that is checked as the body comes. The expiry of presigned URLs is
/// kept. What is not supported answers `NotImplemented`, as S3 does for what it does not know.
public struct BucketEndpoint: Sendable {
    /// The longest body of any call but those that carry an object's content.
    public static let documentByteCountMax = 2 << 20

    let store: DirectoryStore
    let clock: any WallClock
    let router: CallRouter

    public init(store: DirectoryStore, clock: any WallClock = SystemClock()) {
        self.init(store: store, clock: clock, catalog: .shared)
    }

    init(store: DirectoryStore, clock: any WallClock, catalog: ServiceCatalog) {
        self.store = store
        self.clock = clock
        router = CallRouter(catalog: catalog)
    }

    /// Answers a request; what goes wrong is an answer too.
    public func respond(to request: BucketRequest, context: BucketContext) async -> BucketAnswer {
        var answer: BucketAnswer
        do {
            answer = try await perform(request, context)
        } catch {
            let failure = S3Failure(error)
            answer = failure.answer(target: request.target, requestID: context.requestID)
            answer.isOfAlteredBody = request.signedBody != nil && failure.isOfAlteredBody
        }
        return Self.complete(answer, to: request, requestID: context.requestID)
    }

    /// Answers a request whose caller cannot be found out.
    public func refuse(_ request: BucketRequest, _ refusal: BucketRefusal, requestID: String) -> BucketAnswer {
        Self.complete(
            refusal.failure.answer(target: request.target, requestID: requestID), to: request, requestID: requestID)
    }

    private static func complete(
        _ answer: BucketAnswer, to request: BucketRequest, requestID: String
    ) -> BucketAnswer {
        var answer = answer
        answer.headers["x-amz-request-id"] = requestID
        answer.headers["x-amz-id-2"] = Base64.text(Array(requestID.utf8))
        if request.method == "HEAD" { answer.dropBody() }
        return answer
    }

    private func perform(_ request: BucketRequest, _ context: BucketContext) async throws -> BucketAnswer {
        try checkExpiry(request)
        let head = WireRequest(method: request.method, target: request.target, headers: request.headers)
        guard let routed = router.route(head, signingName: "s3"), routed.service.id == "s3" else {
            throw S3Failure.methodNotAllowed
        }
        guard let model = routed.operation, let operation = BucketOperation.all[model.name] else {
            throw routed.operationName == nil ? S3Failure.methodNotAllowed : S3Failure.notImplemented(routed)
        }
        let call = try await BucketCall(request, routed, model, context, hasContent: operation.hasContent)
        let service = BucketService(store: store, clock: clock)
        return try await service.answer(call, operation)
    }

    /// Source: Amazon S3 API Reference, "Authenticating Requests: Using Query Parameters"; Signature Version 2 has the
    /// time of expiry itself in `Expires`.
    private func checkExpiry(_ request: BucketRequest) throws {
        guard let mark = request.target.firstIndex(of: "?"), request.headers["Authorization"] == nil else { return }
        let signature = RequestSignature.parse(
            method: request.method, target: request.target, headers: request.headers)
        guard let signature, signature.placement == .query else { return }
        let query = QueryItem.items(of: request.target[mark...].dropFirst())
        let end: Double?
        if signature.kind == .v2 {
            end = query.first { $0.name == "Expires" }.flatMap { Double($0.value) }
        } else {
            let seconds = signature.expiresInSeconds
            guard let seconds, (1...604_800).contains(seconds) else {
                throw S3Failure(
                    "AuthorizationQueryParametersError", 400,
                    "X-Amz-Expires must be between 1 and 604800 seconds (a week)")
            }
            end = signature.date.map { $0 + Double(seconds) }
        }
        guard let end else { throw S3Failure("AccessDenied", 403, "The URL does not say when it expires") }
        if end < clock.now() { throw S3Failure("AccessDenied", 403, "Request has expired") }
    }
}

extension BucketAnswer {
    /// The head alone, which tells how long the body would be.
    fileprivate mutating func dropBody() {
        if headers["Content-Length"] == nil, status != 304, byteCount > 0, status < 300 {
            headers["Content-Length"] = String(byteCount)
        }
        body = .bytes([])
    }
}
