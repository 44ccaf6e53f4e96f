import HTTPTypes
import Hummingbird
import NIOCore

/// `GET /metrics` for Prometheus.
struct MetricsRoute {
    let status: ServerStatus

    func add(to router: Router<BasicRequestContext>) {
        router.get("/metrics") { _, _ in
            Response(
                status: .ok, headers: [.contentType: PrometheusText.contentType],
                body: ResponseBody(byteBuffer: ByteBuffer(string: status.metrics().text)))
        }
    }
}
