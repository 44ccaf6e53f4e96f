import CairnModel
import FoundationEssentials
import Testing

@testable import CairnWire

@Suite struct CallRouterTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let expected: String?
        var signing: String?
        var method = "POST"
        var target = "/"
        var headers: [(String, String)] = []
        var body = ""

        var testDescription: String { "\(expected ?? "nothing"): \(method) \(target)" }
    }

    static let router = CallRouter()
    static let form = ("Content-Type", "application/x-www-form-urlencoded")

    static func route(_ request: Case) -> RoutedCall? {
        router.route(
            WireRequest(
                method: request.method, target: request.target, headers: HeaderFields(request.headers),
                body: WireBody(Array(request.body.utf8))),
            signingName: request.signing)
    }

    static func name(_ call: RoutedCall?) -> String? {
        call.map { "\($0.service.id).\($0.operation?.name ?? "?")" }
    }

    /// Requests as botocore writes them, one line each, of every service (`Resources/routes.jsonl`): to a local endpoint,
    /// and those of S3 to its own hosts too.
    @Test func findsTheOperationOfRequestsOfEveryService() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
        let text = try String(contentsOf: folder.appending(path: "Resources/routes.jsonl"), encoding: .utf8)
        var count = 0
        for line in text.split(separator: "\n") {
            let json = try JSON(parsing: String(line))
            let headers = json["headers"]?.objectValue?.members.map { ($0.key, $0.value.stringValue ?? "") } ?? []
            let request = Case(
                expected: "\(json["service"]?.stringValue ?? "").\(json["operation"]?.stringValue ?? "")",
                signing: json["signing"]?.stringValue, method: json["method"]?.stringValue ?? "",
                target: json["target"]?.stringValue ?? "", headers: headers, body: json["body"]?.stringValue ?? "")
            #expect(Self.name(Self.route(request)) == request.expected, "\(line)")
            count += 1
        }
        #expect(count > 600)
    }

    static let json: [Case] = [
        Case(expected: "ssm.PutParameter", signing: "ssm", headers: [("x-amz-target", "AmazonSSM.PutParameter")]),
        Case(
            expected: "cognito-idp.InitiateAuth",
            headers: [("X-Amz-Target", "AWSCognitoIdentityProviderService.InitiateAuth")]),
        Case(
            expected: "cognito-identity.GetId",
            headers: [("X-Amz-Target", "AWSCognitoIdentityService.GetId")]),
        // The header decides, whatever the path and the signature say.
        Case(
            expected: "dynamodbstreams.GetRecords", signing: "dynamodb", target: "/anything",
            headers: [("X-Amz-Target", "DynamoDBStreams_20120810.GetRecords")]),
        Case(
            expected: "cloudtrail.LookupEvents", signing: "cloudtrail",
            headers: [("X-Amz-Target", "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents")]),
        Case(
            expected: "dynamodb.PutItem", signing: "dynamodb",
            headers: [("X-Amz-Target", "DynamoDB_20111205.PutItem")]),
        Case(
            expected: "timestream-write.DescribeEndpoints", signing: "timestream",
            headers: [
                ("X-Amz-Target", "Timestream_20181101.DescribeEndpoints"),
                ("Host", "ingest.timestream.us-east-1.amazonaws.com"),
            ]),
        Case(expected: "ssm.?", signing: "ssm", headers: [("X-Amz-Target", "AmazonSSM.MakeCoffee")]),
        Case(expected: "ssm.?", signing: "ssm", headers: [("X-Amz-Target", "nonsense")]),
        Case(expected: nil, headers: [("X-Amz-Target", "NoSuchService.Do")]),
    ]

    static let cbor: [Case] = [
        Case(
            expected: "cloudwatch.PutMetricData", signing: "monitoring",
            target: "/service/GraniteServiceVersion20100801/operation/PutMetricData",
            headers: [("smithy-protocol", "rpc-v2-cbor"), ("Content-Type", "application/cbor")]),
        Case(
            expected: "cloudwatch.PutMetricData",
            target: "/prefix/service/GraniteServiceVersion20100801/operation/PutMetricData",
            headers: [("Smithy-Protocol", "rpc-v2-cbor")]),
        Case(
            expected: "kinesis.PutRecord", signing: "kinesis",
            headers: [("X-Amz-Target", "Kinesis_20131202.PutRecord"), ("Content-Type", "application/x-amz-cbor-1.1")]),
    ]

    static let query: [Case] = [
        Case(
            expected: "iam.CreateUser", signing: "iam", headers: [form],
            body: "Action=CreateUser&Version=2010-05-08&UserName=a"),
        Case(
            expected: "iam.CreateUser", signing: "iam", headers: [form],
            body: "UserName=Action%3DNo&Version=2010-05-08&Action=CreateUser"),
        Case(expected: "iam.ListUsers", signing: "iam", method: "GET", target: "/?Version=2010-05-08&Action=ListUsers"),
        Case(
            expected: "ec2.RunInstances", signing: "ec2", headers: [form],
            body: "Action=RunInstances&Version=2016-11-15"),
        Case(
            expected: "ec2.DescribeVpcs", signing: "ec2", headers: [form],
            body: "Action=DescribeVpcs&Version=2014-02-01"),
        Case(
            expected: "elb.DescribeLoadBalancers", signing: "elasticloadbalancing", headers: [form],
            body: "Action=DescribeLoadBalancers&Version=2012-06-01"),
        Case(
            expected: "elbv2.DescribeLoadBalancers", signing: "elasticloadbalancing", headers: [form],
            body: "Action=DescribeLoadBalancers&Version=2015-12-01"),
        Case(
            expected: "rds.CreateDBCluster", signing: "rds", headers: [form],
            body: "Action=CreateDBCluster&Version=2014-10-31"),
        Case(
            expected: "sqs.SendMessage", signing: "sqs", target: "/123456789012/queue", headers: [form],
            body: "Action=SendMessage&Version=2012-11-05&MessageBody=x"),
        Case(
            expected: "cloudwatch.PutMetricData", signing: "monitoring", headers: [form],
            body: "Action=PutMetricData&Version=2010-08-01"),
        Case(expected: "ses.SendEmail", signing: "ses", headers: [form], body: "Action=SendEmail&Version=2010-12-01"),
        Case(
            expected: "sesv2.SendEmail", signing: "ses", target: "/v2/email/outbound-emails",
            headers: [("Content-Type", "application/json")]),
        Case(expected: "iam.?", signing: "iam", headers: [form], body: "Action=MakeCoffee&Version=2010-05-08"),
        Case(expected: "iam.?", signing: "iam", headers: [form], body: "no action at all"),
        // Nothing but the version tells which service an unsigned call is for.
        Case(
            expected: "sts.AssumeRoleWithWebIdentity", headers: [form],
            body: "Action=AssumeRoleWithWebIdentity&Version=2011-06-15"),
        Case(
            expected: "sts.AssumeRoleWithSAML", method: "GET", target: "/?Action=AssumeRoleWithSAML&Version=2011-06-15"),
        Case(expected: "iam.GetUser", method: "GET", target: "/?AWSAccessKeyId=A&Action=GetUser&Version=2010-05-08"),
        Case(expected: "ses.SendEmail", headers: [form], body: "Action=SendEmail&Version=2010-12-01"),
        Case(
            expected: "elasticbeanstalk.CreateApplication", headers: [form],
            body: "Action=CreateApplication&Version=2010-12-01"),
        Case(
            expected: "sts.GetCallerIdentity", headers: [form, ("Host", "sts.eu-west-1.amazonaws.com")],
            body: "Action=GetCallerIdentity"),
        Case(expected: nil, headers: [form], body: "Action=MakeCoffee&Version=2011-06-15"),
        Case(expected: nil, headers: [form], body: "user=a&password=b"),
    ]

    static let rest: [Case] = [
        Case(expected: "lambda.ListFunctions", signing: "lambda", method: "GET", target: "/2015-03-31/functions/"),
        Case(
            expected: "lambda.ListFunctions", signing: "lambda", method: "GET",
            target: "/2015-03-31/functions?MaxItems=5"),
        Case(expected: "lambda.GetFunction", signing: "lambda", method: "GET", target: "/2015-03-31/functions/f%2Fg"),
        Case(
            expected: "lambda.GetLayerVersionByArn", signing: "lambda", method: "GET",
            target: "/2018-10-31/layers?find=LayerVersion&Arn=a"),
        Case(expected: "lambda.ListLayers", signing: "lambda", method: "GET", target: "/2018-10-31/layers"),
        Case(expected: "apigateway.ImportRestApi", signing: "apigateway", target: "/restapis?mode=import"),
        Case(expected: "apigateway.CreateRestApi", signing: "apigateway", target: "/restapis"),
        Case(expected: "apigatewayv2.CreateApi", signing: "apigateway", target: "/v2/apis"),
        Case(expected: "opensearch.CreateDomain", signing: "es", target: "/2021-01-01/opensearch/domain"),
        Case(expected: "es.CreateElasticsearchDomain", signing: "es", target: "/2015-01-01/es/domain"),
        // The slash at the end is all that tells these apart; for the next two it is the host.
        Case(expected: "lex-models.DeleteBot", signing: "lex", method: "DELETE", target: "/bots/a"),
        Case(expected: "lexv2-models.DeleteBot", signing: "lex", method: "DELETE", target: "/bots/a/"),
        Case(
            expected: "lex-models.StartImport", signing: "lex", target: "/imports/",
            headers: [("Host", "models.lex.us-east-1.amazonaws.com")]),
        Case(
            expected: "lexv2-models.ListImports", signing: "lex", target: "/imports/",
            headers: [("Host", "models-v2-lex.us-east-1.amazonaws.com")]),
        Case(expected: "kinesis-video-media.GetMedia", signing: "kinesisvideo", target: "/getMedia"),
        Case(
            expected: "cloudfront.TagResource", signing: "cloudfront",
            target: "/2020-05-31/tagging?Operation=Tag&Resource=a"),
        Case(
            expected: "cloudfront.CreateDistributionWithTags", signing: "cloudfront",
            target: "/2020-05-31/distribution?WithTags"),
        // A greedy label in the middle of a path.
        Case(
            expected: "workspaces-web.AssociateBrowserSettings", signing: "workspaces-web", method: "PUT",
            target: "/portals/arn:aws:workspaces-web:us-east-1:1:portal/a/browserSettings"),
        Case(
            expected: "workspaces-web.GetPortal", signing: "workspaces-web", method: "GET", target: "/portals/arn/a/b"),
        // Some clients leave the slashes of an ARN bare.
        Case(expected: "eks.TagResource", signing: "eks", target: "/tags/arn:aws:eks:us-east-1:1:cluster/a/b"),
        // An endpoint with a base path.
        Case(expected: "geo-maps.GetTile", signing: "geo-maps", method: "GET", target: "/v2/tiles/a/1/2/3"),
        Case(expected: "lambda.?", signing: "lambda", method: "GET", target: "/2099-01-01/coffee"),
        Case(expected: "eks.?", signing: "eks", method: "BREW", target: "/clusters"),
        Case(expected: nil, signing: "nonesuch", method: "GET", target: "/clusters"),
        Case(
            expected: "sso.GetRoleCredentials", method: "GET",
            target: "/federation/credentials?role_name=a&account_id=123456789012",
            headers: [("x-amz-sso_bearer_token", "t"), ("Host", "127.0.0.1:4734")]),
        Case(expected: nil, method: "GET", target: "/federation/credentials?role_name=a&account_id=123456789012"),
        Case(expected: "sso-oidc.CreateToken", target: "/token", headers: [("Host", "oidc.us-east-1.amazonaws.com")]),
        Case(expected: "sso-oidc.RegisterClient", target: "/client/register"),
        Case(expected: "sso-oidc.StartDeviceAuthorization", target: "/device_authorization"),
        Case(
            expected: "eks.ListClusters", method: "GET", target: "/clusters",
            headers: [("Host", "eks.eu-west-1.amazonaws.com")]),
        Case(expected: nil, method: "GET", target: "/clusters", headers: [("Host", "127.0.0.1:4734")]),
        Case(expected: nil, method: "GET", target: "/favicon.ico"),
    ]

    @Test(arguments: json + cbor + query + rest) func findsServiceAndOperation(_ request: Case) {
        #expect(Self.name(Self.route(request)) == request.expected)
    }

    @Test(
        arguments: [
            (json, "ssm.PutParameter", .awsJSON), (cbor, "cloudwatch.PutMetricData", .rpcV2CBOR),
            (cbor, "kinesis.PutRecord", .rpcV2CBOR), (query, "iam.CreateUser", .awsQuery),
            (query, "ec2.RunInstances", .ec2Query), (query, "sqs.SendMessage", .awsQuery),
            (rest, "lambda.ListFunctions", .restJSON), (rest, "cloudfront.TagResource", .restXML),
        ] as [([Case], String, WireProtocol)])
    func tellsTheProtocolOfTheWire(cases: [Case], name: String, wireProtocol: WireProtocol) throws {
        let request = try #require(cases.first { $0.expected == name })
        #expect(Self.route(request)?.wireProtocol == wireProtocol)
    }

    @Test(arguments: [
        Case(expected: "MakeCoffee", signing: "ssm", headers: [("X-Amz-Target", "AmazonSSM.MakeCoffee")]),
        Case(expected: "MakeCoffee", signing: "iam", headers: [form], body: "Action=MakeCoffee&Version=2010-05-08"),
    ]) func keepsTheNameOfAnUnknownOperation(_ request: Case) throws {
        let call = try #require(Self.route(request))
        #expect(call.operation == nil)
        #expect(call.operationName == request.expected)
        #expect(!call.needsBody)
    }

    @Test(arguments: [
        Case(expected: "iam.?", signing: "iam", headers: [form]),
        Case(expected: "iam.?", signing: "iam"),
        Case(expected: "sts.?", headers: [form]),
    ]) func saysThatTheBodyIsNeeded(_ head: Case) throws {
        let call = try #require(Self.route(head))
        #expect(Self.name(call) == head.expected)
        #expect(call.needsBody)
        var whole = head
        whole.body = "Action=GetUser&Version=2010-05-08"
        if head.headers.isEmpty { whole.headers = [Self.form] }
        #expect(Self.route(whole)?.operation?.name == "GetUser")
        #expect(Self.route(whole)?.needsBody == false)
    }

    @Test func needsNoBodyWhereTheHeadTells() {
        for request in Self.json + Self.cbor + Self.rest { #expect(Self.route(request)?.needsBody != true) }
    }

    @Test func givesTheTargetWithoutABasePath() {
        let call = Self.route(
            Case(expected: nil, signing: "geo-maps", method: "GET", target: "/v2/tiles/a/1/2/3?key=k"))
        #expect(call?.target == "/tiles/a/1/2/3?key=k")
    }

    @Test(arguments: ["/", "a&", "a/", "%2F", "/arn:"]) func survivesLongTargets(_ part: String) {
        let long = String(repeating: part, count: 20_000 / part.utf8.count)
        for (signing, target) in [("s3", "/" + long), ("s3", "/b?" + long), ("lambda", "/" + long), ("", "/?" + long)] {
            let call = Self.route(Case(expected: nil, signing: signing, method: "GET", target: target))
            #expect(call == nil || call?.needsBody == false)
        }
    }

    @Test func survivesOddInput() {
        let targets = [
            "", "?", "/?", "//", "/%", "/%zz", "*", "http://", "http://h", "/a?&&==&=", "/?Action", "/?Action=", "/?=",
            "/\u{0}", "/é?é=é", "/arn:/", "/v", "/v2", "/service//operation/", "/v20180820", "/v20180820/", "no slash",
        ]
        let headers: [[(String, String)]] = [
            [], [("X-Amz-Target", "")], [("X-Amz-Target", ".")], [("X-Amz-Target", "a.")], [("Host", "")],
            [("Host", "...")], [("Host", "[::1]:80")], [("Host", "s3.")], [("Host", ".s3.amazonaws.com")],
            [("Content-Type", ""), ("x-amz-account-id", "")], [("smithy-protocol", "rpc-v2-cbor")], [Self.form],
        ]
        for target in targets {
            for fields in headers {
                for signing in [nil, "", "s3", "s3control", "s3-outposts", "iam", "lambda", "apigateway", "dynamodb"] {
                    for method in ["GET", "POST", "", "é"] {
                        let call = Self.route(
                            Case(
                                expected: nil, signing: signing, method: method, target: target, headers: fields,
                                body: "&Action&=&Action=%"))
                        #expect(call?.operation == nil || call?.operationName != nil)
                    }
                }
            }
        }
    }
}
