import CairnModel
import CairnSigning
import CairnWire
import Testing

@testable import CairnAWSClient

@Suite struct BucketPlacementTests {
    @Test(arguments: [
        ("https://s3.x.amazonaws.com", false, BucketAddressing.automatic, "/box/k", "box.s3.x.amazonaws.com/k"),
        ("https://s3.x.amazonaws.com", false, .automatic, "/box?acl", "box.s3.x.amazonaws.com/?acl"),
        ("https://s3.x.amazonaws.com", false, .automatic, "/box", "box.s3.x.amazonaws.com/"),
        ("https://s3.x.amazonaws.com", false, .automatic, "/", "s3.x.amazonaws.com/"),
        ("https://s3.x.amazonaws.com", false, .automatic, "/my.box/k", "s3.x.amazonaws.com/my.box/k"),
        ("https://s3.x.amazonaws.com", false, .automatic, "/My_Box/k", "s3.x.amazonaws.com/My_Box/k"),
        ("https://s3.x.amazonaws.com", false, .path, "/box/k", "s3.x.amazonaws.com/box/k"),
        ("http://127.0.0.1:1", true, .automatic, "/box/k", "127.0.0.1:1/box/k"),
        ("http://127.0.0.1:1", true, .virtualHosted, "/box/k", "127.0.0.1:1/box/k"),
        ("http://[::1]:1", true, .virtualHosted, "/box/k", "[::1]:1/box/k"),
        ("http://localhost:1/base", true, .virtualHosted, "/box/k", "box.localhost:1/base/k"),
        ("http://localhost:1/base", true, .automatic, "/box/k", "localhost:1/base/box/k"),
    ])
    func bucketStandsWhereItShould(
        url: String, isCustom: Bool, addressing: BucketAddressing, target: String, expected: String
    ) throws {
        var endpoint = try #require(Endpoint(url: url, signingRegion: "x"))
        endpoint.isCustom = isCustom
        let request = OutgoingRequest(
            service: try #require(ServiceCatalog.shared.model(id: "s3")), name: "", method: "GET", target: target,
            headers: [:], body: .empty, payload: .unsigned, region: "x")
        let place = BucketPlacement(request, endpoint: endpoint, addressing: addressing)
        #expect(place.authority + place.target == expected)
    }

    @Test func hostPrefixIsForHostsOfAWSAlone() throws {
        var request = OutgoingRequest(
            service: try #require(ServiceCatalog.shared.model(id: "s3control")), name: "", method: "GET", target: "/v",
            headers: [:], body: .empty, payload: .unsigned, region: "x")
        request.hostPrefix = "123456789012."
        let aws = Endpoint(authority: "s3-control.x.amazonaws.com", signingRegion: "x")
        let custom = Endpoint(authority: "127.0.0.1:1", signingRegion: "x", isCustom: true)
        let places = [aws, custom].map { BucketPlacement(request, endpoint: $0, addressing: .automatic).authority }
        #expect(places == ["123456789012.s3-control.x.amazonaws.com", "127.0.0.1:1"])
    }
}
