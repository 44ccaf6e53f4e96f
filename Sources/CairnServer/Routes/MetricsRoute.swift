import HTTPTypes
import Hummingbird
import NIOCore

/// `GET /metrics` for Prometheus.
struct MetricsRoute {
    let status: ServerStatus
    let guardian: AdminGuard

    func add(to router: Router<BasicRequestContext>) {
        router.get("/metrics") { request, _ in
            if guardian.showsStatusToEveryone { return metrics() }
            return try await guardian.admit(request, to: .readStatus) { _, _ in metrics() }
        }
    }

    private func metrics() -> Response {
        Response(
            status: .ok, headers: [.contentType: PrometheusText.contentType],
            body: ResponseBody(byteBuffer: ByteBuffer(string: status.metrics().text)))
    }
}
