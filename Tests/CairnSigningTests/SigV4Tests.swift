import CairnModel
import Testing

@testable import CairnSigning

/// The requests of AWS's published test suite for Signature Version 4, and some signed by botocore.
@Suite struct SigV4Tests {
    struct Vector: Sendable, CustomTestStringConvertible {
        let name: String
        var method = "GET"
        var target = "/"
        var headers: [(String, String)] = []
        var body = ""
        let signedHeaders: String
        let signature: String

        var testDescription: String { name }
    }

    static let secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
    static let credentials = SigningCredentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: secret)
    static let suiteTime = ISO8601.parse("2015-08-30T12:36:00Z") ?? 0

    static let published = [
        Vector(
            name: "get-vanilla", signedHeaders: "host;x-amz-date",
            signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
        Vector(
            name: "get-vanilla-query-order-key-case", target: "/?Param2=value2&Param1=value1",
            signedHeaders: "host;x-amz-date",
            signature: "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"),
        Vector(
            name: "get-vanilla-empty-query-key", target: "/?Param1=value1", signedHeaders: "host;x-amz-date",
            signature: "a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb"),
        Vector(
            name: "get-vanilla-utf8-query", target: "/?ሴ=bar", signedHeaders: "host;x-amz-date",
            signature: "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04"),
        Vector(
            name: "get-utf8", target: "/ሴ", signedHeaders: "host;x-amz-date",
            signature: "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85"),
        Vector(
            name: "get-unreserved",
            target: "/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
            signedHeaders: "host;x-amz-date",
            signature: "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f"),
        Vector(
            name: "get-relative", target: "/example/..", signedHeaders: "host;x-amz-date",
            signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
        Vector(
            name: "get-slash-dot-slash", target: "/./", signedHeaders: "host;x-amz-date",
            signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
        Vector(
            name: "get-slash-pointless-dot", target: "/./example", signedHeaders: "host;x-amz-date",
            signature: "ef75d96142cf21edca26f06005da7988e4f8dc83a165a80865db7089db637ec5"),
        Vector(
            name: "get-slashes", target: "//example//", signedHeaders: "host;x-amz-date",
            signature: "9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84"),
        Vector(
            name: "get-space", target: "/example space/", signedHeaders: "host;x-amz-date",
            signature: "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741"),
        Vector(
            name: "get-header-key-duplicate",
            headers: [("My-Header1", "value2"), ("My-Header1", "value2"), ("My-Header1", "value1")],
            signedHeaders: "host;my-header1;x-amz-date",
            signature: "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea"),
        Vector(
            name: "get-header-value-trim", headers: [("My-Header1", " value1"), ("My-Header2", " \"a   b   c\"")],
            signedHeaders: "host;my-header1;my-header2;x-amz-date",
            signature: "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"),
        Vector(
            name: "post-vanilla", method: "POST", signedHeaders: "host;x-amz-date",
            signature: "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"),
        Vector(
            name: "post-header-key-sort", method: "POST", headers: [("My-Header1", "value1")],
            signedHeaders: "host;my-header1;x-amz-date",
            signature: "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c"),
        Vector(
            name: "post-header-value-case", method: "POST", headers: [("My-Header1", "VALUE1")],
            signedHeaders: "host;my-header1;x-amz-date",
            signature: "cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d"),
        Vector(
            name: "post-x-www-form-urlencoded", method: "POST",
            headers: [("Content-Type", "application/x-www-form-urlencoded")], body: "Param1=value1",
            signedHeaders: "content-type;host;x-amz-date",
            signature: "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"),
    ]

    @Test(arguments: published) func signsAsPublished(_ vector: Vector) {
        let signed = SigV4.sign(
            method: vector.method, target: vector.target,
            headers: HeaderFields([("Host", "example.amazonaws.com")] + vector.headers),
            payload: .bytes(Array(vector.body.utf8)), credentials: Self.credentials, region: "us-east-1",
            service: "service", at: Self.suiteTime)
        #expect(
            signed.headers["Authorization"]
                == "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
                + "SignedHeaders=\(vector.signedHeaders), Signature=\(vector.signature)")
        #expect(signed.headers["X-Amz-Date"] == "20150830T123600Z")
    }

    struct BotocoreCase: Sendable, CustomTestStringConvertible {
        let name: String
        var method = "GET"
        var host = "x.us-east-1.amazonaws.com"
        var target = "/"
        var headers: [(String, String)] = []
        var body = ""
        let service: String
        var region = "us-east-1"
        var hasToken = false
        let result: String

        var testDescription: String { name }
    }

    static let token = "FwoGZXIvYXdzEXAMPLE//token=="
    static let botocoreTime = ISO8601.parse("2026-02-03T04:05:06Z") ?? 0

    // Computed with botocore.auth's SigV4Auth and S3SigV4Auth (1.43.11) at that time.
    static let botocore = [
        BotocoreCase(
            name: "JSON", method: "POST", host: "sqs.us-east-1.amazonaws.com",
            headers: [("Content-Type", "application/x-amz-json-1.0"), ("X-Amz-Target", "AmazonSQS.SendMessage")],
            body: #"{"QueueUrl":"q"}"#, service: "sqs",
            result: "content-type;host;x-amz-date;x-amz-target, "
                + "Signature=316551e8baa9a5643bbde1551dde08864a054d218158c1eda935c408a42243f6"),
        BotocoreCase(
            name: "Query with a session token", method: "POST", host: "iam.amazonaws.com",
            headers: [("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")],
            body: "Action=GetUser&Version=2010-05-08", service: "iam", hasToken: true,
            result: "content-type;host;x-amz-date;x-amz-security-token, "
                + "Signature=653cf48f649355186ae1258d518990b1bef38260e0e365929bf681b95d9810a0"),
        BotocoreCase(
            name: "an ARN in a path is encoded twice", host: "lambda.eu-west-1.amazonaws.com",
            target: "/2015-03-31/functions/arn%3Aaws%3Alambda%3Aeu-west-1%3A123456789012%3Afunction%3Af/policy",
            service: "lambda", region: "eu-west-1",
            result: "host;x-amz-date, Signature=f608f029fe9baccd74fb1c7a495e82ce10c2fe224a050d89905c16b916af4841"),
        BotocoreCase(
            name: "dots and double slashes are normalised", host: "api.eu-west-1.amazonaws.com",
            target: "/a//b/./c/../d/", service: "execute-api", region: "eu-west-1",
            result: "host;x-amz-date, Signature=ee404dbe00bcd19a8f85b5933b206b30fc59007609ac5eef20dbe29a108e73e2"),
        BotocoreCase(
            name: "query items are sorted by name and value",
            target: "/tags?tagKeys=b&tagKeys=a&tagKeys=a%20b&Zed=1&empty=", service: "appconfig",
            result: "host;x-amz-date, Signature=c25260f8d9d17a708a4cf42ef700145ad51cac7718071c2aad48f14271beba73"),
        BotocoreCase(
            name: "S3 key with odd characters", method: "PUT", host: "b.s3.us-east-1.amazonaws.com",
            target: "/a/b%20c/%C3%A9%2B%3D.txt", headers: [("Content-Type", "text/plain"), ("x-amz-acl", "private")],
            body: "hello", service: "s3",
            result: "content-type;host;x-amz-acl;x-amz-content-sha256;x-amz-date, "
                + "Signature=71516dfdce4ca10f0677c2f57c1964c6c15a906d6caf505486f0b1e7f00d1b8d"),
        BotocoreCase(
            name: "S3 keeps double slashes and dots", host: "s3.us-east-1.amazonaws.com", target: "/bucket//a/../b",
            service: "s3",
            result: "host;x-amz-content-sha256;x-amz-date, "
                + "Signature=5cce74aafdb9a164af50a3c7dce457ac1bb19c992d67dbf9f0b4a3ed9dcb7293"),
        BotocoreCase(
            name: "S3 sub-resource", host: "b.s3.us-east-1.amazonaws.com",
            target: "/?list-type=2&prefix=a%2Fb&delimiter=%2F", service: "s3", hasToken: true,
            result: "host;x-amz-content-sha256;x-amz-date;x-amz-security-token, "
                + "Signature=01f8b47912e9608c318e058bd0f8cabf7cfbe38e5369a36cf76b43cbef17e4b3"),
        BotocoreCase(
            name: "header values are trimmed", method: "POST",
            headers: [("X-Note", "  a   b  "), ("x-amz-meta-z", "1")],
            body: "x", service: "service",
            result: "host;x-amz-date;x-amz-meta-z;x-note, "
                + "Signature=cb111dfbf5c7c1bd76fa9e24b0e71881a5e9a59f5ccd35e4ddbac9def15724a5"),
    ]

    @Test(arguments: botocore) func signsAsBotocoreDoes(_ expected: BotocoreCase) throws {
        var credentials = Self.credentials
        credentials.sessionToken = expected.hasToken ? Self.token : nil
        let signed = SigV4.sign(
            method: expected.method, target: expected.target,
            headers: HeaderFields([("Host", expected.host)] + expected.headers),
            payload: .bytes(Array(expected.body.utf8)), credentials: credentials, region: expected.region,
            service: expected.service, at: Self.botocoreTime)
        let authorization = try #require(signed.headers["Authorization"])
        #expect(authorization.hasSuffix("SignedHeaders=" + expected.result))
    }

    @Test func presignsAsBotocoreDoes() {
        var credentials = Self.credentials
        let identity = SigV4.presign(
            method: "GET", target: "/?Action=GetCallerIdentity&Version=2011-06-15", host: "sts.us-east-1.amazonaws.com",
            credentials: credentials, region: "us-east-1", service: "sts", at: Self.botocoreTime, expiresInSeconds: 900)
        #expect(identity.hasSuffix("=33e087e315a16dfbbc6638fe4e30fe85b8bbcbb358861035c6b5dacfff85c5f0"))
        credentials = SigningCredentials(
            accessKeyID: "ASIAEXAMPLE", secretAccessKey: Self.secret, sessionToken: Self.token)
        let object = SigV4.presign(
            method: "GET", target: "/a%20b?versionId=1", host: "b.s3.us-east-1.amazonaws.com", credentials: credentials,
            region: "us-east-1", service: "s3", at: Self.botocoreTime, expiresInSeconds: 900)
        #expect(
            object
                == "/a%20b?versionId=1&X-Amz-Algorithm=AWS4-HMAC-SHA256"
                + "&X-Amz-Credential=ASIAEXAMPLE%2F20260203%2Fus-east-1%2Fs3%2Faws4_request"
                + "&X-Amz-Date=20260203T040506Z&X-Amz-Expires=900&X-Amz-SignedHeaders=host"
                + "&X-Amz-Security-Token=FwoGZXIvYXdzEXAMPLE%2F%2Ftoken%3D%3D"
                + "&X-Amz-Signature=623582a3fe8a7cd2e692b1bda3656c9ff0627e7e73cfe79587fd115984ff7799")
    }

    @Test func replacesTheSignatureThatWasThere() {
        let presigned = SigV4.presign(
            method: "GET", target: "/k?versionId=1", host: "b.s3.amazonaws.com", credentials: Self.credentials,
            region: "us-east-1", service: "s3", at: 0, expiresInSeconds: 60)
        let headers: HeaderFields = [
            "Host": "b.s3.amazonaws.com", "Authorization": "AWS x:y", "X-Amz-Security-Token": "old",
            "User-Agent": "aws-cli", "X-Forwarded-For": "192.0.2.1",
        ]
        let signed = SigV4.sign(
            method: "GET", target: presigned, headers: headers, payload: .unsigned, credentials: Self.credentials,
            region: "us-east-1", service: "s3", at: Self.botocoreTime)
        #expect(signed.target == "/k?versionId=1")
        #expect(signed.headers["X-Amz-Security-Token"] == nil)
        #expect(signed.headers["X-Amz-Content-SHA256"] == "UNSIGNED-PAYLOAD")
        let signature = RequestSignature.parse(method: "GET", target: signed.target, headers: signed.headers)
        #expect(signature?.signedHeaders == ["host", "x-amz-content-sha256", "x-amz-date"])
    }

    @Test func stateTheMarkerOfAStreamedPayload() {
        let marker = "STREAMING-UNSIGNED-PAYLOAD-TRAILER"
        let signed = SigV4.sign(
            method: "PUT", target: "/k", headers: ["Host": "b.s3.amazonaws.com"], payload: .streaming(marker),
            credentials: Self.credentials, region: "us-east-1", service: "s3", at: Self.botocoreTime)
        #expect(signed.headers["x-amz-content-sha256"] == marker)
    }

    @Test func keepsTheSecretOutOfText() {
        #expect(!"\(Self.credentials)".contains(Self.secret))
        #expect(!String(reflecting: Self.credentials).contains(Self.secret))
    }
}
