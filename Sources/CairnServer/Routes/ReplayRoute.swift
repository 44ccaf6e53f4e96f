import CairnAWSClient
import CairnModel
import CairnReplay
import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization

/// `POST /api/cloudtrail/replay`: a log file as the body, options as query parameters; see `docs/reference/admin.md`.
///
/// Answers with the same document as `cairn replay --output`, or with lines of progress before it where
/// `progress=true` asks for them. One replay at a time for a target, unless `parallel=true`.
struct ReplayRoute {
    /// Log files that CloudTrail delivers have some 50 MB at most before gzip.
    static let bodyBytesMax = 64 << 20

    let transport: any HTTPTransport
    /// Where calls go that name no endpoint: the gateway's own upstream.
    let defaultEndpoint: String?
    /// Whether callers may name another endpoint: Cairn would call it for them.
    let allowsEndpoints: Bool
    let guardian: AdminGuard
    private let running = RunningReplays()

    init(
        transport: any HTTPTransport, defaultEndpoint: String?, allowsEndpoints: Bool, guardian: AdminGuard
    ) {
        self.transport = transport
        self.defaultEndpoint = defaultEndpoint
        self.allowsEndpoints = allowsEndpoints
        self.guardian = guardian
    }

    func add(to router: Router<BasicRequestContext>) {
        router.post("/api/cloudtrail/replay") { request, _ in
            try await guardian.admit(request, to: .replay, bodyBytesMax: Self.bodyBytesMax) { body, _ in
                do {
                    return try await respond(try ReplayRequest(query: request.uri.queryParameters), body)
                } catch let error as ReplayRequest.Invalid {
                    return Response(.badRequest, json: ["message": .string(error.message)])
                }
            }
        }
    }

    private func respond(_ options: ReplayRequest, _ body: [UInt8]) async throws -> Response {
        let plan = try await ReplayPlan.reading(
            OneChunk(body), name: "the body", selector: options.selector)
        if options.isPlan { return try document { try plan.writeJSON($0) } }
        guard let endpoint = options.endpoint ?? defaultEndpoint else {
            throw ReplayRequest.Invalid(
                "endpoint says where to send the calls: Cairn itself has no upstream")
        }
        guard allowsEndpoints || options.endpoint == nil else {
            throw ReplayRequest.Invalid("endpoint may be named only on loopback or with --auth")
        }
        let lease = options.mayRunBeside ? nil : running.lease(endpoint)
        guard options.mayRunBeside || lease != nil else {
            return Response(
                .conflict, json: ["message": .string("a replay against \(endpoint) is running")])
        }
        if options.showsProgress { return streamed(plan, options, endpoint, lease) }
        defer { withExtendedLifetime(lease) {} }
        let log = try ProgressLog.temporary()
        let result = try await replay(plan, options, endpoint).run(ids: options.ids, progress: log)
        return try document { try ReplayReport(plan: plan, log: log, result: result).write($0) }
    }

    private func replay(_ plan: ReplayPlan, _ options: ReplayRequest, _ endpoint: String) -> Replay {
        var settings = options.replay
        settings.fillsGaps = options.fillsGaps ?? !endpoint.contains(".amazonaws.com")
        var configuration = AWSClient.Configuration()
        configuration.endpoints = EndpointSettings(overrideURL: endpoint)
        let client = AWSClient(
            configuration: configuration, credentials: FixedCredentials(nil), transport: transport)
        return Replay(
            plan: plan, target: AWSTarget(client: client, signer: .recordedAccount),
            options: settings)
    }

    private func document(
        _ write: (@escaping ([UInt8]) throws(ReplayError) -> Void) throws -> Void
    ) throws -> Response {
        let buffer = Mutex(ByteBuffer())
        try write { bytes throws(ReplayError) in buffer.withLock { _ = $0.writeBytes(bytes) } }
        return Response(
            status: .ok, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: buffer.withLock { $0 }))
    }

    /// Lines of JSON: how far it is, and last the document.
    private func streamed(
        _ plan: ReplayPlan, _ options: ReplayRequest, _ endpoint: String, _ lease: ReplayLease?
    ) -> Response {
        Response(
            status: .ok, headers: [.contentType: "application/x-ndjson", .cacheControl: "no-store"],
            body: ResponseBody { writer in
                defer { withExtendedLifetime(lease) {} }
                let (lines, continuation) = AsyncStream.makeStream(
                    of: ReplayProgress.self, bufferingPolicy: .bufferingNewest(1))
                let log = try ProgressLog.temporary()
                let work = Task {
                    defer { continuation.finish() }
                    return try await replay(plan, options, endpoint).run(ids: options.ids, progress: log) {
                        continuation.yield($0)
                    }
                }
                try await withTaskCancellationHandler {
                    for await progress in lines { try await writer.write(ByteBuffer(bytes: progress.line)) }
                    let result = try await work.value
                    let report = try ReplayReport(plan: plan, log: log, result: result).json()
                    try await writer.write(ByteBuffer(bytes: report + [0x0A]))
                    try await writer.finish(nil)
                } onCancel: {
                    work.cancel()
                }
            })
    }
}

extension ReplayProgress {
    fileprivate var line: [UInt8] {
        let json: JSON = [
            "total": .integer(total), "replayed": .integer(tally.replayed),
            "succeeded": .integer(tally.succeeded),
            "failed": .integer(tally.failed), "event": .string(event),
        ]
        return Array(json.description.utf8) + [0x0A]
    }
}

/// The endpoints that replays are running against.
private final class RunningReplays: Sendable {
    private let endpoints = Mutex<Set<String>>([])

    /// The right to replay against an endpoint, `nil` if somebody has it.
    func lease(_ endpoint: String) -> ReplayLease? {
        guard endpoints.withLock({ $0.insert(endpoint).inserted }) else { return nil }
        return ReplayLease { [self] in endpoints.withLock { _ = $0.remove(endpoint) } }
    }
}

/// Ends when the last who holds it lets go, also if an answer is never read.
private final class ReplayLease: Sendable {
    private let onEnd: @Sendable () -> Void

    init(onEnd: @escaping @Sendable () -> Void) { self.onEnd = onEnd }

    deinit { onEnd() }
}

/// A body that is there already, as a sequence of one.
private struct OneChunk: AsyncSequence {
    typealias Element = [UInt8]
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    struct AsyncIterator: AsyncIteratorProtocol {
        var rest: [UInt8]?

        mutating func next() async -> [UInt8]? {
            defer { rest = nil }
            return rest
        }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(rest: bytes) }
}
