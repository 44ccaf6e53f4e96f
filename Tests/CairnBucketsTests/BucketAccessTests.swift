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

    @Test func policiesSpeakOfTheirBucketAlone() async throws {
        let statement =
            #"{"Effect":"Allow","Principal":{"AWS":"444455556666"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::other/x"}"#
        #expect(try await put(statement).code == "MalformedPolicy")
        #expect(try await put(#"{"Effect":"Allow"}"#).code == "MalformedPolicy")
    }
}
