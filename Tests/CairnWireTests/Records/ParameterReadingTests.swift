import CairnModel
import Testing

@testable import CairnWire

@Suite struct ParameterReadingTests {
    /// Records and the inputs they stand for.
    @Test(arguments: [
        // By the exact name, the rule, the wire name in either case, and folded.
        ("ce", "GetCostForecast", #"{"Granularity": "MONTHLY"}"#, #"{"Granularity": "MONTHLY"}"#),
        ("rds", "CreateDBInstance", #"{"dBInstanceIdentifier": "d"}"#, #"{"DBInstanceIdentifier": "d"}"#),
        ("rds", "CreateDBInstance", #"{"dbInstanceIdentifier": "d"}"#, #"{"DBInstanceIdentifier": "d"}"#),
        (
            "lambda", "UpdateFunctionCode", #"{"functionName": "f", "publish": true}"#,
            #"{"FunctionName": "f", "Publish": true}"#
        ),
        ("eks", "CreateAccessEntry", #"{"name": "c"}"#, #"{"clusterName": "c"}"#),
        ("eks", "CreateCluster", #"{"name": "c"}"#, #"{"name": "c"}"#),
        ("kms", "CreateCustomKeyStore", #"{"clusterId": "c"}"#, #"{"CloudHsmClusterId": "c"}"#),
        (
            "apigateway", "CreateStage",
            #"{"restApiId": "r", "createStageInput": {"stageName": "s"}, "template": false}"#,
            #"{"restApiId": "r", "stageName": "s"}"#
        ),
        (
            "ec2-instance-connect", "SendSSHPublicKey", #"{"osUser": "u", "SSHKey": {"publicKey": "k"}}"#,
            #"{"InstanceOSUser": "u", "SSHPublicKey": "k"}"#
        ),
        ("ssm", "SendCommand", #"{"documentName": "d", "interactive": false}"#, #"{"DocumentName": "d"}"#),
        // Scalars of another type.
        ("ecs", "UpdateService", #"{"desiredCount": "1"}"#, #"{"desiredCount": 1}"#),
        ("ecs", "UpdateService", #"{"forceNewDeployment": "true"}"#, #"{"forceNewDeployment": true}"#),
        ("iam", "CreateRole", #"{"roleName": true}"#, #"{"RoleName": "true"}"#),
        ("iam", "CreateRole", #"{"roleName": 600}"#, #"{"RoleName": "600"}"#),
        (
            "iam", "PutRolePolicy", #"{"policyDocument": {"Version": "1"}}"#,
            #"{"PolicyDocument": "{\"Version\":\"1\"}"}"#
        ),
        ("iam", "CreateRole", #"{"roleName": null, "path": "/"}"#, #"{"Path": "/"}"#),
        // EC2's forms.
        (
            "ec2", "DescribeInstances", #"{"instancesSet": {"items": [{"instanceId": "i-1"}]}, "filterSet": {}}"#,
            #"{"InstanceIds": ["i-1"]}"#
        ),
        (
            "ec2", "DescribeVpcs", #"{"vpcSet": {"item": [{"vpcId": "vpc-1"}]}, "filterSet": {}}"#,
            #"{"VpcIds": ["vpc-1"]}"#
        ),
        (
            "ec2", "CreateFlowLogs",
            #"{"CreateFlowLogsRequest": {"ResourceId": [{"tag": 1, "content": "a"}, {"tag": 2, "content": "b"}]}}"#,
            #"{"ResourceIds": ["a", "b"]}"#
        ),
        ("ec2", "DescribeNatGateways", #"{"DescribeNatGatewaysRequest": ""}"#, #"{}"#),
        (
            "ec2", "RunInstances",
            #"""
            {"instancesSet": {"items": [{"imageId": "ami-1", "minCount": "1"}]},
            "groupSet": {"items": [{"groupId": "sg-1"}, {"groupName": "g"}]}, "tenancy": "default",
            "monitoring": {"enabled": false}, "disableApiTermination": false}
            """#,
            #"""
            {"ImageId": "ami-1", "MinCount": 1, "SecurityGroupIds": ["sg-1"], "SecurityGroups": ["g"],
            "Placement": {"Tenancy": "default"}}
            """#
        ),
        // S3's forms, older ones too.
        (
            "s3", "PutBucketAcl",
            #"{"bucketName": "b", "host": ["s3.amazonaws.com"], "acl": [""], "x-amz-acl": ["private"]}"#,
            #"{"Bucket": "b", "ACL": "private"}"#
        ),
        (
            "s3", "PutBucketTagging",
            #"""
            {"bucketName": "b", "tagging": "", "Tagging": {"xmlns": "x", "TagSet": {"Tag": {"Key": "k",
            "Value": true}}}}
            """#,
            #"{"Bucket": "b", "Tagging": {"TagSet": [{"Key": "k", "Value": "true"}]}}"#
        ),
        (
            "s3", "PutBucketPolicy", #"{"bucketName": "b", "policy": "", "bucketPolicy": {"Version": "1"}}"#,
            #"{"Bucket": "b", "Policy": "{\"Version\":\"1\"}"}"#
        ),
        (
            "s3control", "ListAccessPoints",
            #"{"Host": "123456789012.s3-control.us-east-1.amazonaws.com", "bucket": "b", "maxResults": "1"}"#,
            #"{"AccountId": "123456789012", "Bucket": "b", "MaxResults": 1}"#
        ),
    ])
    func recordsAreReadAsInputs(service: String, operation: String, record: String, expected: String) throws {
        let (service, operation) = try RecordedCall.model(service, operation)
        let (value, leftovers) = ParameterReading().input(
            from: try JSON(parsing: record), operation: operation, service: service)
        #expect(leftovers.isEmpty)
        #expect(try Comparison().difference(JSON(parsing: expected), Self.json(value)) == nil)
    }

    private static func json(_ value: WireValue) -> JSON {
        switch value {
        case .null: .null
        case .boolean(let flag): .bool(flag)
        case .number(let number): .number(number)
        case .string(let text): .string(text)
        case .blob(let bytes): .string(String(decoding: bytes, as: UTF8.self))
        case .timestamp(let seconds): JSONNumber(seconds).map(JSON.number) ?? .null
        case .list(let elements): .array(elements.map(json))
        case .map(let members), .structure(let members): .object(JSONObject(members.map { ($0.name, json($0.value)) }))
        case .document(let document): document
        }
    }

    @Test(
        arguments: [
            ("unknown", "x", .unknownKey), ("maxItems", "many", .unreadable), ("marker", ["a": "b"], nil),
            ("unknown", .null, nil), ("unknown", "", nil), ("unknown", [:], nil), ("unknown", [], nil),
            ("unknown", false, nil), ("unknown", true, .unknownKey), ("userName", "****", .redacted),
        ] as [(String, JSON, ParameterReading.Leftover.Reason?)])
    func leftoversAreReportedUnlessTheyAreDefaults(
        key: String, value: JSON, reason: ParameterReading.Leftover.Reason?
    ) throws {
        let (service, operation) = try RecordedCall.model("iam", "ListAccessKeys")
        let (_, leftovers) = ParameterReading().input(
            from: .object([key: value]), operation: operation, service: service)
        #expect(leftovers.map(\.reason) == (reason.map { [$0] } ?? []))
        #expect(leftovers.allSatisfy { $0.path == key && $0.value == value })
    }

    @Test func placeholdersForCollectionsAreLeftovers() throws {
        let (service, operation) = try RecordedCall.model("ssm", "SendCommand")
        let (value, leftovers) = ParameterReading().input(
            from: ["documentName": "d", "parameters": "HIDDEN_DUE_TO_SECURITY_REASONS"], operation: operation,
            service: service)
        #expect(value["Parameters"] == nil)
        #expect(leftovers.map(\.reason) == [.redacted])
    }

    @Test(arguments: [JSON.null, "text", 1, []])
    func whatIsNoObjectIsAnEmptyInput(parameters: JSON) throws {
        let (service, operation) = try RecordedCall.model("ec2", "RunInstances")
        let (value, leftovers) = ParameterReading().input(from: parameters, operation: operation, service: service)
        #expect(value == .structure([]))
        #expect(leftovers.isEmpty)
    }

    /// Values of the wrong shape anywhere are left over; none of them ends the reading.
    @Test func oddValuesNeverStopTheReading() throws {
        let odd: [JSON] = [.null, true, 1, "x", [], [[]], [:], ["items": 1], ["items": [1, [:], "x"]], ["tag": 1]]
        for name in ["RunInstances", "DescribeInstances", "CreateFlowLogs", "AuthorizeSecurityGroupIngress"] {
            let (service, operation) = try RecordedCall.model("ec2", name)
            let members = service.shape(try #require(operation.input)).members
            for value in odd {
                let record = JSONObject(members.map { (RecordKey.lowercasingFirst($0.name), value) })
                let wrapped: JSON = .object([EC2WrapperNames.requestKey(of: operation): .object(record)])
                _ = ParameterReading().input(from: .object(record), operation: operation, service: service)
                _ = ParameterReading().input(from: wrapped, operation: operation, service: service)
            }
        }
    }
}
