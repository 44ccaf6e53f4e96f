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

    func add(to router: Router<BasicRequestContext>) {
        router.get("/_cairn/health") { _, _ in await health() }
        router.get("/_parlel/health") { _, _ in
            Response(json: ["status": "ok", "service": "cloudtrail", "trails": .integer(status.trailCount())])
        }
        router.get("/_localstack/health") { _, _ in
            Response(json: [
                "services": ["cloudtrail": "running"], "edition": "cairn", "version": .string(CairnVersion.current),
            ])
        }
        router.post("/_cairn/reset") { _, _ in try await resetEverything() }
        router.post("/_parlel/reset") { _, _ in try await resetEverything() }
    }

    private func health() async -> Response {
        let health = await status.health()
        return Response(health.isGood ? .ok : .serviceUnavailable, json: health.json)
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
