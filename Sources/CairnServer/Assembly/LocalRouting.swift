import CairnGateway
import CairnModel
import CairnRecording
import CairnSigning
import CairnWire

/// Which requests are Cairn's own.
///
/// An administration path counts only without a signature or with one for CloudTrail, so that a bucket may be called
/// `metrics`.
struct LocalRouting: Sendable {
    /// Whether S3's calls reach the embedded bucket store rather than the upstream.
    var hasBuckets = false

    private static let apiServices: Set<String> = ["cloudtrail", "cloudtrail-data"]
    private static let replayPath = "/api/cloudtrail/replay"
    private static let adminPrefixes = ["/_cairn/", "/_parlel/"]
    private static let adminPaths: Set<String> = ["/metrics", "/_localstack/health", replayPath]

    func route(_ head: WireRequest, _ plan: CallPlan) -> GatewayRoute {
        if Self.isAdmin(head.path), plan.signature == nil || Self.isForCloudTrail(plan.signature) { return .admin }
        if let service = plan.call?.service.id, Self.apiServices.contains(service) { return .api }
        if hasBuckets, isForBuckets(head, plan) { return .bucket }
        return Self.isForCloudTrail(plan.signature) ? .api : .upstream
    }

    private static func isForCloudTrail(_ signature: RequestSignature?) -> Bool {
        signature?.service.map(apiServices.contains) == true
    }

    /// Without an upstream, what nothing tells apart from an anonymous read of an object is one: a browser's, say.
    private func isForBuckets(_ head: WireRequest, _ plan: CallPlan) -> Bool {
        if let service = plan.call?.service.id { return service == "s3" }
        if let signature = plan.signature { return signature.service == "s3" }
        return (head.method == "GET" || head.method == "HEAD") && head.path != "/"
            && head.headers["X-Amz-Target"] == nil
    }

    private static func isAdmin(_ path: Substring) -> Bool {
        guard path.utf8.dropFirst().first == UInt8(ascii: "_") || path == "/metrics" || path == replayPath else {
            return false
        }
        return adminPaths.contains(String(path)) || adminPrefixes.contains { path.hasPrefix($0) }
    }
}
