/// What a server answered to which requests.
///
/// Sources: Amazon EC2 User Guide, "Retrieve security credentials from instance metadata"; Amazon ECS Developer Guide,
/// "Task IAM role"; Amazon EKS User Guide, "How EKS Pod Identity works"; the API references of STS, of the portal and of
/// the OIDC service of IAM Identity Center.
struct Recording: Sendable {
    struct Exchange: Sendable {
        var method: String
        /// The path; a query plays no part.
        var path: String
        var headers: [String: String] = [:]
        /// What the body has somewhere.
        var body = ""
        var type = "application/json"
        var answer: String
    }

    var exchanges: [Exchange]

    func answer(to request: TestServer.Request) -> TestServer.Answer {
        let body = String(decoding: request.body, as: UTF8.self)
        let path = request.uri.prefix { $0 != "?" }
        let exchange = exchanges.first { exchange in
            exchange.method == request.method && exchange.path == path
                && exchange.headers.allSatisfy { request.headers[$0.key] == $0.value }
                && (exchange.body.isEmpty || body.contains(exchange.body))
        }
        guard let exchange else { return .response(404, chunks: ["not recorded: \(request.method) \(request.uri)"]) }
        return .response(200, headers: ["Content-Type": exchange.type], chunks: [exchange.answer])
    }
}

extension Recording {
    private static let roles = "/latest/meta-data/iam/security-credentials/"

    static let instanceMetadata = Recording(exchanges: [
        Exchange(
            method: "PUT", path: "/latest/api/token", headers: ["x-aws-ec2-metadata-token-ttl-seconds": "21600"],
            type: "text/plain", answer: "AQAEAL_instance-token=="),
        Exchange(
            method: "GET", path: roles, headers: ["x-aws-ec2-metadata-token": "AQAEAL_instance-token=="],
            type: "text/plain", answer: "web-server"),
        Exchange(
            method: "GET", path: roles + "web-server",
            headers: ["x-aws-ec2-metadata-token": "AQAEAL_instance-token=="], type: "text/plain",
            answer: """
                {
                  "Code" : "Success",
                  "LastUpdated" : "2026-03-01T10:15:02Z",
                  "Type" : "AWS-HMAC",
                  "AccessKeyId" : "ASIAINSTANCE",
                  "SecretAccessKey" : "secret",
                  "Token" : "instance//token==",
                  "Expiration" : "2099-03-01T16:31:11Z"
                }
                """),
        Exchange(
            method: "GET", path: "/latest/meta-data/placement/region",
            headers: ["x-aws-ec2-metadata-token": "AQAEAL_instance-token=="], type: "text/plain",
            answer: "ap-southeast-2"),
    ])

    static let containerAgent = Recording(exchanges: [
        Exchange(
            method: "GET", path: "/v2/credentials/5f1e", headers: ["authorization": "Basic container"],
            answer: """
                {"RoleArn":"arn:aws:iam::222233334444:role/task","AccessKeyId":"ASIACONTAINER",\
                "SecretAccessKey":"secret","Token":"token","Expiration":"2099-03-01T16:31:11Z"}
                """)
    ])

    static let podAgent = Recording(exchanges: [
        Exchange(
            method: "GET", path: "/v1/credentials", headers: ["authorization": "pod-token"],
            answer: """
                {"AccessKeyId":"ASIAPOD","SecretAccessKey":"secret","Token":"token","AccountId":"222233334444",\
                "Expiration":"2099-03-01T16:31:11Z"}
                """)
    ])

    static func securityTokenService(_ operation: String, _ accessKeyID: String) -> Recording {
        Recording(exchanges: [
            Exchange(
                method: "POST", path: "/",
                body: "Action=\(operation)&", type: "text/xml",
                answer: """
                    <\(operation)Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                      <\(operation)Result>
                        <AssumedRoleUser>
                          <AssumedRoleId>AROAEXAMPLE:tests</AssumedRoleId>
                          <Arn>arn:aws:sts::222233334444:assumed-role/audit/tests</Arn>
                        </AssumedRoleUser>
                        <Credentials>
                          <AccessKeyId>\(accessKeyID)</AccessKeyId>
                          <SecretAccessKey>secret</SecretAccessKey>
                          <SessionToken>token</SessionToken>
                          <Expiration>2099-03-01T16:31:11Z</Expiration>
                        </Credentials>
                      </\(operation)Result>
                      <ResponseMetadata>
                        <RequestId>8d1f2a3b-0000-4000-8000-000000000000</RequestId>
                      </ResponseMetadata>
                    </\(operation)Response>
                    """)
        ])
    }

    /// - Parameter token: the one that the portal accepts.
    static func identityCenter(token: String) -> Recording {
        Recording(exchanges: [
            Exchange(
                method: "POST", path: "/token", body: #""refreshToken":"again""#,
                answer: """
                    {"accessToken":"new","expiresIn":28800,"refreshToken":"once more","tokenType":"Bearer"}
                    """),
            Exchange(
                method: "GET", path: "/federation/credentials", headers: ["x-amz-sso_bearer_token": token],
                answer: """
                    {"roleCredentials":{"accessKeyId":"ASIASSO","secretAccessKey":"secret","sessionToken":"token",\
                    "expiration":4076035871000}}
                    """),
        ])
    }
}
