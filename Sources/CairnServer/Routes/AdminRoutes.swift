import CairnModel
import HTTPTypes
import Hummingbird
import NIOCore

/// Health and reset, under Cairn's own paths and those where other tools look.
struct AdminRoutes {
    let status: ServerStatus
    let reset: @Sendable () async throws -> Void
    /// Whoever can reach the port can reset: only loopback may.
    let allowsReset: Bool
    let guardian: AdminGuard

    func add(to router: Router<BasicRequestContext>) {
        router.get("/_cairn/health") { request, _ in try await health(request) }
        router.get("/_parlel/health") { _, _ in
            var json: JSONObject = ["status": "ok", "service": "cloudtrail"]
            if guardian.showsStatusToEveryone { json["trails"] = .integer(status.trailCount()) }
            return Response(json: .object(json))
        }
        router.get("/_localstack/health") { _, _ in
            Response(json: [
                "services": ["cloudtrail": "running"], "edition": "cairn", "version": .string(CairnVersion.current),
            ])
        }
        for path in ["/_cairn/reset", "/_parlel/reset"] {
            router.post(RouterPath(path)) { request, _ in
                try await guardian.admit(request, to: .reset) { _, _ in try await resetEverything() }
            }
        }
    }

    /// Whether Cairn is well may be asked by everyone: what asks it cannot sign. The rest is for those who may see it.
    private func health(_ request: Request) async throws -> Response {
        let health = await status.health()
        let code: HTTPResponse.Status = health.isGood ? .ok : .serviceUnavailable
        if guardian.showsStatusToEveryone { return Response(code, json: health.json) }
        let answer = try await guardian.admit(request, to: .readStatus) { _, _ in Response(code, json: health.json) }
        guard answer.status == .forbidden else { return answer }
        return Response(code, json: ["status": health.json["status"] ?? .null, "service": "cairn"])
    }

    private func resetEverything() async throws -> Response {
        guard allowsReset else {
            return Response(
                .forbidden, json: ["message": "a reset is only possible while Cairn listens on loopback alone"])
        }
        try await reset()
        return Response(json: ["ok": true])
    }
}
