import Testing

@testable import CairnRecording

@Suite struct ReadOnlyRulesTests {
    @Test(arguments: [
        ("ec2", "DescribeInstances"), ("iam", "GetUser"), ("s3", "HeadBucket"), ("s3", "ListObjectsV2"),
        ("dynamodb", "BatchGetItem"), ("dynamodb", "TransactGetItems"), ("dynamodb", "Query"), ("kms", "Encrypt"),
        ("kms", "Sign"), ("kms", "GenerateDataKeyPair"), ("sts", "AssumeRole"), ("sts", "GetCallerIdentity"),
        ("cloudtrail", "LookupEvents"), ("cloudtrail", "SearchSampleQueries"), ("logs", "StartQuery"),
        ("logs", "FilterLogEvents"), ("secretsmanager", "GetSecretValue"), ("ec2", "GetPasswordData"),
        ("bedrock", "InvokeModel"), ("ses", "SendEmail"), ("iam", "GenerateCredentialReport"),
        ("cognito-idp", "AdminGetUser"), ("route53", "TestDNSAnswer"),
    ])
    func callThatOnlyReads(label: String, operation: String) {
        #expect(ReadOnlyRules.isReadOnly(label: label, operation: operation))
    }

    @Test(arguments: [
        ("ec2", "RunInstances"), ("iam", "CreateUser"), ("sts", "GetSessionToken"), ("sts", "GetFederationToken"),
        ("lambda", "Invoke"), ("sqs", "ReceiveMessage"), ("ses", "VerifyEmailIdentity"), ("kms", "DisableKey"),
        ("kms", "ScheduleKeyDeletion"), ("cloudtrail", "StartQuery"), ("cloudtrail", "CancelQuery"),
        ("dynamodb", "ExecuteStatement"), ("s3", "DeleteObjects"), ("x", "Getaway"), ("x", "Listen"), ("x", ""),
        ("unknown", "Encrypt"),
    ])
    func callThatChangesSomething(label: String, operation: String) {
        #expect(!ReadOnlyRules.isReadOnly(label: label, operation: operation))
    }

    @Test(arguments: [
        ("SELECT * FROM t", true), ("  select a", true), ("(SELECT 1)", true), ("INSERT INTO t", false),
        ("sel", false), ("", false),
    ])
    func statementDecidesForPartiQL(statement: String, isReadOnly: Bool) {
        #expect(ReadOnlyRules.isReadOnly(statement: statement) == isReadOnly)
    }
}

@Suite struct DataEventRulesTests {
    @Test(arguments: [
        ("s3", "GetObject", "AWS::S3::Object"), ("s3", "HeadBucket", "AWS::S3::Object"),
        ("s3", "DeleteObjects", "AWS::S3::Object"), ("lambda", "Invoke", "AWS::Lambda::Function"),
        ("dynamodb", "PutItem", "AWS::DynamoDB::Table"), ("dynamodb", "GetRecords", "AWS::DynamoDB::Stream"),
        ("kinesis", "GetRecords", "AWS::Kinesis::Stream"), ("sqs", "SendMessage", "AWS::SQS::Queue"),
        ("sns", "Publish", "AWS::SNS::Topic"), ("ebs", "PutSnapshotBlock", "AWS::EC2::Snapshot"),
        ("cloudtrail-data", "PutAuditEvents", "AWS::CloudTrail::Channel"),
        ("s3express", "PutObject", "AWS::S3Express::Object"),
    ])
    func dataEventHasAResourceType(label: String, operation: String, type: String) {
        #expect(DataEventRules.resourceType(label: label, operation: operation) == type)
    }

    @Test(arguments: [
        ("dynamodb", "CreateTable"), ("s3", "CreateBucket"), ("s3", "ListBuckets"), ("kms", "Encrypt"),
        ("sts", "AssumeRole"), ("secretsmanager", "GetSecretValue"), ("ssm", "GetParameter"),
        ("lambda", "CreateFunction"), ("sqs", "CreateQueue"), ("bedrock", "InvokeModel"), ("ec2", "GetRecords"),
        ("rdsdata", "ExecuteStatement"),
    ])
    func everythingElseIsManagement(label: String, operation: String) {
        #expect(DataEventRules.resourceType(label: label, operation: operation) == nil)
    }
}

@Suite struct CallRegionTests {
    @Test(arguments: [
        ("iam", "eu-west-1", "iam.amazonaws.com", "us-east-1"), ("route53", "ap-south-1", "h", "us-east-1"),
        ("cloudfront", "eu-west-1", "h", "us-east-1"), ("organizations", "eu-west-1", "h", "us-east-1"),
        ("iam", "cn-northwest-1", "h", "cn-north-1"), ("iam", "us-gov-east-1", "h", "us-gov-west-1"),
        ("sts", "us-east-1", "sts.amazonaws.com", "us-east-1"), ("sts", "eu-west-1", "sts.amazonaws.com", "us-east-1"),
        ("sts", "eu-west-1", "sts.amazonaws.com:443", "us-east-1"),
        ("sts", "eu-west-1", "sts.eu-west-1.amazonaws.com", "eu-west-1"),
        ("sts", "eu-west-1", "sts.amazonaws.community", "eu-west-1"), ("ec2", "eu-west-1", "h", "eu-west-1"),
    ])
    func globalServicesRecordAtHome(label: String, signed: String, host: String, expected: String) {
        let home = GlobalServices.region(label: label, signedRegion: signed, host: host)
        #expect((home ?? signed) == expected)
    }

    @Test(arguments: [
        ("b.s3.eu-west-1.amazonaws.com", "eu-west-1"), ("s3.us-gov-east-1.amazonaws.com", "us-gov-east-1"),
        ("sts.ap-southeast-2.amazonaws.com:443", "ap-southeast-2"),
    ])
    func hostNamesARegion(host: String, region: String) {
        #expect(RegionText.find(inHost: host) == region)
    }

    @Test(arguments: ["localhost:4734", "127.0.0.1", "s3.amazonaws.com", "", "a.eu-west-x.amazonaws.com"])
    func otherHostsNameNone(host: String) {
        #expect(RegionText.find(inHost: host) == nil)
    }

    @Test func unsignedCallTakesTheDefaultRegion() {
        let region = CallRegion.region(of: "sts", signature: nil, host: "localhost", defaultRegion: "eu-west-3")
        #expect(region == "eu-west-3")
    }

    @Test(arguments: ["eu-west-1", "us-gov-east-1", "local"])
    func regionText(text: String) { #expect(RegionText.isValid(text)) }

    @Test(arguments: ["", "EU", "eu_west", "1eu", "eu\"}", String(repeating: "a", count: 33)])
    func noRegionText(text: String) { #expect(!RegionText.isValid(text)) }
}
