import CairnModel
import Crypto
import Testing

@testable import CairnSigning

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite struct SigV4ATests {
    @Test(arguments: [
        // The pair of AWS's own test of the derivation.
        (
            "AKISORANDOMAASORANDOM", "q+jcrXGc+0zWN6uzclKVhvMmUsIfRPa4rlRandom",
            "15d242ceebf8d8169fd6a8b5a746c41140414c3b07579038da06af89190fffcb"
                + "0515242cedd82e94799482e4c0514b505afccf2c0c98d6a553bf539f424c5ec0"
        ),
        // Derived with another implementation of the counter mode and of the curve.
        (
            "AKIDEXAMPLE", SigV4Tests.secret,
            "b6618f6a65740a99e650b33b6b4b5bd0d43b176d721a3edfea7e7d2d56d936b1"
                + "865ed22a7eadc9c5cb9d2cbaca1b3699139fedc5043dc6661864218330c8e518"
        ),
    ]) func derivesTheKeyAsAWSDoes(_ accessKeyID: String, _ secret: String, _ publicKey: String) throws {
        let key = try SigV4AKey(SigningCredentials(accessKeyID: accessKeyID, secretAccessKey: secret))
        #expect(Hexadecimal.text(key.privateKey.publicKey.rawRepresentation) == publicKey)
    }

    struct Vector: Sendable, CustomTestStringConvertible {
        let name: String
        var method = "GET"
        var host = "example.amazonaws.com"
        var target = "/"
        var headers: [(String, String)] = []
        var body = ""
        var service = "service"
        var date = "20260203T040506Z"
        var regions: String?
        var signed = ""
        var signature = ""

        var testDescription: String { name }

        var request: SigV4.SignedRequest {
            var fields = [("Host", host)] + headers
            if let regions {
                fields += [
                    ("X-Amz-Date", date), ("X-Amz-Region-Set", regions),
                    (
                        "Authorization",
                        "AWS4-ECDSA-P256-SHA256 Credential=AKIDEXAMPLE/\(date.prefix(8))/\(service)/aws4_request, "
                            + "SignedHeaders=\(signed), Signature=\(signature)"
                    ),
                ]
            }
            return SigV4.SignedRequest(target: target, headers: HeaderFields(fields))
        }
    }

    // Signed by AWS's common runtime (0.38.1); the first is a request of AWS's published suite.
    static let vectors = [
        Vector(
            name: "get-vanilla", date: "20150830T123600Z", regions: "us-east-1",
            signed: "host;x-amz-date;x-amz-region-set",
            signature: "3045022100fa302073c76564870c1455f4d2e92b610bf775f6da4c975446a560e8e3749904022036eb7152b5974c0f"
                + "a4802710f283358b0121098cbfa3922b11783b5dcd6dfcf4"),
        Vector(
            name: "a call of CloudTrail for several regions", method: "POST",
            host: "cloudtrail.us-east-1.amazonaws.com",
            headers: [
                ("Content-Type", "application/x-amz-json-1.1"),
                ("X-Amz-Target", "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.ListTrails"),
            ],
            body: "{}", service: "cloudtrail", regions: "us-east-1,eu-*",
            signed: "content-type;host;x-amz-date;x-amz-region-set;x-amz-target",
            signature: "304502204e3918fc31b02872be86f4f56141d625759e4a61c7000995ac3f9c6285f2c029022100fd8d4a2ef6011b0d"
                + "78e405d4baed58910afc2c57078797334d1a3f30f56daeb3"),
        Vector(
            name: "a session token, and a path that is normalised", target: "/a%20b//c/../d?x=1&a=%2F",
            headers: [("My-Header", "a   b"), ("X-Amz-Security-Token", SigV4Tests.token)], regions: "*",
            signed: "host;my-header;x-amz-date;x-amz-region-set;x-amz-security-token",
            signature: "3045022100ae60074c314e148b156255faaac97233585722f838009b9a519ab445469d511602205ae479c5d6ec3c4d"
                + "15e4bb598f1cef03d79b8825bdcd624567d03388669d31a3"),
        Vector(
            name: "an object of S3", method: "PUT", host: "b.s3.amazonaws.com", target: "/a//b%20c",
            headers: [
                ("X-Amz-Content-SHA256", "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824")
            ],
            body: "hello", service: "s3", regions: "*",
            signed: "host;x-amz-content-sha256;x-amz-date;x-amz-region-set",
            signature: "304402200a8ae6c54857336b22cb927a219cb7d15f308defd2ecc8a894c646a648882ab9022079359d47621e982ec8"
                + "3fafd45c2b090aff7845358ce52a7589b2720ab685d562"),
        Vector(
            name: "a presigned URL",
            target: "/?Param2=value2&Param1=value1&X-Amz-Algorithm=AWS4-ECDSA-P256-SHA256"
                + "&X-Amz-Credential=AKIDEXAMPLE%2F20260203%2Fservice%2Faws4_request&X-Amz-Date=20260203T040506Z"
                + "&X-Amz-SignedHeaders=host&X-Amz-Expires=3600&X-Amz-Region-Set=us-east-1%2Cus-west-2"
                + "&X-Amz-Signature=3045022100d349c644df28224c3660ff75c93585bc3decf147ccaa889345ba58963e98f481"
                + "02206f40fd8c648ccd5c8710b58e92303d45341ad2b4d1e54d6826d54faaefd072ab"),
    ]

    static func verify(
        _ vector: Vector, _ request: SigV4.SignedRequest? = nil, secret: String = SigV4Tests.secret
    ) throws(SignatureError) -> VerifiedSignature {
        let request = request ?? vector.request
        return try SignatureVerifier().verify(
            method: vector.method, target: request.target, headers: request.headers, body: Array(vector.body.utf8),
            secretAccessKey: secret, now: (ISO8601.parse(vector.date) ?? 0) + 60)
    }

    @Test(arguments: vectors) func takesWhatAWSSigned(_ vector: Vector) throws {
        let verified = try Self.verify(vector)
        #expect(verified.signature.kind == .v4a)
        #expect(verified.regions.description == vector.regions ?? "us-east-1,us-west-2")
    }

    @Test(arguments: vectors) func refusesAnotherSecretTargetOrRegion(_ vector: Vector) {
        let mismatch = SignatureError(.mismatch, "")
        #expect(throws: mismatch) { try Self.verify(vector, secret: "other") }
        var request = vector.request
        request.target += request.target.contains("?") ? "&z=1" : "?z=1"
        #expect(throws: mismatch) { try Self.verify(vector, request) }
        request = vector.request
        request.target = request.target.replacing("us-west-2", with: "us-west-1")
        if vector.regions != nil { request.headers["X-Amz-Region-Set"] = "eu-west-1" }
        #expect(throws: mismatch) { try Self.verify(vector, request) }
    }

    @Test(arguments: ["s3", "cloudtrail"]) func takesItsOwnSignatures(_ service: String) throws {
        let time = ISO8601.parse("2026-02-03T04:05:06Z") ?? 0
        let regions = RegionSet("us-*, eu-west-1")
        let signed = try SigV4A.sign(
            method: "POST", target: "/x?y=1", headers: ["Host": "h", "X-Amz-Target": "T"], payload: .bytes([1, 2]),
            credentials: SigV4Tests.credentials, regions: regions, service: service, at: time)
        #expect(signed.headers["X-Amz-Region-Set"] == "us-*,eu-west-1")
        let verified = try SignatureVerifier(service: service).verify(
            method: "POST", target: signed.target, headers: signed.headers, body: [1, 2],
            secretAccessKey: SigV4Tests.secret, now: time)
        #expect(verified.regions == regions)

        let url = try SigV4A.presign(
            method: "GET", target: "/x", host: "h", credentials: SigV4Tests.credentials, regions: regions,
            service: service, at: time, expiresInSeconds: 60)
        _ = try SignatureVerifier().verify(
            method: "GET", target: url, headers: ["Host": "h"], body: [], secretAccessKey: SigV4Tests.secret,
            now: time + 60)
    }

    @Test func isOneRequestHoweverItsSignatureIsWritten() throws {
        // No two asymmetric signatures are alike: they are made with a random number.
        let regions = RegionSet("us-east-1")
        let requests = try [0.0, 0, 1].map { later in
            let time = (ISO8601.parse("2015-08-30T12:36:00Z") ?? 0) + later
            return try SigV4A.sign(
                method: "GET", target: "/", headers: ["Host": Self.vectors[0].host], payload: .bytes([]),
                credentials: SigV4Tests.credentials, regions: regions, service: "service", at: time)
        }
        #expect(requests[0] != requests[1])
        let digests = try requests.map { try Self.verify(Self.vectors[0], $0).digest }
        #expect(digests[0] == digests[1])
        #expect(digests[0] == (try Self.verify(Self.vectors[0]).digest))
        #expect(digests[0] != digests[2])
    }

    @Test(arguments: ["", ",", "00", "3006020100020100", String(repeating: "ab", count: 72)])
    func refusesWhatIsNoSignature(_ digits: String) {
        var request = Self.vectors[0].request
        request.headers["Authorization"] =
            "AWS4-ECDSA-P256-SHA256 Credential=AKIDEXAMPLE/20150830/service/aws4_request, "
            + "SignedHeaders=host;x-amz-date;x-amz-region-set, Signature=\(digits)"
        #expect(throws: SignatureError.self) { try Self.verify(Self.vectors[0], request) }
    }

    @Test func needsTheRegionSet() {
        var request = Self.vectors[0].request
        request.headers["X-Amz-Region-Set"] = nil
        #expect(throws: SignatureError(.malformed, "")) { try Self.verify(Self.vectors[0], request) }
    }
}
