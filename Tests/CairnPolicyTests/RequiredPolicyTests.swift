import CairnModel
import Testing

@testable import CairnPolicy

@Suite struct RequiredPolicyTests {
    private static let bucket = RequiredPolicy.bucket(
        name: "box", prefix: nil, trailARN: PolicySamples.trailARN, account: PolicySamples.account)
    private static let prefixed = RequiredPolicy.bucket(
        name: "box", prefix: "logs", trailARN: PolicySamples.trailARN, account: PolicySamples.account)
    private static let organizational = RequiredPolicy.bucket(
        name: "box", prefix: nil, trailARN: PolicySamples.trailARN, account: PolicySamples.account,
        organizationID: "o-11aa22bb33")
    private static let topicARN = "arn:aws:sns:eu-west-1:222233334444:audit"
    private static let topic = RequiredPolicy.topic(
        arn: topicARN, trailARN: PolicySamples.trailARN, account: PolicySamples.account)
    private static let keyARN = "arn:aws:kms:eu-west-1:222233334444:key/11111111-2222-3333-4444-555555555555"
    private static let key = RequiredPolicy.key(
        arn: keyARN, trailARN: PolicySamples.trailARN, account: PolicySamples.account)
    private static let decryptingKey = RequiredPolicy.key(
        arn: keyARN, trailARN: PolicySamples.trailARN, account: PolicySamples.account, decrypt: true)
    private static let trust = RequiredPolicy.logsRoleTrust(roleARN: "arn:aws:iam::222233334444:role/Logs")
    private static let logs = RequiredPolicy.logsRolePermissions(
        logGroupARN: "arn:aws:logs:eu-west-1:222233334444:log-group:ct:*", region: "eu-west-1",
        account: PolicySamples.account, organizationID: "o-11aa22bb33")

    @Test(arguments: [bucket, prefixed, organizational, topic, key, decryptingKey, trust, logs])
    func whatIsPrintedIsEnough(_ required: RequiredPolicy) throws {
        let document = try PolicyDocument(parsing: required.document.description)
        #expect(required.missing(from: document).isEmpty)
        #expect(required.missing(from: nil).count == required.statements.count)
        #expect(required.missing(from: nil).allSatisfy { $0.cause == .noPolicy })
    }

    @Test(arguments: [bucket, prefixed, organizational, topic, key, decryptingKey, trust, logs])
    func eachStatementIsNeeded(_ required: RequiredPolicy) throws {
        let statements = required.statements
        for index in statements.indices {
            var rest = statements
            rest.remove(at: index)
            let missing = required.missing(from: PolicyDocument(statements: rest))
            #expect(missing.map(\.statement) == [statements[index]])
        }
    }

    @Test func theBucketPolicyHasTheFormOfTheUserGuide() {
        let expected: JSON = [
            "Version": "2012-10-17",
            "Statement": [
                [
                    "Sid": "AWSCloudTrailAclCheck20150319", "Effect": "Allow",
                    "Principal": ["Service": "cloudtrail.amazonaws.com"], "Action": "s3:GetBucketAcl",
                    "Resource": "arn:aws:s3:::box",
                    "Condition": ["StringEquals": ["aws:SourceArn": .string(PolicySamples.trailARN)]],
                ],
                [
                    "Sid": "AWSCloudTrailWrite20150319", "Effect": "Allow",
                    "Principal": ["Service": "cloudtrail.amazonaws.com"], "Action": "s3:PutObject",
                    "Resource": "arn:aws:s3:::box/logs/AWSLogs/222233334444/*",
                    "Condition": [
                        "StringEquals": [
                            "s3:x-amz-acl": "bucket-owner-full-control",
                            "aws:SourceArn": .string(PolicySamples.trailARN),
                        ]
                    ],
                ],
            ],
        ]
        #expect(Self.prefixed.document == expected)
    }

    @Test func otherPartitionsHaveTheirOwnARNs() {
        let chinese = RequiredPolicy.bucket(
            name: "box", prefix: "a/", trailARN: "arn:aws-cn:cloudtrail:cn-north-1:222233334444:trail/audit",
            account: PolicySamples.account)
        #expect(chinese.statements[1].resources?.texts == ["arn:aws-cn:s3:::box/a/AWSLogs/222233334444/*"])
    }

    @Test func aKeyPolicyKeepsTheKeyInItsAccountsHands() throws {
        let document = try PolicyDocument(json: Self.key.document)
        let root = PolicyRequest(
            principal: .account(PolicySamples.account), action: "kms:PutKeyPolicy", resource: Self.keyARN)
        #expect(document.decision(root, as: .resource).isAllowed)
        #expect(document.statements.count == Self.key.statements.count + 1)
    }

    private static func statement(_ action: String, _ resource: String, _ rest: String = "") -> String {
        #"{"Sid":"S","Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"\#(action)","Resource":"\#(resource)"\#(rest)}"#
    }

    private static let acl = #""StringEquals":{"s3:x-amz-acl":"bucket-owner-full-control"}"#

    /// Forms that stand in older and newer pages of the user guide, and others seen in the field.
    @Test(arguments: [
        [
            statement("s3:GetBucketAcl", "arn:aws:s3:::box"),
            statement("s3:PutObject", "arn:aws:s3:::box/AWSLogs/222233334444/*", #","Condition":{\#(acl)}"#),
        ],
        [statement("s3:GetBucketAcl", "arn:aws:s3:::box"), statement("s3:PutObject", "arn:aws:s3:::box/*")],
        [statement("s3:*", "*", #","Condition":{"StringEquals":{"aws:SourceAccount":"222233334444"}}"#)],
        [
            statement(
                "s3:*", "*", #","Condition":{"ArnLike":{"AWS:SourceArn":"arn:aws:cloudtrail:*:222233334444:trail/*"}}"#)
        ],
        [
            statement(
                "s3:*", "*",
                #","Condition":{"StringEquals":{"aws:SourceArn":["arn:aws:cloudtrail:x:222233334444:trail/y","\#(PolicySamples.trailARN)"]}}"#
            )
        ],
        [
            statement("s3:*", "*"),
            #"{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}"#,
        ],
        [
            statement("s3:*", "*"),
            #"{"Effect":"Deny","Principal":"*","Action":"s3:PutObject","Resource":"*","Condition":{"StringNotEquals":{"s3:x-amz-server-side-encryption":"AES256"}}}"#,
        ],
        [
            #"{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::box","arn:aws:s3:::box/*"],"Condition":{"StringEquals":{"aws:PrincipalServiceName":"cloudtrail.amazonaws.com"}}}"#
        ],
    ])
    func bucketPoliciesThatLetCloudTrailWriteAreAccepted(_ statements: [String]) throws {
        let document = try PolicyDocument(parsing: #"{"Statement":[\#(statements.joined(separator: ","))]}"#)
        #expect(Self.bucket.missing(from: document).map(\.description) == [])
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        let required: RequiredPolicy
        let statements: [String]
        let missing: [MissingStatement.Cause]
        let action: String

        init(_ required: RequiredPolicy, _ statements: [String], _ missing: [MissingStatement.Cause], _ action: String)
        {
            self.required = required
            self.statements = statements
            self.missing = missing
            self.action = action
        }

        var testDescription: String { statements.joined() }
    }

    private static let getACL = statement("s3:GetBucketAcl", "arn:aws:s3:::box")
    private static func put(_ folder: String, _ conditions: String = acl) -> String {
        statement("s3:PutObject", "arn:aws:s3:::\(folder)", #","Condition":{\#(conditions)}"#)
    }
    private static func source(_ arn: String) -> String {
        #""StringEquals":{"s3:x-amz-acl":"bucket-owner-full-control","aws:SourceArn":"\#(arn)"}"#
    }
    private static let own = "box/AWSLogs/222233334444/*"

    static let refusals: [Refusal] = [
        Refusal(bucket, [put(own)], [.noStatement], "s3:GetBucketAcl"),
        Refusal(bucket, [statement("s3:GetBucketAcl", "arn:aws:s3:::box/*"), put(own)], [.otherResource], "s3:GetB"),
        Refusal(bucket, [getACL], [.noStatement], "s3:PutObject"),
        Refusal(bucket, [getACL, put("box/logs/AWSLogs/222233334444/*")], [.wrongPrefix], "s3:PutObject"),
        Refusal(prefixed, [getACL, put(own)], [.wrongPrefix], "s3:PutObject"),
        Refusal(prefixed, [getACL, put("box/log/AWSLogs/222233334444/*")], [.wrongPrefix], "s3:PutObject"),
        Refusal(bucket, [getACL, put("box/AWSLogs/555566667777/*")], [.otherAccount], "s3:PutObject"),
        Refusal(bucket, [getACL, put("other/AWSLogs/222233334444/*")], [.otherResource], "s3:PutObject"),
        Refusal(bucket, [getACL, put("box/AWSLogs/222233334444")], [.otherResource], "s3:PutObject"),
        Refusal(bucket, [getACL, put("box/AWSLogs/222233334444/CloudTrail/*")], [.otherResource], "s3:PutObject"),
        Refusal(organizational, [getACL, put(own)], [.otherAccount], "s3:PutObject"),
        Refusal(organizational, [getACL, put(own), put("box/AWSLogs/o-other00000/*")], [.otherOrganization], "s3:P"),
        Refusal(
            bucket, [getACL, put(own, source("arn:aws:cloudtrail:eu-west-1:222233334444:trail/other"))], [.sourceARN],
            "s3:PutObject"),
        Refusal(
            bucket, [getACL, put(own, #""StringEquals":{"aws:SourceAccount":"555566667777"}"#)], [.sourceAccount],
            "s3:PutObject"),
        Refusal(
            bucket, [getACL, put(own, #""StringEquals":{"s3:x-amz-acl":"private"}"#)], [.accessControlList],
            "s3:PutObject"),
        Refusal(
            bucket, [getACL, put(own, #""StringEquals":{"aws:PrincipalOrgID":"o-1"}"#)], [.otherCondition], "s3:Put"),
        Refusal(
            bucket,
            [getACL, put(own), #"{"Effect":"Deny","Principal":"*","Action":"s3:Put*","Resource":"*"}"#],
            [.explicitDeny], "s3:PutObject"),
        Refusal(
            bucket,
            [getACL, #"{"Effect":"Allow","Principal":{"AWS":"222233334444"},"Action":"s3:*","Resource":"*"}"#],
            [.otherPrincipal], "s3:PutObject"),
        Refusal(topic, [statement("SNS:Publish", topicARN + "2")], [.otherResource], "SNS:Publish"),
        Refusal(topic, [statement("SNS:Subscribe", topicARN)], [.noStatement], "SNS:Publish"),
        Refusal(
            topic,
            [
                statement(
                    "sns:publish", topicARN,
                    #","Condition":{"StringEquals":{"aws:SourceArn":"arn:aws:cloudtrail:eu-west-1:222233334444:trail/x"}}"#
                )
            ],
            [.sourceARN], "SNS:Publish"),
        Refusal(
            topic,
            [
                #"{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"SNS:Publish","Resource":"*","Condition":{"StringEquals":{"AWS:SourceOwner":"222233334444"}}}"#
            ],
            [.otherCondition], "SNS:Publish"),
        Refusal(key, [statement("kms:DescribeKey", "*")], [.noStatement], "kms:GenerateDataKey"),
        Refusal(key, [statement("kms:GenerateDataKey*", "*")], [.noStatement], "kms:DescribeKey"),
        Refusal(
            key,
            [
                statement("kms:DescribeKey", "*"),
                statement(
                    "kms:GenerateDataKey*", "*",
                    #","Condition":{"StringLike":{"kms:EncryptionContext:aws:cloudtrail:arn":"arn:aws:cloudtrail:*:555566667777:trail/*"}}"#
                ),
            ],
            [.encryptionContext], "kms:GenerateDataKey"),
        Refusal(
            key,
            [
                #"{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::222233334444:root"},"Action":"kms:*","Resource":"*"}"#
            ],
            [.otherPrincipal, .otherPrincipal], "kms:"),
        Refusal(
            trust,
            [#"{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}"#],
            [.otherPrincipal], "sts:AssumeRole"),
        Refusal(
            trust,
            [
                #"{"Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"aws:SourceAccount":"222233334444"}}}"#
            ],
            [.sourceAccount], "sts:AssumeRole"),
        Refusal(
            logs,
            [
                #"{"Effect":"Allow","Action":["logs:CreateLogStream","logs:PutLogEvents"],"Resource":"arn:aws:logs:eu-west-1:222233334444:log-group:ct:log-stream:222233334444_CloudTrail_eu-west-1*"}"#
            ],
            [.otherResource, .otherResource], "logs:"),
    ]

    @Test(arguments: refusals)
    func policiesThatDoNotAreRefusedWithTheCause(_ refusal: Refusal) throws {
        let document = try PolicyDocument(parsing: #"{"Statement":[\#(refusal.statements.joined(separator: ","))]}"#)
        let missing = refusal.required.missing(from: document)
        #expect(missing.map(\.cause) == refusal.missing, "\(missing)")
        #expect(missing.allSatisfy { $0.action.hasPrefix(refusal.action) })
        // Adding what is said to be missing mends it, unless something is denied.
        if !refusal.missing.contains(.explicitDeny) {
            let mended = PolicyDocument(statements: document.statements + missing.map(\.statement))
            #expect(refusal.required.missing(from: mended).isEmpty)
        }
    }

    @Test func theCauseIsSaidInWords() throws {
        let document = try PolicyDocument(
            parsing: #"{"Statement":[\#(Self.getACL),\#(Self.put("box/log/AWSLogs/222233334444/*"))]}"#)
        #expect(
            Self.prefixed.missing(from: document).map(\.description) == [
                "CloudTrail may not do s3:PutObject on arn:aws:s3:::box/logs/AWSLogs/222233334444/*: statement 2 (S) "
                    + "allows it on arn:aws:s3:::box/log/AWSLogs/222233334444/*: its prefix is 'log', the trail's is "
                    + "'logs'"
            ])
    }

    @Test func severalPoliciesOfARoleCountTogether() throws {
        let statements = Self.logs.statements
        let documents = statements.map { PolicyDocument(statements: [$0]) }
        #expect(Self.logs.missing(from: documents).isEmpty)
        #expect(Self.logs.missing(from: [documents[0]]).count == 1)
    }
}
