import CairnGateway
import CairnModel
import CairnRecording
import CairnWire
import Testing

@testable import CairnServer

@Suite struct LocalRoutingTests {
    private let recorder = Recorder(
        configuration: RecorderConfiguration(), identities: IdentityDirectory(), eventIDs: EventIDGenerator())

    private func route(
        _ method: String, _ target: String, _ headers: HeaderFields = [:], hasBuckets: Bool = false
    ) -> GatewayRoute {
        var headers = headers
        headers.append("Host", "127.0.0.1:4734")
        let head = WireRequest(method: method, target: target, headers: headers)
        return LocalRouting(hasBuckets: hasBuckets).route(head, recorder.plan(head))
    }

    private func signed(_ service: String, _ more: HeaderFields = [:]) -> HeaderFields {
        var headers = more
        headers.append(
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20260301/us-east-1/\(service)/aws4_request, "
                + "SignedHeaders=host, Signature=00")
        return headers
    }

    @Test(arguments: [
        "/_cairn/health", "/_cairn/expect", "/_parlel/reset", "/_localstack/health", "/metrics", "/metrics?x",
    ])
    func theAdminSurfaceIsAnsweredHere(target: String) {
        #expect(route("GET", target) == .admin)
    }

    @Test(arguments: ["/", "/metricsx", "/_cairn", "/_localstack/init", "/box/key", "/moto-api/reset"])
    func otherPathsAreThoseOfTheUpstream(target: String) {
        #expect(route("GET", target) == .upstream)
    }

    @Test func aBucketMayBeCalledLikeAnAdminPath() {
        #expect(route("GET", "/metrics", signed("s3")) == .upstream)
        #expect(route("PUT", "/_cairn/key", signed("s3")) == .upstream)
    }

    @Test func theAdminSurfaceMayBeSignedForCloudTrail() {
        for path in ["/_cairn/events", "/_cairn/expect", "/metrics", "/_parlel/reset"] {
            #expect(route("POST", path, signed("cloudtrail"), hasBuckets: true) == .admin)
        }
        #expect(route("GET", "/_cairn/events", signed("iam")) == .upstream)
    }

    @Test func theCloudTrailAPIsAreAnsweredHere() {
        let target = "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents"
        #expect(route("POST", "/", signed("cloudtrail", ["X-Amz-Target": target])) == .api)
        #expect(route("POST", "/", ["X-Amz-Target": target]) == .api)
        #expect(route("POST", "/", signed("cloudtrail")) == .api)
        #expect(route("POST", "/PutAuditEvents?channelArn=c", signed("cloudtrail-data")) == .api)
    }

    @Test func bucketsAreAnsweredHereIfTheyAreKeptHere() {
        #expect(route("PUT", "/box", signed("s3"), hasBuckets: true) == .bucket)
        #expect(route("PUT", "/metrics", signed("s3"), hasBuckets: true) == .bucket)
        #expect(route("GET", "/box/key", hasBuckets: true) == .bucket)
        #expect(route("GET", "/metrics", hasBuckets: true) == .admin)
        #expect(route("POST", "/", signed("dynamodb"), hasBuckets: true) == .upstream)
        #expect(route("POST", "/", signed("cloudtrail"), hasBuckets: true) == .api)
    }

    @Test func callsOfOtherServicesAreThoseOfTheUpstream() {
        #expect(route("POST", "/", signed("dynamodb", ["X-Amz-Target": "DynamoDB_20120810.GetItem"])) == .upstream)
        #expect(route("GET", "/?Action=ListUsers&Version=2010-05-08", signed("iam")) == .upstream)
    }
}
