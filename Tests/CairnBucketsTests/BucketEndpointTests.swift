import CairnModel
import CairnObjects
import CairnPolicy
import Testing

@testable import CairnBuckets

@Suite struct BucketEndpointTests {
    private let endpoint: TestEndpoint

    init() async throws {
        endpoint = try TestEndpoint()
        #expect(try await endpoint.call("PUT", "/box").status == 200)
    }

    @Test func anObjectGoesInAndComesOut() async throws {
        let put = try await endpoint.call(
            "PUT", "/box/a%20b/%C3%A9", "content", headers: [("X-Amz-Meta-Name", "v"), ("Content-Type", "text/plain")])
        #expect(put.status == 200)
        #expect(put.headers["ETag"] == "\"9a0364b9e99bb480dd25e1f0284c8555\"")
        let got = try await endpoint.call("GET", "/box/a%20b/%C3%A9")
        #expect(got.text == "content")
        #expect(got.headers["x-amz-meta-name"] == "v")
        #expect(got.headers["Content-Type"] == "text/plain")
        #expect(got.headers["Last-Modified"] == "Thu, 28 May 2026 20:26:40 GMT")
        #expect(got.headers["x-amz-request-id"] == "REQ1")
        let head = try await endpoint.call("HEAD", "/box/a%20b/%C3%A9")
        #expect(head.headers["Content-Length"] == "7")
        #expect(head.text.isEmpty)
        #expect(try await endpoint.call("DELETE", "/box/a%20b/%C3%A9").status == 204)
        #expect(try await endpoint.call("GET", "/box/a%20b/%C3%A9").code == "NoSuchKey")
    }

    @Test(arguments: ["box.s3.us-east-1.amazonaws.com", "box.localhost:4734", "box.127.0.0.1.nip.io"])
    func theBucketMayStandInTheHost(_ host: String) async throws {
        #expect(try await endpoint.call("PUT", "/k", "by host", headers: [("Host", host)]).status == 200)
        #expect(try await endpoint.call("GET", "/box/k").text == "by host")
    }

    @Test(arguments: [
        ("GET", "/none/k", 404, "NoSuchBucket"), ("GET", "/box/none", 404, "NoSuchKey"),
        ("PUT", "/Box", 400, "InvalidBucketName"),
        ("GET", "/box?policy", 404, "NoSuchBucketPolicy"), ("GET", "/box?tagging", 404, "NoSuchTagSet"),
        ("GET", "/box?lifecycle", 404, "NoSuchLifecycleConfiguration"),
        ("GET", "/box?cors", 404, "NoSuchCORSConfiguration"),
        ("GET", "/box?analytics&id=1", 501, "NotImplemented"), ("OPTIONS", "/box/k", 501, "NotImplemented"),
        ("PATCH", "/box/k", 405, "MethodNotAllowed"), ("GET", "/box/k?torrent", 501, "NotImplemented"),
        ("GET", "/box/k?versionId=abc", 404, "NoSuchVersion"), ("GET", "/box?max-keys=x", 400, "InvalidArgument"),
        ("GET", "/box?max-keys=-1", 400, "InvalidArgument"),
        ("GET", "/box?list-type=2&continuation-token=*", 400, "InvalidArgument"),
        ("GET", "/box?encoding-type=hex", 400, "InvalidArgument"), ("POST", "/box?delete", 400, "MalformedXML"),
        ("PUT", "/box?tagging", 400, "MalformedXML"), ("GET", "/box/k?uploadId=..%2F..", 404, "NoSuchUpload"),
        ("PUT", "/box/k?partNumber=0&uploadId=00", 404, "NoSuchUpload"), ("DELETE", "/none", 404, "NoSuchBucket"),
    ])
    func whatIsWrongIsSaidInTheShapeOfS3(_ method: String, _ target: String, _ status: Int, _ code: String) async throws
    {
        let answer = try await endpoint.call(method, target)
        #expect(answer.status == status)
        #expect(answer.code == code)
        #expect(answer.headers["Content-Type"] == "application/xml")
        for element in ["<Error>", "<Message>", "<Resource>", "<RequestId>REQ1</RequestId>"] {
            #expect(answer.text.contains(element))
        }
    }

    @Test func documentsThatAreNoXMLAreRefused() async throws {
        for body in [
            "<Tagging>", "no", "<!DOCTYPE a [<!ENTITY b \"c\">]><Tagging/>",
            "<Tagging><TagSet><Tag/></TagSet></Tagging>",
        ] {
            #expect(try await endpoint.call("PUT", "/box?tagging", body).code == "MalformedXML")
        }
        let large = String(repeating: " ", count: BucketEndpoint.documentByteCountMax + 1)
        #expect(try await endpoint.call("PUT", "/box?tagging", large).code == "MaxMessageLengthExceeded")
    }

    @Test func presignedURLsExpire() async throws {
        _ = try await endpoint.call("PUT", "/box/k", "1")
        let date = ISO8601.compactString(epochSeconds: Int64(endpoint.clock.now()))
        let query =
            "?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=A%2F20260528%2Fus-east-1%2Fs3%2Faws4_request"
            + "&X-Amz-Date=\(date)&X-Amz-SignedHeaders=host&X-Amz-Signature=00&X-Amz-Expires="
        #expect(try await endpoint.call("GET", "/box/k" + query + "60").status == 200)
        #expect(try await endpoint.call("GET", "/box/k" + query + "604801").code == "AuthorizationQueryParametersError")
        endpoint.clock.advance(by: 61)
        let answer = try await endpoint.call("GET", "/box/k" + query + "60")
        #expect(answer.status == 403)
        #expect(answer.text.contains("Request has expired"))
    }

    @Test func settingsComeBackAsTheModelWritesThem() async throws {
        let body = """
            <LifecycleConfiguration><Rule><ID>a &amp; b</ID><Filter><Prefix>x</Prefix></Filter><Status>Enabled</Status>
            <Expiration><Days>3</Days></Expiration></Rule></LifecycleConfiguration>
            """
        #expect(try await endpoint.call("PUT", "/box?lifecycle", body).status == 200)
        let answer = try await endpoint.call("GET", "/box?lifecycle")
        #expect(answer.text.contains("<ID>a &amp; b</ID>"))
        #expect(answer.text.contains("<Days>3</Days>"))
        #expect(try await endpoint.call("DELETE", "/box?lifecycle").status == 204)
        #expect(try await endpoint.call("GET", "/box?lifecycle").status == 404)
    }

    @Test func bucketsAreCreatedWhereTheirRequestsSay() async throws {
        let ireland =
            "<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>"
        #expect(try await endpoint.call("PUT", "/irish", ireland).status == 200)
        #expect(try await endpoint.call("GET", "/irish?location").text.contains(">eu-west-1<"))
        #expect(
            try await endpoint.call("PUT", "/other", region: "eu-west-1").code == "IllegalLocationConstraintException")
        #expect(try await endpoint.call("PUT", "/box").status == 200, "in us-east-1 creating again is no error")
        let stranger = TestEndpoint.user(TestEndpoint.stranger)
        #expect(try await endpoint.call("PUT", "/box", as: stranger).code == "BucketAlreadyExists")
        let list = try await endpoint.call("GET", "/").text
        #expect(list.contains("<Name>box</Name>") && list.contains("<Name>irish</Name>"))
        #expect(try await endpoint.call("GET", "/", as: stranger).text.contains("<Name>") == false)
    }
}
