import CairnModel
import CairnWire
import Testing

@testable import CairnRecording

@Suite struct ResourceRulesTests {
    private static func context(
        _ label: String, _ operation: String, _ input: [(String, WireValue)], output: WireValue? = nil,
        bucket: String? = nil, key: String? = nil, region: String = "eu-west-1"
    ) -> ResourceContext {
        ResourceContext(
            label: label, operation: operation,
            isDataEvent: DataEventRules.resourceType(label: label, operation: operation) != nil,
            input: .structure(input.map { WireValue.Member($0.0, $0.1) }), output: output, accountID: "222233334444",
            region: region, bucket: bucket, key: key, expectedBucketOwner: nil)
    }

    private static func resources(_ context: ResourceContext) -> [String] {
        ResourceRules.resources(of: context).map {
            [$0.isPrefix ? "\($0.arn)*" : $0.arn, $0.type ?? "-", $0.accountID ?? "-"].joined(separator: " ")
        }
    }

    private static func output(_ members: (String, WireValue)...) -> WireValue {
        .structure(members.map { WireValue.Member($0.0, $0.1) })
    }

    private static let keyARN = "arn:aws:kms:eu-west-1:222233334444:key/k1"
    private static let key = keyARN + " AWS::KMS::Key 222233334444"

    @Test func kmsNamesTheKeyThatTheAnswerNames() {
        let answer = Self.output(("KeyId", .string(Self.keyARN)))
        #expect(Self.resources(Self.context("kms", "Decrypt", [], output: answer)) == [Self.key])
        let byAlias = Self.context("kms", "Encrypt", [("KeyId", .string("alias/a"))], output: answer)
        #expect(Self.resources(byAlias) == [Self.key])
    }

    @Test func kmsNamesTheKeyOfTheRequest() {
        #expect(Self.resources(Self.context("kms", "DisableKey", [("KeyId", .string("k1"))])) == [Self.key])
        #expect(Self.resources(Self.context("kms", "DisableKey", [("KeyId", .string(Self.keyARN))])) == [Self.key])
        #expect(Self.resources(Self.context("kms", "Encrypt", [("KeyId", .string("alias/a"))])).isEmpty)
        #expect(Self.resources(Self.context("kms", "ListKeys", [])).isEmpty)
    }

    @Test func kmsNamesAliasesThatAreMadeOrMoved() {
        let input: [(String, WireValue)] = [("AliasName", .string("alias/a")), ("TargetKeyId", .string("k1"))]
        let alias = "arn:aws:kms:eu-west-1:222233334444:alias/a AWS::KMS::Key 222233334444"
        #expect(Self.resources(Self.context("kms", "CreateAlias", input)) == [Self.key, alias])
        #expect(Self.resources(Self.context("kms", "UpdateAlias", input)) == [alias, Self.key])
    }

    @Test func kmsNamesBothKeysOfReEncrypt() {
        let answer = Self.output(("SourceKeyId", .string(Self.keyARN)), ("KeyId", .string(Self.keyARN + "2")))
        let found = Self.resources(Self.context("kms", "ReEncrypt", [], output: answer))
        #expect(found == [Self.key, "arn:aws:kms:eu-west-1:222233334444:key/k12 AWS::KMS::Key 222233334444"])
    }

    @Test func stsNamesTheRole() {
        let input: [(String, WireValue)] = [("RoleArn", .string("arn:aws:iam::555566667777:role/r"))]
        #expect(
            Self.resources(Self.context("sts", "AssumeRole", input)) == [
                "arn:aws:iam::555566667777:role/r AWS::IAM::Role 555566667777"
            ])
        #expect(Self.resources(Self.context("sts", "AssumeRole", [("RoleArn", .string("no"))])).isEmpty)
    }

    @Test func bucketCallNamesTheBucket() {
        let bucket = "arn:aws:s3:::box AWS::S3::Bucket 222233334444"
        #expect(Self.resources(Self.context("s3", "GetBucketAcl", [], bucket: "box")) == [bucket])
        #expect(Self.resources(Self.context("s3", "CreateBucket", [], bucket: "box")).isEmpty)
        #expect(Self.resources(Self.context("s3", "ListBuckets", [])).isEmpty)
        #expect(
            Self.resources(Self.context("s3", "GetBucketAcl", [], bucket: "box", region: "cn-north-1")) == [
                "arn:aws-cn:s3:::box AWS::S3::Bucket 222233334444"
            ])
    }

    @Test func objectCallNamesTheObjectThenTheBucket() {
        #expect(
            Self.resources(Self.context("s3", "GetObject", [], bucket: "box", key: "a/b c")) == [
                "arn:aws:s3:::box/a/b c AWS::S3::Object -", "arn:aws:s3:::box AWS::S3::Bucket 222233334444",
            ])
    }

    @Test func listingNamesAPrefix() {
        let context = Self.context("s3", "ListObjectsV2", [("Prefix", .string("a/"))], bucket: "box")
        #expect(
            Self.resources(context) == [
                "arn:aws:s3:::box/a/* AWS::S3::Object -", "arn:aws:s3:::box AWS::S3::Bucket 222233334444",
            ])
    }

    @Test func dynamoDBNamesEachTableOnce() {
        let table = "arn:aws:dynamodb:eu-west-1:222233334444:table/t AWS::DynamoDB::Table 222233334444"
        #expect(Self.resources(Self.context("dynamodb", "GetItem", [("TableName", .string("t"))])) == [table])
        let put = WireValue.structure([.init("Put", .structure([.init("TableName", .string("t"))]))])
        let transaction: [(String, WireValue)] = [("TransactItems", .list([put, put]))]
        #expect(Self.resources(Self.context("dynamodb", "TransactWriteItems", transaction)) == [table])
        let batch: [(String, WireValue)] = [("RequestItems", .map([.init("t", .list([])), .init("u", .list([]))]))]
        #expect(Self.resources(Self.context("dynamodb", "BatchGetItem", batch)).count == 2)
    }

    @Test(arguments: [
        ("Name", WireValue.string("/a/b"), ["arn:aws:ssm:eu-west-1:222233334444:parameter/a/b - 222233334444"]),
        ("Name", .string("b"), ["arn:aws:ssm:eu-west-1:222233334444:parameter/b - 222233334444"]),
        (
            "Names", .list([.string("/a"), .string("/b")]),
            [
                "arn:aws:ssm:eu-west-1:222233334444:parameter/a - 222233334444",
                "arn:aws:ssm:eu-west-1:222233334444:parameter/b - 222233334444",
            ]
        ),
    ])
    func ssmNamesParametersWithoutAType(member: String, value: WireValue, expected: [String]) {
        #expect(Self.resources(Self.context("ssm", "GetParameters", [(member, value)])) == expected)
    }

    @Test(arguments: [
        (
            "sqs", "SendMessage", "QueueUrl", "http://localhost:5000/555566667777/q",
            "arn:aws:sqs:eu-west-1:555566667777:q AWS::SQS::Queue 555566667777"
        ),
        (
            "sns", "Publish", "TopicArn", "arn:aws:sns:eu-west-1:222233334444:t",
            "arn:aws:sns:eu-west-1:222233334444:t AWS::SNS::Topic 222233334444"
        ),
        (
            "sns", "Publish", "TargetArn", "arn:aws:sns:eu-west-1:222233334444:endpoint/GCM/a/b",
            "arn:aws:sns:eu-west-1:222233334444:endpoint/GCM/a/b AWS::SNS::PlatformEndpoint 222233334444"
        ),
        (
            "lambda", "Invoke", "FunctionName", "f",
            "arn:aws:lambda:eu-west-1:222233334444:function:f AWS::Lambda::Function 222233334444"
        ),
        (
            "lambda", "Invoke", "FunctionName", "555566667777:function:f:1",
            "arn:aws:lambda:eu-west-1:555566667777:function:f:1 AWS::Lambda::Function 555566667777"
        ),
        (
            "kinesis", "PutRecord", "StreamName", "s",
            "arn:aws:kinesis:eu-west-1:222233334444:stream/s AWS::Kinesis::Stream 222233334444"
        ),
        (
            "ebs", "GetSnapshotBlock", "SnapshotId", "snap-1",
            "arn:aws:ec2:eu-west-1::snapshot/snap-1 AWS::EC2::Snapshot 222233334444"
        ),
        (
            "ecr", "SetRepositoryPolicy", "repositoryName", "app",
            "arn:aws:ecr:eu-west-1:222233334444:repository/app - 222233334444"
        ),
    ])
    func memberNamesTheResource(label: String, operation: String, member: String, value: String, expected: String) {
        #expect(Self.resources(Self.context(label, operation, [(member, .string(value))])) == [expected])
    }

    @Test(arguments: [
        ("ec2", "RunInstances"), ("iam", "CreateUser"), ("lambda", "CreateFunction"), ("cloudtrail", "DeleteTrail"),
    ])
    func otherServicesNameNone(label: String, operation: String) {
        let input: [(String, WireValue)] = [("FunctionName", .string("f")), ("UserName", .string("u"))]
        #expect(Self.resources(Self.context(label, operation, input)).isEmpty)
    }

    @Test(arguments: [
        ("sqs", "DeleteQueue", "QueueUrl", "http://h/555566667777/q", "555566667777"),
        ("sqs", "DeleteQueue", "QueueUrl", "http://h/222233334444/q", nil),
        ("sqs", "DeleteQueue", "QueueUrl", "q", nil),
        (
            "secretsmanager", "GetSecretValue", "SecretId", "arn:aws:secretsmanager:eu-west-1:555566667777:secret:s",
            "555566667777"
        ),
        ("secretsmanager", "GetSecretValue", "SecretId", "s", nil),
        ("lambda", "AddPermission", "SourceArn", "arn:aws:lambda:eu-west-1:555566667777:function:g", nil),
        ("iam", "AttachRolePolicy", "PolicyArn", "arn:aws:iam::aws:policy/P", nil),
    ])
    func ownerIsToldIfItIsAnotherAccount(
        label: String, operation: String, member: String, value: String, expected: String?
    ) {
        let context = Self.context(label, operation, [(member, .string(value))])
        let owner = ResourceOwner.foreignAccount(of: context, resources: ResourceRules.resources(of: context))
        #expect(owner == expected)
    }
}
