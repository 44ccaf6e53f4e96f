import CairnAWSClient
import CairnModel
import CairnSigning
import CairnWire
import Testing

@Suite struct AWSClientTests {
    @Test func jsonCallIsEncodedSignedAndDecoded() async throws {
        let transport = FakeTransport([.response(200, [:], #"{"logGroups":[{"logGroupName":"ct"}]}"#)])
        let output = try await AWSClient.testing(transport).call(
            service: "logs", operation: "DescribeLogGroups",
            input: .structure([.init("logGroupNamePrefix", .string("ct"))]), region: "eu-west-1")

        guard case .list(let groups)? = output["logGroups"] else { return #expect(Bool(false)) }
        #expect(groups.first?["logGroupName"] == .string("ct"))
        let request = try #require(transport.requests.first)
        #expect(request.url == "https://logs.eu-west-1.amazonaws.com/")
        #expect(request.headers["X-Amz-Target"] == "Logs_20140328.DescribeLogGroups")
        #expect(request.bodyText == #"{"logGroupNamePrefix":"ct"}"#)
        #expect(request.headers["Authorization"]?.contains("123456789012/20260921/eu-west-1/logs/aws4_request") == true)
    }

    @Test func signatureHoldsForWhatIsSent() async throws {
        let transport = FakeTransport([.response(200), .response(200)])
        let client = AWSClient.testing(transport)
        _ = try await client.send(.s3("PUT", bucket: "box", key: "a b/ü//..//+%", body: .bytes([1, 2])))
        _ = try await client.call(
            service: "sns", operation: "Publish", input: .structure([.init("Message", .string("a&b=c"))]))
        for (request, body) in zip(transport.requests, [[1, 2], Array(transport.requests[1].bodyText.utf8)]) {
            let target =
                "/"
                + request.url.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)[2]
                .drop { $0 != "/" }.dropFirst()
            _ = try SigV4.verify(
                method: request.method, target: target, headers: request.headers, body: body,
                secretAccessKey: "secret", now: 1_790_000_000)
        }
        #expect(transport.requests[0].url == "https://box.s3.us-east-1.amazonaws.com/a%20b/%C3%BC//..//%2B%25")
    }

    @Test func queryAnswerOfGlobalServiceIsDecoded() async throws {
        let answer = """
            <GetRoleResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><GetRoleResult><Role>\
            <RoleName>r</RoleName><Arn>arn:aws:iam::123456789012:role/r</Arn></Role></GetRoleResult></GetRoleResponse>
            """
        let transport = FakeTransport([.response(200, [:], answer)])
        let output = try await AWSClient.testing(transport).call(
            service: "iam", operation: "GetRole", input: .structure([.init("RoleName", .string("r"))]),
            region: "eu-west-1")
        #expect(output["Role"]?["Arn"] == .string("arn:aws:iam::123456789012:role/r"))
        let request = try #require(transport.requests.first)
        #expect(request.url == "https://iam.amazonaws.com/")
        #expect(request.headers["Authorization"]?.contains("/us-east-1/iam/") == true)
    }

    struct Failing: Sendable {
        var service: String
        var operation: String
        var status: Int
        var headers = HeaderFields()
        var body: String
        var code: String
        var message: String
    }

    private static let failing = [
        Failing(
            service: "kms", operation: "DescribeKey", status: 400, headers: ["x-amzn-RequestId": "id-1"],
            body: #"{"__type":"com.amazonaws.kms#NotFoundException","message":"no key"}"#, code: "NotFoundException",
            message: "no key"),
        Failing(
            service: "iam", operation: "GetUser", status: 404,
            body: "<ErrorResponse><Error><Code>NoSuchEntity</Code><Message>no user</Message></Error>"
                + "<RequestId>id-1</RequestId></ErrorResponse>", code: "NoSuchEntity", message: "no user"),
        Failing(
            service: "s3", operation: "ListBuckets", status: 403,
            body: "<Error><Code>AccessDenied</Code><Message>no</Message><RequestId>id-1</RequestId></Error>",
            code: "AccessDenied", message: "no"),
        Failing(
            service: "s3", operation: "ListBuckets", status: 404, headers: ["x-amz-request-id": "id-1"], body: "",
            code: "NotFound", message: "The service gave no message"),
    ]

    @Test(arguments: failing)
    func errorOfServiceIsTyped(failing: Failing) async throws {
        let answer = FakeTransport.Answer.response(failing.status, failing.headers, failing.body)
        let client = AWSClient.testing(FakeTransport([answer]))
        let error = await #expect(throws: AWSClientError.self) {
            try await client.call(service: failing.service, operation: failing.operation)
        }
        #expect(error?.code == .service)
        #expect(error?.serviceCode == failing.code)
        #expect(error?.failure?.status == failing.status)
        #expect(error?.failure?.requestID == "id-1")
        #expect(error?.message == failing.message)
    }

    @Test func errorWithinGoodStatusIsFound() async throws {
        let body = "<Error><Code>InvalidRequest</Code><Message>no</Message></Error>"
        let client = AWSClient.testing(FakeTransport([.response(200, [:], body)]))
        let error = await #expect(throws: AWSClientError.self) {
            try await client.call(
                service: "s3", operation: "CopyObject",
                input: .structure([
                    .init("Bucket", .string("b")), .init("Key", .string("k")), .init("CopySource", .string("b/k")),
                ]))
        }
        #expect(error?.serviceCode == "InvalidRequest")
    }

    @Test(arguments: [
        ("nothing", "Call", AWSClientError.Code.invalidRequest), ("s3", "NoSuchCall", .invalidRequest),
        ("s3", "GetBucketPolicy", .invalidRequest),
    ])
    func callsThatCannotBeSentAreRefused(service: String, operation: String, code: AWSClientError.Code) async {
        let transport = FakeTransport([])
        let error = await #expect(throws: AWSClientError.self) {
            try await AWSClient.testing(transport).call(service: service, operation: operation)
        }
        #expect(error?.code == code)
        #expect(transport.requests.isEmpty)
    }

    @Test func missingCredentialsAreSaid() async {
        let error = await #expect(throws: AWSClientError.self) {
            try await AWSClient.testing(FakeTransport([.response(200)]), keys: nil).call(
                service: "sns", operation: "ListTopics")
        }
        #expect(error?.code == .noCredentials)
    }

    @Test func callsThatNeedNoSignatureHaveNone() async throws {
        let transport = FakeTransport([.response(200, [:], "<AssumeRoleWithWebIdentityResponse/>")])
        _ = try await AWSClient.testing(transport, keys: nil).call(
            service: "sts", operation: "AssumeRoleWithWebIdentity")
        #expect(transport.requests.first?.headers["Authorization"] == nil)
    }

    @Test func idempotencyTokenIsFilledIn() async throws {
        let transport = FakeTransport([.response(200, [:], "{}"), .response(200, [:], "{}")])
        let client = AWSClient.testing(transport)
        _ = try await client.call(service: "secretsmanager", operation: "CreateSecret")
        _ = try await client.call(
            service: "secretsmanager", operation: "CreateSecret",
            input: .structure([.init("ClientRequestToken", .string("mine"))]))
        let body = try JSON(parsing: Array(transport.requests[0].bodyText.utf8))
        #expect(body["ClientRequestToken"]?.stringValue == "ffffffff-ffff-4fff-bfff-ffffffffffff")
        #expect(transport.requests[1].bodyText == #"{"ClientRequestToken":"mine"}"#)
    }

    @Test func settingsOfBucketsCarryTheirDigest() async throws {
        let transport = FakeTransport([.response(200)])
        _ = try await AWSClient.testing(transport).call(
            service: "s3", operation: "PutBucketVersioning",
            input: .structure([
                .init("Bucket", .string("box")),
                .init("VersioningConfiguration", .structure([.init("Status", .string("Enabled"))])),
            ]))
        #expect(transport.requests.first?.headers["Content-MD5"]?.utf8.count == 24)
    }

    @Test func bucketIsFollowedToItsRegionOnce() async throws {
        let elsewhere = FakeTransport.Answer.response(301, ["x-amz-bucket-region": "eu-west-1"])
        let transport = FakeTransport([elsewhere, .response(200), elsewhere, elsewhere])
        let client = AWSClient.testing(transport)
        _ = try await client.send(.s3("HEAD", bucket: "box"))
        #expect(transport.requests.last?.url == "https://box.s3.eu-west-1.amazonaws.com/")
        #expect(transport.requests.last?.headers["Authorization"]?.contains("/eu-west-1/s3/") == true)
        await #expect(throws: AWSClientError.self) { try await client.send(.s3("HEAD", bucket: "box", region: "x-1")) }
        #expect(transport.requests.count == 4)
    }

    @Test func largeAnswersAreRefused() async {
        var configuration = AWSClient.Configuration()
        configuration.answerBytesMax = 4
        let client = AWSClient.testing(FakeTransport([.response(200, [:], "{    }")]), configuration: configuration)
        let error = await #expect(throws: AWSClientError.self) {
            try await client.call(service: "kms", operation: "ListKeys")
        }
        #expect(error?.code == .malformedAnswer)
    }

    @Test func unreadableAnswersAreSaid() async {
        let client = AWSClient.testing(FakeTransport([.response(200, [:], "<html>")]))
        let error = await #expect(throws: AWSClientError.self) {
            try await client.call(service: "kms", operation: "ListKeys")
        }
        #expect(error?.code == .malformedAnswer)
    }

    @Test func answersOfObjectsComeAsStreams() async throws {
        let transport = FakeTransport([.response(206, ["ETag": "x"], "content")])
        let response = try await AWSClient.testing(transport).send(
            .s3("GET", bucket: "box", key: "k", query: [("versionId", "a/b"), ("acl", nil)]))
        #expect(response.status == 206)
        #expect(try await response.body.collect(upTo: 100) == Array("content".utf8))
        #expect(transport.requests.first?.url == "https://box.s3.us-east-1.amazonaws.com/k?versionId=a%2Fb&acl")
    }
}
