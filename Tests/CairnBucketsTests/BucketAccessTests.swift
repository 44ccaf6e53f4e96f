import CairnPolicy
import Testing

@testable import CairnBuckets

/// Who may do what with a bucket.
@Suite struct BucketAccessTests {
    private let endpoint: TestEndpoint
    private let stranger = TestEndpoint.user(TestEndpoint.stranger)

    init() async throws {
        endpoint = try TestEndpoint()
        _ = try await endpoint.call("PUT", "/box")
        _ = try await endpoint.call("PUT", "/box/open/k", "1")
        _ = try await endpoint.call("PUT", "/box/shut/k", "1")
    }

    private func put(_ statement: String, as principal: PolicyPrincipal? = nil) async throws -> TestEndpoint.Answer {
        try await endpoint.call(
            "PUT", "/box?policy", "{\"Version\":\"2012-10-17\",\"Statement\":[\(statement)]}", as: principal)
    }

    @Test func strangersAndTheUnsignedNeedThePolicy() async throws {
        for caller in [stranger, .anonymous, .service("cloudtrail.amazonaws.com")] {
            #expect(try await endpoint.call("GET", "/box/open/k", as: caller).code == "AccessDenied")
        }
        let answer = try await put(
            """
            {"Effect":"Allow","Principal":{"AWS":"\(TestEndpoint.stranger)","Service":"cloudtrail.amazonaws.com"},
            "Action":["s3:GetObject","s3:ListBucket"],"Resource":["arn:aws:s3:::box","arn:aws:s3:::box/open/*"]}
            """)
        #expect(answer.status == 204)
        #expect(try await endpoint.call("GET", "/box/open/k", as: stranger).status == 200)
        #expect(try await endpoint.call("GET", "/box", as: stranger).status == 200)
        #expect(try await endpoint.call("GET", "/box/shut/k", as: stranger).code == "AccessDenied")
        #expect(try await endpoint.call("PUT", "/box/open/n", "1", as: stranger).code == "AccessDenied")
        #expect(try await endpoint.call("GET", "/box/open/k", as: .anonymous).code == "AccessDenied")
    }

    @Test func conditionKeysComeFromTheRequest() async throws {
        _ = try await put(
            """
            {"Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"s3:PutObject",
            "Resource":"arn:aws:s3:::box/AWSLogs/*","Condition":{"StringEquals":{"s3:x-amz-acl":"bucket-owner-full-control"}}}
            """)
        let service = PolicyPrincipal.service("cloudtrail.amazonaws.com")
        let acl = [("x-amz-acl", "bucket-owner-full-control")]
        #expect(try await endpoint.call("PUT", "/box/AWSLogs/a", "1", headers: acl, as: service).status == 200)
        #expect(try await endpoint.call("PUT", "/box/AWSLogs/a", "1", as: service).code == "AccessDenied")
        #expect(try await endpoint.call("PUT", "/box/other/a", "1", headers: acl, as: service).code == "AccessDenied")
    }

    @Test func aDenialHoldsForTheOwnerToo() async throws {
        _ = try await put(
            #"{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::box","arn:aws:s3:::box/*"]}"#)
        #expect(try await endpoint.call("GET", "/box/open/k").code == "AccessDenied")
        #expect(try await endpoint.call("DELETE", "/box?policy").code == "AccessDenied")
        let root = PolicyPrincipal.account(TestEndpoint.account)
        #expect(try await endpoint.call("DELETE", "/box?policy", as: root).status == 204)
        #expect(try await endpoint.call("GET", "/box/open/k").status == 200)
    }

    @Test func callersPoliciesAreAskedIfThereAreAny() async throws {
        let text =
            #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::box/open/*"}}"#
        let policies = IdentityPolicies([try PolicyDocument(parsing: text)])
        #expect(try await endpoint.call("GET", "/box/open/k", policies: policies).status == 200)
        let refused = try await endpoint.call("GET", "/box/shut/k", policies: policies)
        #expect(refused.code == "AccessDenied")
        #expect(refused.text.contains("s3:GetObject"))
        #expect(try await endpoint.call("PUT", "/new-one", policies: policies).code == "AccessDenied")
    }

    @Test func publicPoliciesAreBlockedUntilTheBlockIsGone() async throws {
        let statement = #"{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::box/*"}"#
        #expect(try await put(statement).code == "AccessDenied")
        #expect(try await endpoint.call("DELETE", "/box?publicAccessBlock").status == 204)
        #expect(try await put(statement).status == 204)
        #expect(try await endpoint.call("GET", "/box/open/k", as: .anonymous).status == 200)
        #expect(try await endpoint.call("GET", "/box?policyStatus").text.contains("<IsPublic>true<"))
    }

    private static func identity(_ actions: String..., on resource: String = "*") throws -> IdentityPolicies {
        let list = actions.map { "\"\($0)\"" }.joined(separator: ",")
        let statement = "{\"Effect\":\"Allow\",\"Action\":[\(list)],\"Resource\":\"\(resource)\"}"
        return IdentityPolicies([
            try PolicyDocument(parsing: "{\"Version\":\"2012-10-17\",\"Statement\":[\(statement)]}")
        ])
    }

    @Test func otherAccountsNeedTheBucketsPolicyAndTheirOwn() async throws {
        _ = try await put(
            """
            {"Effect":"Allow","Principal":{"AWS":"\(TestEndpoint.stranger)"},"Action":"s3:GetObject",
            "Resource":"arn:aws:s3:::box/open/*"}
            """)
        let reading = try Self.identity("s3:GetObject", "s3:ListBucket")
        #expect(try await endpoint.call("GET", "/box/open/k", as: stranger, policies: reading).status == 200)
        #expect(try await endpoint.call("GET", "/box/shut/k", as: stranger, policies: reading).code == "AccessDenied")
        let nothing = IdentityPolicies()
        #expect(try await endpoint.call("GET", "/box/open/k", as: stranger, policies: nothing).code == "AccessDenied")
        let anonymous = try await endpoint.call("GET", "/box/open/k", as: .anonymous, policies: nothing)
        #expect(anonymous.code == "AccessDenied")
    }

    @Test func publicPoliciesGiveNothingToOthersWhileTheBucketIsRestricted() async throws {
        func block(_ isRestricted: Bool) async throws {
            let text =
                "<PublicAccessBlockConfiguration><RestrictPublicBuckets>\(isRestricted)</RestrictPublicBuckets>"
                + "</PublicAccessBlockConfiguration>"
            #expect(try await endpoint.call("PUT", "/box?publicAccessBlock", text).status == 200)
        }
        try await block(true)
        let statement = #"{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::box/*"}"#
        #expect(try await put(statement).status == 204)
        let (nothing, reading) = (IdentityPolicies(), try Self.identity("s3:GetObject"))
        #expect(try await endpoint.call("GET", "/box/open/k", as: .anonymous, policies: nothing).code == "AccessDenied")
        #expect(try await endpoint.call("GET", "/box/open/k", as: stranger, policies: reading).code == "AccessDenied")
        #expect(try await endpoint.call("GET", "/box/open/k", policies: reading).status == 200)
        try await block(false)
        #expect(try await endpoint.call("GET", "/box/open/k", as: .anonymous, policies: nothing).status == 200)
        #expect(try await endpoint.call("GET", "/box/open/k", as: stranger, policies: reading).status == 200)
    }

    @Test func whoMayNotListIsNotToldWhatIsMissing() async throws {
        let reading = try Self.identity("s3:GetObject")
        #expect(try await endpoint.call("GET", "/box/none", policies: reading).code == "AccessDenied")
        let listing = try Self.identity("s3:GetObject", "s3:ListBucket")
        #expect(try await endpoint.call("GET", "/box/none", policies: listing).code == "NoSuchKey")
    }

    @Test func headersAskForPermissionsOfTheirOwn() async throws {
        let putting = try Self.identity("s3:PutObject")
        let tags = [("x-amz-tagging", "a=b")]
        #expect(try await endpoint.call("PUT", "/box/n", "1", policies: putting).status == 200)
        #expect(try await endpoint.call("PUT", "/box/n", "1", headers: tags, policies: putting).code == "AccessDenied")
        let both = try Self.identity("s3:PutObject", "s3:PutObjectTagging")
        #expect(try await endpoint.call("PUT", "/box/n", "1", headers: tags, policies: both).status == 200)
    }

    @Test func bucketsAreCreatedByTheirARN() async throws {
        let creating = try Self.identity("s3:CreateBucket", on: "arn:aws:s3:::team-*")
        #expect(try await endpoint.call("PUT", "/team-a", policies: creating).status == 200)
        #expect(try await endpoint.call("PUT", "/other-a", policies: creating).code == "AccessDenied")
    }

    @Test func policiesSpeakOfTheirBucketAlone() async throws {
        let statement =
            #"{"Effect":"Allow","Principal":{"AWS":"444455556666"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::other/x"}"#
        #expect(try await put(statement).code == "MalformedPolicy")
        #expect(try await put(#"{"Effect":"Allow"}"#).code == "MalformedPolicy")
    }
}
