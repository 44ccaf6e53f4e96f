import CairnModel
import Testing

@testable import CairnWire

@Suite struct ParameterRenderingTests {
    @Test func theStatusOfAnAnswerIsNoPartOfIt() throws {
        let delete = try RecordedCall.elements("lambda", "DeleteFunction", RecordedCall.value(#"{"StatusCode": 204}"#))
        #expect(delete == .null)
        let call = try RecordedCall.rest("DELETE", "/2015-03-31/functions/f", service: "lambda")
        #expect(try call.responseElements(WireResponse(status: 204, headers: [:])) == .null)
    }

    @Test func membersOfAnAnswerThatTheModelDoesNotHaveAreNotShown() throws {
        let output = try RecordedCall.value(#"{"Version": 1, "Surprise": "s3cret"}"#)
        #expect(try RecordedCall.elements("ssm", "PutParameter", output) == ["version": 1])
        let empty = try RecordedCall.value(#"{"CreateWorkGroupResponse": {"RequestId": "r"}}"#)
        #expect(try RecordedCall.elements("athena", "CreateWorkGroup", empty) == .null)
    }

    @Test(arguments: [
        ("DBInstanceIdentifier", "dBInstanceIdentifier"), ("KMSKeyId", "kMSKeyId"), ("TTL", "tTL"), ("ETag", "eTag"),
        ("SAMLProviderArn", "sAMLProviderArn"), ("S3Bucket", "s3Bucket"), ("VpcId", "vpcId"), ("name", "name"),
        ("", ""), ("Ä", "Ä"), ("_X", "_X"), ("X", "x"),
    ])
    func onlyTheFirstCharacterIsLowered(name: String, key: String) {
        #expect(RecordKey.lowercasingFirst(name) == key)
    }

    /// Keys of top-level members that the rule does not give.
    @Test(arguments: [
        ("ce", "GetCostForecast", #"{"Granularity": "MONTHLY"}"#, #"{"Granularity": "MONTHLY"}"#),
        ("account", "GetRegionOptStatus", #"{"RegionName": "eu-south-1"}"#, #"{"RegionName": "eu-south-1"}"#),
        ("securityhub", "CreateInsight", #"{"Name": "n"}"#, #"{"Name": "n"}"#),
        (
            "eks", "CreateAccessEntry", #"{"clusterName": "c", "principalArn": "a"}"#,
            #"{"name": "c", "principalArn": "a"}"#
        ),
        ("eks", "DescribeNodegroup", #"{"clusterName": "c"}"#, #"{"clusterName": "c"}"#),
        ("kms", "CreateCustomKeyStore", #"{"CloudHsmClusterId": "c"}"#, #"{"clusterId": "c"}"#),
        ("ssm", "SendCommand", #"{"DocumentName": "d"}"#, #"{"documentName": "d", "interactive": false}"#),
        (
            "apigateway", "CreateStage", #"{"restApiId": "r", "stageName": "s", "tracingEnabled": false}"#,
            #"{"restApiId": "r", "createStageInput": {"stageName": "s", "tracingEnabled": false}, "template": false}"#
        ),
        ("apigateway", "GetRestApi", #"{"restApiId": "r"}"#, #"{"restApiId": "r", "template": false}"#),
        (
            "dynamodb", "UpdateTable", #"{"TableName": "t", "SSESpecification": {"SSEType": "KMS"}}"#,
            #"{"tableName": "t", "sSESpecification": {"sSEType": "KMS"}}"#
        ),
    ])
    func keysFollowTheRuleAndItsExceptions(
        service: String, operation: String, input: String, expected: String
    ) throws {
        let parameters = try RecordedCall.parameters(service, operation, RecordedCall.value(input))
        #expect(try parameters == JSON(parsing: expected))
    }

    /// The same call, recorded twice: as the client made it, and as the service passed it on.
    @Test(arguments: [(false, "Jul 3, 2023 12:13:20 PM"), (true, "Jul 3, 2023, 12:13:20 PM")])
    func healthSpellsTimesByWhoCalls(isCalledByService: Bool, expected: String) throws {
        let (service, operation) = try RecordedCall.model("health", "DescribeEventAggregates")
        let renderer = ValueRenderer(
            service: service, operation: operation, policy: DefaultRedaction(), isCalledByService: isCalledByService)
        #expect(RecordTimestamp.json(1_688_386_400, style: renderer.timestampStyle) == .string(expected))
    }

    @Test func keysStandInTheCallersOrder() throws {
        let call = try RecordedCall.json(
            "DynamoDB_20120810.DescribeTimeToLive", #"{"Zebra":1,"TableName":"t","Alpha":2}"#, service: "dynamodb")
        #expect(try call.requestParameters.description == #"{"zebra":1,"tableName":"t","alpha":2}"#)
    }

    @Test func mapsKeepTheirKeys() throws {
        let input = WireValue.structure([
            .init("KeyId", .string("k")),
            .init("EncryptionContext", .map([.init("Department", .string("IT")), .init("SecretARN", .string("a"))])),
        ])
        #expect(
            try RecordedCall.parameters("kms", "Encrypt", input)
                == ["keyId": "k", "encryptionContext": ["Department": "IT", "SecretARN": "a"]])
    }

    @Test(arguments: [
        ("iam", 1_688_991_904.0, "Jul 10, 2023 12:25:04 PM"), ("sts", 1_688_991_904.9, "Jul 10, 2023, 12:25:04 PM"),
        ("rolesanywhere", 1_688_991_904.25, "2023-07-10T12:25:04.25Z"), ("iam", 0, "Jan 1, 1970 12:00:00 AM"),
        ("iam", -1, "Dec 31, 1969 11:59:59 PM"),
    ])
    func timesAreWrittenAsTheServiceDoes(service: String, seconds: Double, text: String) {
        let style = RecordTimestamp.style(service: service)
        #expect(RecordTimestamp.json(seconds, style: style) == .string(text))
    }

    @Test(arguments: [Double.nan, .infinity, 1e300, -1e300])
    func impossibleTimesDoNotCrash(seconds: Double) {
        for style in [RecordTimestamp.Style.english, .iso8601, .epochMilliseconds] {
            #expect(RecordTimestamp.json(seconds, style: style).stringValue == nil)
        }
    }

    @Test(
        arguments: [
            ("Jul 10, 2023 12:25:04 PM", 1_688_991_904.0), ("Jul 10, 2023, 12:25:04 PM", 1_688_991_904.0),
            ("Jul 10, 2023, 12:25:04\u{202F}PM", 1_688_991_904.0), ("Jul 10, 2023 12:25:04 AM", 1_688_948_704.0),
            ("Jul 10, 2023 18:58:30 PM", 1_689_015_510.0), ("2023-07-10T12:25:04Z", 1_688_991_904.0),
            ("2023-07-10T12:25:04.500Z", 1_688_991_904.5), ("1688991904", 1_688_991_904.0),
            ("1688991904000", 1_688_991_904.0), ("Foo 10, 2023 12:25:04 PM", nil), ("Jul 99, 2023 12:25:04 PM", nil),
            ("Jul 10, 2023 12:61:04 PM", nil), ("", nil), ("Jul 10, 99999999999999999999 1:00:00 PM", nil),
        ] as [(String, Double?)])
    func allTimeSpellingsAreRead(text: String, seconds: Double?) {
        #expect(RecordTimestamp.seconds(from: .string(text)) == seconds)
    }

    // MARK: Answers

    @Test(arguments: [
        ("sns", "ListTopics", #"{"Topics": []}"#, true, #"null"#),
        ("sts", "AssumeRole", #"{"PackedPolicySize": 6}"#, true, #"{"packedPolicySize": 6}"#),
        ("sts", "GetCallerIdentity", #"{"Account": "1"}"#, true, #"null"#),
        ("iam", "CreateUser", #"{"User": {"UserName": "u"}}"#, false, #"{"user": {"userName": "u"}}"#),
        (
            "rds", "CreateDBInstance", #"{"DBInstance": {"DBInstanceIdentifier": "d"}}"#, false,
            #"{"dBInstanceIdentifier": "d"}"#
        ),
        ("neptune", "CreateDBCluster", #"{"DBCluster": {"Engine": "neptune"}}"#, false, #"{"engine": "neptune"}"#),
        ("docdb", "DeleteDBCluster", #"{"DBCluster": {"Engine": "docdb"}}"#, false, #"{"engine": "docdb"}"#),
        ("dax", "CreateCluster", #"{"Cluster": {"ClusterName": "c"}}"#, false, #"{"cluster": {"clusterName": "c"}}"#),
        ("dynamodb", "PutItem", #"{"ConsumedCapacity": {"TableName": "t"}}"#, false, #"null"#),
        ("kms", "Encrypt", #"{"KeyId": "k"}"#, true, #"null"#),
        ("kms", "Sign", #"{"KeyId": "k"}"#, false, #"null"#),
        ("lambda", "Invoke", #"{"ExecutedVersion": "1"}"#, false, #"null"#),
        ("kms", "CreateGrant", #"{"GrantToken": "t", "GrantId": "g"}"#, false, #"{"grantId": "g"}"#),
        ("kms", "CancelKeyDeletion", #"{"KeyId": "k"}"#, false, #"{"keyId": "k"}"#),
        (
            "kms", "ScheduleKeyDeletion", #"{"KeyId": "k", "KeyState": "PendingDeletion", "PendingWindowInDays": 7}"#,
            false, #"{"keyId": "k", "keyState": "PendingDeletion"}"#
        ),
        ("secretsmanager", "CreateSecret", #"{"ARN": "a", "Name": "n", "VersionId": "v"}"#, false, #"{"arn": "a"}"#),
        ("secretsmanager", "DeleteSecret", #"{"ARN": "a", "Name": "n"}"#, false, #"{"aRN": "a", "name": "n"}"#),
        ("iam", "DeleteRole", #"{}"#, false, #"null"#),
    ])
    func answersFollowTheRules(
        service: String, operation: String, output: String, isReadOnly: Bool, expected: String
    ) throws {
        let elements = try RecordedCall.elements(
            service, operation, RecordedCall.value(output), isReadOnly: isReadOnly)
        #expect(try elements == JSON(parsing: expected))
    }
}
