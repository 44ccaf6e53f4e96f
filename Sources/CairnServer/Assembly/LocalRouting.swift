import CairnGateway
import CairnRecording
import CairnSigning
import CairnWire

/// Which requests are Cairn's own.
///
/// An administration path counts only without a signature, so that a bucket may be called `metrics`.
enum LocalRouting {
    private static let apiServices: Set<String> = ["cloudtrail", "cloudtrail-data"]
    private static let adminPrefixes = ["/_cairn/", "/_parlel/"]
    private static let adminPaths: Set<String> = ["/metrics", "/_localstack/health"]

    static func route(_ head: WireRequest, _ plan: CallPlan) -> GatewayRoute {
        if let service = plan.call?.service.id, apiServices.contains(service) { return .api }
        if let signature = plan.signature {
            return signature.service.map(apiServices.contains) == true ? .api : .upstream
        }
        return isAdmin(head.path) ? .admin : .upstream
    }

    private static func isAdmin(_ path: Substring) -> Bool {
        guard path.utf8.dropFirst().first == UInt8(ascii: "_") || path == "/metrics" else { return false }
        return adminPaths.contains(String(path)) || adminPrefixes.contains { path.hasPrefix($0) }
    }
}
