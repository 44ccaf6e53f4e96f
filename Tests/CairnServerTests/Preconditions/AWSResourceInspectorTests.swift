import CairnAWSClient
import CairnModel
import CairnService
import Testing

@testable import CairnServer

@Suite struct AWSResourceInspectorTests {
    private static func inspector(
        _ answers: [String: [ScriptedServices.Answer]], _ kind: AccountClients.Kind = .aws
    ) -> (AWSResourceInspector, ScriptedServices) {
        let services = ScriptedServices(answers)
        return (AWSResourceInspector(clients: services.clients(kind)), services)
    }

    private static let noPolicy = ScriptedServices.Answer(404, "<Error><Code>NoSuchBucketPolicy</Code></Error>")
    private static let noEncryption = ScriptedServices.Answer(
        404, "<Error><Code>ServerSideEncryptionConfigurationNotFoundError</Code></Error>")
    private static let ownerPays: ScriptedServices.Answer =
        "<RequestPaymentConfiguration><Payer>BucketOwner</Payer></RequestPaymentConfiguration>"

    @Test func bucketIsDescribed() async throws {
        let (inspector, services) = Self.inspector([
            "HEAD /box": [.init(200, headers: ["x-amz-bucket-region": "eu-west-1"])],
            "GET /box?policy": [#"{"Version":"2012-10-17"}"#],
            "GET /box?requestPayment": [
                "<RequestPaymentConfiguration><Payer>Requester</Payer></RequestPaymentConfiguration>"
            ],
            "GET /box?encryption": [
                """
                <ServerSideEncryptionConfiguration><Rule><BucketKeyEnabled>true</BucketKeyEnabled></Rule>\
                </ServerSideEncryptionConfiguration>
                """
            ],
        ])
        let facts = try await inspector.bucket("box", account: "1")
        #expect(
            facts
                == BucketFacts(
                    region: "eu-west-1", policy: #"{"Version":"2012-10-17"}"#, isRequesterPays: true,
                    usesBucketKey: true))
        #expect(services.requests.last?.headers["Authorization"]?.contains("/eu-west-1/s3/") == true)
    }

    @Test(arguments: [
        ("<LocationConstraint>ap-south-1</LocationConstraint>", "ap-south-1"), ("<LocationConstraint/>", "us-east-1"),
        ("<LocationConstraint>EU</LocationConstraint>", "eu-west-1"),
    ])
    func regionIsAskedForWhereTheHeadDoesNotTell(location: String, region: String) async throws {
        let (inspector, _) = Self.inspector([
            "HEAD /box": [""], "GET /box?location": [.init(200, location)], "GET /box?policy": [Self.noPolicy],
            "GET /box?requestPayment": [Self.ownerPays], "GET /box?encryption": [Self.noEncryption],
        ])
        #expect(try await inspector.bucket("box", account: "1") == BucketFacts(region: region))
    }

    @Test func bucketThatIsNotThereIsNone() async throws {
        let (inspector, _) = Self.inspector(["HEAD /box": [.init(404)]])
        #expect(try await inspector.bucket("box", account: "1") == nil)
    }

    @Test func bucketThatMayNotBeReadIsDenied() async {
        let (inspector, _) = Self.inspector([
            "HEAD /box": [.init(403, headers: ["x-amz-bucket-region": "us-east-1"])],
            "GET /box?policy": [.init(403, "<Error><Code>AccessDenied</Code></Error>")],
        ])
        await #expect(throws: ResourceInspectionError(.denied, "")) {
            try await inspector.bucket("box", account: "1")
        }
        let (unreachable, _) = Self.inspector([:])
        await #expect(throws: ResourceInspectionError(.unavailable, "")) {
            try await unreachable.bucket("box", account: "1")
        }
    }

    @Test func topicAndItsPolicyAreFound() async throws {
        let arn = "arn:aws:sns:eu-west-1:222233334444:ct"
        let answer: ScriptedServices.Answer = """
            <GetTopicAttributesResponse><GetTopicAttributesResult><Attributes><entry><key>Policy</key>\
            <value>{}</value></entry></Attributes></GetTopicAttributesResult></GetTopicAttributesResponse>
            """
        let (inspector, services) = Self.inspector(["GetTopicAttributes": [answer]])
        #expect(try await inspector.topic(arn: arn) == TopicFacts(policy: "{}"))
        #expect(services.requests.first?.headers["Authorization"]?.contains("/eu-west-1/sns/") == true)
        let (none, _) = Self.inspector([
            "GetTopicAttributes": [.init(404, "<ErrorResponse><Error><Code>NotFound</Code></Error></ErrorResponse>")]
        ])
        #expect(try await none.topic(arn: arn) == nil)
        #expect(try await none.topic(arn: "ct") == nil)
    }

    @Test func keyIsDescribedWithItsPolicy() async throws {
        let arn = "arn:aws:kms:eu-west-1:222233334444:key/k"
        let (inspector, services) = Self.inspector([
            "DescribeKey": [.init(200, #"{"KeyMetadata":{"Arn":"\#(arn)","KeyState":"Disabled"}}"#)],
            "GetKeyPolicy": [#"{"Policy":"{}"}"#],
        ])
        let facts = try await inspector.key("alias/ct", account: "222233334444", region: "eu-west-1")
        #expect(facts == KeyFacts(arn: arn, state: "Disabled", policy: "{}"))
        #expect(services.calls == ["DescribeKey", "GetKeyPolicy"])
        let (none, _) = Self.inspector(["DescribeKey": [.init(400, #"{"__type":"NotFoundException"}"#)]])
        #expect(try await none.key(arn, account: "1", region: "x") == nil)
    }

    @Test func logGroupIsLookedForOnAllPages() async throws {
        let pages: [ScriptedServices.Answer] = [
            #"{"logGroups":[{"logGroupName":"ct-1"}],"nextToken":"n"}"#, #"{"logGroups":[{"logGroupName":"ct"}]}"#,
        ]
        let (inspector, _) = Self.inspector(["DescribeLogGroups": pages])
        #expect(try await inspector.logGroupExists(arn: "arn:aws:logs:eu-west-1:222233334444:log-group:ct:*"))
        let (none, services) = Self.inspector(["DescribeLogGroups": [pages[0]]])
        #expect(try await !none.logGroupExists(arn: "arn:aws:logs:eu-west-1:222233334444:log-group:ct:*"))
        #expect(services.calls.count == 20)
    }

    @Test func roleHasItsTrustAndAllItsPolicies() async throws {
        func answer(_ operation: String, _ content: String) -> ScriptedServices.Answer {
            .init(
                200, "<\(operation)Response><\(operation)Result>\(content)</\(operation)Result></\(operation)Response>")
        }
        let (inspector, _) = Self.inspector([
            "GetRole": [
                answer("GetRole", "<Role><AssumeRolePolicyDocument>%7B%22a%22%3A1%7D</AssumeRolePolicyDocument></Role>")
            ],
            "ListRolePolicies": [
                answer("ListRolePolicies", "<PolicyNames><member>p</member></PolicyNames>")
            ],
            "GetRolePolicy": [answer("GetRolePolicy", "<PolicyDocument>%7B%7D</PolicyDocument>")],
            "ListAttachedRolePolicies": [
                answer(
                    "ListAttachedRolePolicies",
                    "<AttachedPolicies><member><PolicyArn>arn:p</PolicyArn></member></AttachedPolicies>")
            ],
            "GetPolicy": [answer("GetPolicy", "<Policy><DefaultVersionId>v2</DefaultVersionId></Policy>")],
            "GetPolicyVersion": [
                answer("GetPolicyVersion", "<PolicyVersion><Document>{\"plain\":1}</Document></PolicyVersion>")
            ],
        ])
        let facts = try await inspector.role(arn: "arn:aws:iam::222233334444:role/path/ct")
        #expect(facts == RoleFacts(trustPolicy: #"{"a":1}"#, permissions: ["{}", #"{"plain":1}"#]))
        let missing = "<ErrorResponse><Error><Code>NoSuchEntity</Code></Error></ErrorResponse>"
        let (none, _) = Self.inspector(["GetRole": [.init(404, missing)]])
        #expect(try await none.role(arn: "arn:aws:iam::222233334444:role/ct") == nil)
    }

    @Test func emulatorsAreAskedForTheAccountTwice() async throws {
        let (inspector, services) = Self.inspector(
            ["HEAD /box": [.init(404)]], .emulator)
        #expect(try await inspector.bucket("box", account: "222233334444") == nil)
        let requests = services.requests
        #expect(requests.map { $0.headers["x-moto-account-id"] } == ["222233334444", nil])
        #expect(requests.allSatisfy { $0.headers["Authorization"]?.contains("=222233334444/") == true })
        let (aws, asked) = Self.inspector(["HEAD /box": [.init(404)]])
        #expect(try await aws.bucket("box", account: "222233334444") == nil)
        #expect(asked.requests.map { $0.headers["x-moto-account-id"] } == [nil])
    }
}
