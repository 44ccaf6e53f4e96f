import CairnModel
import CairnSigning
import Testing

@testable import CairnBuckets

/// Requests whose caller cannot be found out.
@Suite struct BucketRefusalTests {
    static let v4 =
        "AWS4-HMAC-SHA256 Credential=AK/20260203/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=00"
    static let query = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AK%2F20260203%2Fus-east-1%2Fs3%2Faws4_request"

    private static func request(_ target: String, _ headers: HeaderFields) -> BucketRequest {
        BucketRequest(method: "GET", target: target, headers: headers, body: Pieces([]))
    }

    @Test(arguments: [
        ("/box/k", nil, BucketRefusal.Claim.none), ("/box/k?versionId=null&list-type=2", nil, .none),
        ("/box/k", v4, .signature), ("/box/k?" + query + "&X-Amz-Signature=00", nil, .signature),
    ])
    func whoSignsNothingIsAnonymous(target: String, authorization: String?, claim: BucketRefusal.Claim) throws {
        var headers = HeaderFields()
        headers["Authorization"] = authorization
        headers["x-amz-content-sha256"] = "UNSIGNED-PAYLOAD"
        #expect(try BucketRefusal.claim(of: Self.request(target, headers)) == claim)
    }

    @Test(arguments: [
        ("/box/k", "AWS AK:c2lnbmF0dXJl", nil, "InvalidRequest"), ("/box/k", "Bearer abc", nil, "InvalidArgument"),
        ("/box/k", "AWS4-HMAC-SHA256 Signature=00", "UNSIGNED-PAYLOAD", "AuthorizationHeaderMalformed"),
        ("/box/k", v4, nil, "InvalidRequest"),
        ("/box/k?AWSAccessKeyId=AK&Expires=1&Signature=c2ln", nil, nil, "InvalidRequest"),
        ("/box/k?" + query, v4, nil, "InvalidArgument"), ("/box/k?X-Amz-Signature=00", v4, nil, "InvalidArgument"),
        ("/box/k?X-Amz-Signature=00", nil, nil, "AuthorizationQueryParametersError"),
        ("/box/k", v4, "UNSIGNED", "InvalidArgument"),
        ("/box/k", v4, String(repeating: "g", count: 64), "InvalidArgument"),
    ])
    func otherWaysToSayWhoCallsAreRefused(
        target: String, authorization: String?, hash: String?, code: String
    ) async throws {
        var headers = HeaderFields()
        headers["Authorization"] = authorization
        headers["x-amz-content-sha256"] = hash
        let request = Self.request(target, headers)
        let refusal = #expect(throws: BucketRefusal.self) { try BucketRefusal.claim(of: request) }
        #expect(refusal?.failure.code == code)
        #expect(refusal?.failure.status == 400)
    }

    @Test(arguments: [
        (SignatureError.Code.mismatch, "SignatureDoesNotMatch", 403), (.skewed, "RequestTimeTooSkewed", 403),
        (.expired, "AccessDenied", 403), (.missing, "AccessDenied", 403),
        (.malformed, "AuthorizationHeaderMalformed", 400), (.wrongScope, "AuthorizationHeaderMalformed", 400),
        (.unsupported, "InvalidRequest", 400), (.bodyNeeded, "InvalidRequest", 400),
    ])
    func signaturesThatDoNotHoldHaveTheErrorsOfS3(code: SignatureError.Code, name: String, status: Int) {
        let refusal = BucketRefusal(SignatureError(code, "why"), nil)
        #expect(refusal.failure.code == name)
        #expect(refusal.failure.status == status)
    }

    @Test func presignedURLsHaveErrorsOfTheirOwn() {
        let signature = RequestSignature(kind: .v4, placement: .query, accessKeyID: "AK")
        let early = BucketRefusal(SignatureError(.skewed, ""), signature)
        #expect(early.failure.code == "AccessDenied" && early.failure.message == "Request is not yet valid")
        let malformed = BucketRefusal(SignatureError(.malformed, "no date"), signature)
        #expect(malformed.failure.code == "AuthorizationQueryParametersError")
    }

    @Test func theAnswerIsADocumentOfS3() throws {
        let endpoint = try TestEndpoint().endpoint
        let answer = endpoint.refuse(Self.request("/box/k", [:]), .invalidAccessKeyID("AK"), requestID: "REQ1")
        #expect(answer.status == 403 && answer.headers["x-amz-request-id"] == "REQ1")
        guard case .bytes(let bytes) = answer.body else { return #expect(Bool(false)) }
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(
            text.contains("<Code>InvalidAccessKeyId</Code>") && text.contains("<AWSAccessKeyId>AK</AWSAccessKeyId>"))
    }
}
