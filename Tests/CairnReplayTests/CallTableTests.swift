import CairnModel
import CairnWire
import Testing

@testable import CairnReplay

/// A row for each exception of the mapping rules, and for each protocol: a record and the call that it becomes, read back
/// from the wire.
@Suite struct CallTableTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let source: String
        let name: String
        let parameters: String
        let operation: String
        let input: String
        var apiVersion: String?
        var isData = false

        init(
            _ source: String, _ name: String, _ parameters: String, _ operation: String, _ input: String,
            apiVersion: String? = nil, isData: Bool = false
        ) {
            (self.source, self.name, self.parameters) = (source, name, parameters)
            (self.operation, self.input, self.apiVersion, self.isData) = (operation, input, apiVersion, isData)
        }

        var testDescription: String { "\(source) \(name)" }
    }

    static let protocols = [
        Row(  // AWS JSON 1.1
            "ssm", "PutParameter", #"{"name":"/a","type":"String","value":"v","overwrite":true}"#, "PutParameter",
            #"{"Name":"/a","Type":"String","Value":"v","Overwrite":true}"#),
        Row(  // AWS JSON 1.0
            "sqs", "CreateQueue", #"{"queueName":"q","attributes":{"DelaySeconds":"3"}}"#, "CreateQueue",
            #"{"QueueName":"q","Attributes":{"DelaySeconds":"3"}}"#),
        Row(  // Query
            "iam", "CreateRole", #"{"roleName":"r","assumeRolePolicyDocument":"{}","tags":[{"key":"a","value":"b"}]}"#,
            "CreateRole",
            #"{"RoleName":"r","AssumeRolePolicyDocument":"{}","Tags":[{"Key":"a","Value":"b"}]}"#),
        Row(  // EC2, older
            "ec2", "TerminateInstances", #"{"instancesSet":{"items":[{"instanceId":"i-1"},{"instanceId":"i-2"}]}}"#,
            "TerminateInstances", #"{"InstanceIds":["i-1","i-2"]}"#),
        Row(  // EC2, newer
            "ec2", "CreateFlowLogs",
            #"{"CreateFlowLogsRequest":{"ResourceId":{"tag":1,"content":"vpc-1"},"ResourceType":"VPC","#
                + #""TagSpecification":{"tag":1,"Tag":{"tag":1,"Key":"k","Value":true}}}}"#,
            "CreateFlowLogs",
            #"{"ResourceIds":["vpc-1"],"ResourceType":"VPC","TagSpecifications":[{"Tags":[{"Key":"k","Value":"true"}]}]}"#
        ),
        Row(  // REST JSON
            "eks", "CreateCluster",
            #"{"name":"c","roleArn":"arn:aws:iam::111122223333:role/r","resourcesVpcConfig":{"subnetIds":["s"]},"#
                + #""clientRequestToken":"t"}"#,
            "CreateCluster",
            #"{"name":"c","roleArn":"arn:aws:iam::111122223333:role/r","resourcesVpcConfig":{"subnetIds":["s"]},"#
                + #""clientRequestToken":"t"}"#),
        Row(  // REST XML
            "route53", "ChangeResourceRecordSets",
            #"{"hostedZoneId":"Z1","changeBatch":{"changes":[{"action":"CREATE","resourceRecordSet":{"name":"a.","#
                + #""type":"A","tTL":300,"resourceRecords":[{"value":"192.0.2.1"}]}}]}}"#,
            "ChangeResourceRecordSets",
            #"{"HostedZoneId":"Z1","ChangeBatch":{"Changes":[{"Action":"CREATE","ResourceRecordSet":{"Name":"a.","#
                + #""Type":"A","TTL":300,"ResourceRecords":[{"Value":"192.0.2.1"}]}}]}}"#),
        Row(  // S3
            "s3", "PutBucketVersioning",
            #"{"bucketName":"b","Host":"b.s3.amazonaws.com","versioning":"","VersioningConfiguration":{"xmlns":"x","#
                + #""Status":"Enabled"}}"#,
            "PutBucketVersioning", #"{"Bucket":"b","VersioningConfiguration":{"Status":"Enabled"}}"#),
        Row(  // offered as CBOR first, sent as JSON
            "monitoring", "DeleteAlarms", #"{"alarmNames":["a"]}"#, "DeleteAlarms", #"{"AlarmNames":["a"]}"#),
    ]

    static let services = [
        Row(
            "elasticloadbalancing", "CreateLoadBalancer", #"{"loadBalancerName":"l","listeners":[]}"#,
            "CreateLoadBalancer", #"{"LoadBalancerName":"l","Listeners":[]}"#, apiVersion: "2012-06-01"),
        Row(
            "elasticloadbalancing", "CreateLoadBalancer", #"{"name":"l"}"#, "CreateLoadBalancer", #"{"Name":"l"}"#,
            apiVersion: "2015-12-01"),
        Row(
            "apigateway", "CreateStage",
            #"{"restApiId":"a","createStageInput":{"stageName":"s","deploymentId":"d"},"template":false}"#,
            "CreateStage", #"{"restApiId":"a","stageName":"s","deploymentId":"d"}"#),
        Row(
            "apigateway", "CreateStage", #"{"apiId":"a","stageName":"s"}"#, "CreateStage",
            #"{"ApiId":"a","StageName":"s"}"#),
        Row("amazonmq", "DeleteBroker", #"{"broker-id":"b"}"#, "DeleteBroker", #"{"BrokerId":"b"}"#),
        Row(
            "sso-directory", "CreateGroup", #"{"identityStoreId":"d-1","displayName":"g"}"#, "CreateGroup",
            #"{"IdentityStoreId":"d-1","DisplayName":"g"}"#),
        Row(
            "rds", "DeleteDBInstance", #"{"dBInstanceIdentifier":"d","skipFinalSnapshot":true}"#, "DeleteDBInstance",
            #"{"DBInstanceIdentifier":"d","SkipFinalSnapshot":true}"#),
        Row(
            "es", "DeleteElasticsearchDomain", #"{"domainName":"d"}"#, "DeleteElasticsearchDomain",
            #"{"DomainName":"d"}"#),
        Row("es", "DeleteDomain", #"{"domainName":"d"}"#, "DeleteDomain", #"{"DomainName":"d"}"#),
        Row("ses", "DeleteIdentity", #"{"identity":"a@b"}"#, "DeleteIdentity", #"{"Identity":"a@b"}"#),
        Row(
            "ses", "DeleteEmailIdentity", #"{"emailIdentity":"a@b"}"#, "DeleteEmailIdentity",
            #"{"EmailIdentity":"a@b"}"#),
        Row("events", "DeleteRule", #"{"name":"r"}"#, "DeleteRule", #"{"Name":"r"}"#),
        Row(
            "states", "DeleteStateMachine", #"{"stateMachineArn":"a"}"#, "DeleteStateMachine",
            #"{"stateMachineArn":"a"}"#),
    ]

    static let names = [
        Row(
            "lambda", "AddPermission20150331v2",
            #"{"functionName":"f","statementId":"s","action":"lambda:*","principal":"p"}"#, "AddPermission",
            #"{"FunctionName":"f","StatementId":"s","Action":"lambda:*","Principal":"p"}"#),
        Row(
            "lambda", "AddPermission20150331",
            #"{"functionName":"f","statementId":"s","action":"lambda:*","principal":"p"}"#, "AddPermission",
            #"{"FunctionName":"f","StatementId":"s","Action":"lambda:*","Principal":"p"}"#),
        Row("lambda", "DeleteFunction20150331", #"{"functionName":"f"}"#, "DeleteFunction", #"{"FunctionName":"f"}"#),
        Row(
            "cloudfront", "DeleteFunction2020_05_31", #"{"name":"f","ifMatch":"e"}"#, "DeleteFunction",
            #"{"Name":"f","IfMatch":"e"}"#),
        Row("cloudfront", "DeleteDistribution", #"{"id":"d"}"#, "DeleteDistribution", #"{"Id":"d"}"#),
        Row(
            "s3", "PutBucketPublicAccessBlock",
            #"{"bucketName":"b","publicAccessBlock":"","PublicAccessBlockConfiguration":{"BlockPublicAcls":true}}"#,
            "PutPublicAccessBlock", #"{"Bucket":"b","PublicAccessBlockConfiguration":{"BlockPublicAcls":true}}"#),
        Row(
            "s3", "PutAccountPublicAccessBlock",
            #"{"Host":"111122223333.s3-control.eu-west-1.amazonaws.com","PublicAccessBlockConfiguration":{"#
                + #""BlockPublicAcls":true}}"#,
            "PutPublicAccessBlock",
            #"{"AccountId":"111122223333","PublicAccessBlockConfiguration":{"BlockPublicAcls":true}}"#),
        Row(
            "s3", "PutBucketLifecycle",
            #"{"bucketName":"b","lifecycle":"","LifecycleConfiguration":{"Rule":{"ID":"r","Status":"Enabled"}}}"#,
            "PutBucketLifecycleConfiguration",
            #"{"Bucket":"b","LifecycleConfiguration":{"Rules":[{"ID":"r","Status":"Enabled"}]}}"#),
        Row(
            "s3", "PutBucketNotification",
            #"{"bucketName":"b","notification":"","NotificationConfiguration":{"TopicConfiguration":{"Topic":"t","#
                + #""Event":"e"}}}"#,
            "PutBucketNotificationConfiguration",
            #"{"Bucket":"b","NotificationConfiguration":{"TopicConfigurations":[{"Events":["e"],"TopicArn":"t"}]}}"#),
        Row(
            "s3", "PutAccelerateConfiguration",
            #"{"bucketName":"b","accelerate":"","AccelerateConfiguration":{"Status":"Enabled"}}"#,
            "PutBucketAccelerateConfiguration", #"{"Bucket":"b","AccelerateConfiguration":{"Status":"Enabled"}}"#),
        Row(
            "s3", "PutBucketObjectLockConfiguration",
            #"{"bucketName":"b","object-lock":"","ObjectLockConfiguration":{"ObjectLockEnabled":"Enabled"}}"#,
            "PutObjectLockConfiguration", #"{"Bucket":"b","ObjectLockConfiguration":{"ObjectLockEnabled":"Enabled"}}"#),
        Row(
            "route53domains", "updateDomainContact ", #"{"domainName":"d"}"#, "UpdateDomainContact",
            #"{"DomainName":"d"}"#),
    ]

    static let keys = [
        Row(
            "eks", "CreateAccessEntry", #"{"name":"c","principalArn":"p","clientRequestToken":"t"}"#,
            "CreateAccessEntry", #"{"clusterName":"c","principalArn":"p","clientRequestToken":"t"}"#),
        Row(
            "ec2-instance-connect", "SendSerialConsoleSSHPublicKey",
            #"{"instanceId":"i-1","serialPort":0,"SSHKey":{"publicKey":"k"},"monitorMode":false}"#,
            "SendSerialConsoleSSHPublicKey", #"{"InstanceId":"i-1","SerialPort":0,"SSHPublicKey":"k"}"#),
        Row(
            "ec2-instance-connect", "SendSSHPublicKey",
            #"{"instanceId":"i-1","osUser":"u","SSHKey":{"publicKey":"k"}}"#, "SendSSHPublicKey",
            #"{"InstanceId":"i-1","InstanceOSUser":"u","SSHPublicKey":"k"}"#),
        Row(
            "rds", "DeleteDBCluster", #"{"dBClusterIdentifier":"d","finalDBClusterSnapshotIdentifier":"f"}"#,
            "DeleteDBCluster", #"{"DBClusterIdentifier":"d","FinalDBSnapshotIdentifier":"f"}"#),
        Row(
            "ssm", "SendCommand", #"{"documentName":"d","instanceIds":["i"],"interactive":false}"#, "SendCommand",
            #"{"DocumentName":"d","InstanceIds":["i"]}"#),
        Row(
            "ce", "CreateAnomalyMonitor", #"{"AnomalyMonitor":{"MonitorName":"m","MonitorType":"CUSTOM"}}"#,
            "CreateAnomalyMonitor", #"{"AnomalyMonitor":{"MonitorName":"m","MonitorType":"CUSTOM"}}"#),
        Row(
            "dynamodb", "UpdateTable", #"{"tableName":"t","sSESpecification":{"enabled":true}}"#, "UpdateTable",
            #"{"TableName":"t","SSESpecification":{"Enabled":true}}"#),
    ]

    static let values = [
        Row(  // numbers and booleans as texts
            "ec2", "CreateVolume", #"{"size":"8","zone":"eu-west-1a","encrypted":"true"}"#, "CreateVolume",
            #"{"Size":8,"AvailabilityZone":"eu-west-1a","Encrypted":true}"#),
        Row(  // a policy as an object
            "s3", "PutBucketPolicy", #"{"bucketName":"b","policy":"","bucketPolicy":{"Version":"2012-10-17"}}"#,
            "PutBucketPolicy", #"{"Bucket":"b","Policy":"{\"Version\":\"2012-10-17\"}"}"#),
        Row(  // times, in four forms
            "rds", "RestoreDBInstanceToPointInTime",
            #"{"targetDBInstanceIdentifier":"t","restoreTime":"Jul 10, 2023 12:25:04 PM"}"#,
            "RestoreDBInstanceToPointInTime", #"{"TargetDBInstanceIdentifier":"t","RestoreTime":1688991904}"#),
        Row(
            "rds", "RestoreDBInstanceToPointInTime",
            #"{"targetDBInstanceIdentifier":"t","restoreTime":"Jul 10, 2023, 12:25:04\u202fPM"}"#,
            "RestoreDBInstanceToPointInTime", #"{"TargetDBInstanceIdentifier":"t","RestoreTime":1688991904}"#),
        Row(
            "rds", "RestoreDBInstanceToPointInTime",
            #"{"targetDBInstanceIdentifier":"t","restoreTime":"2023-07-10T12:25:04.000Z"}"#,
            "RestoreDBInstanceToPointInTime", #"{"TargetDBInstanceIdentifier":"t","RestoreTime":1688991904}"#),
        Row(
            "rds", "RestoreDBInstanceToPointInTime",
            #"{"targetDBInstanceIdentifier":"t","restoreTime":1688991904000}"#, "RestoreDBInstanceToPointInTime",
            #"{"TargetDBInstanceIdentifier":"t","RestoreTime":1688991904}"#),
        Row(  // older records of S3 hold texts in arrays
            "s3", "CreateBucket", #"{"bucketName":"b","host":["s3.amazonaws.com"],"x-amz-acl":["private"]}"#,
            "CreateBucket", #"{"Bucket":"b","ACL":"private"}"#),
    ]

    static let ec2 = [
        Row(
            "ec2", "StartInstances", #"{"instancesSet":{"items":[{"instanceId":"i-1"}]}}"#, "StartInstances",
            #"{"InstanceIds":["i-1"]}"#),
        Row(
            "ec2", "StopInstances", #"{"instancesSet":{"items":[{"instanceId":"i-1"}]},"force":false}"#,
            "StopInstances", #"{"InstanceIds":["i-1"]}"#),
        Row(
            "ec2", "RunInstances",
            #"{"instancesSet":{"items":[{"imageId":"ami-1","minCount":1,"maxCount":2,"keyName":"k"}]},"#
                + #""groupSet":{"items":[{"groupId":"sg-1"}]},"blockDeviceMapping":{},"monitoring":{"enabled":false},"#
                + #""tenancy":"default","availabilityZone":"eu-west-1a","instanceType":"t3.micro","ebsOptimized":false}"#,
            "RunInstances",
            #"{"ImageId":"ami-1","MinCount":1,"MaxCount":2,"KeyName":"k","SecurityGroupIds":["sg-1"],"#
                + #""Placement":{"Tenancy":"default","AvailabilityZone":"eu-west-1a"},"InstanceType":"t3.micro"}"#),
        Row(
            "ec2", "CreateNetworkInterface",
            #"{"subnetId":"subnet-1","groupSet":{"items":[{"groupId":"sg-1"}]},"privateIpAddressesSet":{}}"#,
            "CreateNetworkInterface", #"{"SubnetId":"subnet-1","Groups":["sg-1"]}"#),
        Row(
            "ec2", "CreateTags",
            #"{"resourcesSet":{"items":[{"resourceId":"vpc-1"}]},"tagSet":{"items":[{"key":"a","value":"b"}]}}"#,
            "CreateTags", #"{"Resources":["vpc-1"],"Tags":[{"Key":"a","Value":"b"}]}"#),
        Row(
            "ec2", "DeleteTags", #"{"resourcesSet":{"items":[{"resourceId":"vpc-1"}]},"tagSet":{}}"#, "DeleteTags",
            #"{"Resources":["vpc-1"]}"#),
        Row(
            "ec2", "CreateSecurityGroup", #"{"groupName":"g","groupDescription":"d","vpcId":"vpc-1"}"#,
            "CreateSecurityGroup", #"{"GroupName":"g","Description":"d","VpcId":"vpc-1"}"#),
        Row(
            "ec2", "CreateNetworkAclEntry",
            #"{"networkAclId":"acl-1","ruleNumber":100,"egress":false,"ruleAction":"allow","cidrBlock":"0.0.0.0/0","#
                + #""aclProtocol":"6","portRange":{"from":80,"to":80}}"#,
            "CreateNetworkAclEntry",
            #"{"NetworkAclId":"acl-1","RuleNumber":100,"Egress":false,"RuleAction":"allow","CidrBlock":"0.0.0.0/0","#
                + #""Protocol":"6","PortRange":{"From":80,"To":80}}"#),
        Row(
            "ec2", "AuthorizeSecurityGroupIngress",
            #"{"groupId":"sg-1","ipPermissions":{"items":[{"ipProtocol":"tcp","fromPort":22,"toPort":22,"groups":{},"#
                + #""ipRanges":{"items":[{"cidrIp":"0.0.0.0/0"}]},"ipv6Ranges":{},"prefixListIds":{}}]}}"#,
            "AuthorizeSecurityGroupIngress",
            #"{"GroupId":"sg-1","IpPermissions":[{"IpProtocol":"tcp","FromPort":22,"ToPort":22,"#
                + #""IpRanges":[{"CidrIp":"0.0.0.0/0"}]}]}"#),
        Row(
            "ec2", "AuthorizeSecurityGroupIngress",
            #"{"groupId":"sg-1","ipPermissions":{},"cidrIp":"0.0.0.0/0","fromPort":22,"toPort":22,"ipProtocol":"tcp"}"#,
            "AuthorizeSecurityGroupIngress",
            #"{"GroupId":"sg-1","CidrIp":"0.0.0.0/0","FromPort":22,"ToPort":22,"IpProtocol":"tcp"}"#),
        Row(
            "ec2", "ModifySnapshotAttribute",
            #"{"snapshotId":"snap-1","createVolumePermission":{"add":{"items":[{"userId":"111122223333"}]}},"#
                + #""attributeType":"CREATE_VOLUME_PERMISSION"}"#,
            "ModifySnapshotAttribute",
            #"{"SnapshotId":"snap-1","CreateVolumePermission":{"Add":[{"UserId":"111122223333"}]},"#
                + #""Attribute":"createVolumePermission"}"#),
        Row(
            "ec2", "ModifyImageAttribute",
            #"{"imageId":"ami-1","launchPermission":{"add":{"items":[{"group":"all"}]}},"attributeType":"launchPermission"}"#,
            "ModifyImageAttribute",
            #"{"ImageId":"ami-1","LaunchPermission":{"Add":[{"Group":"all"}]},"Attribute":"launchPermission"}"#),
        Row(
            "ec2", "ModifyInstanceAttribute", #"{"instanceId":"i-1","disableApiTermination":{"value":true}}"#,
            "ModifyInstanceAttribute", #"{"InstanceId":"i-1","DisableApiTermination":{"Value":true}}"#),
        Row(
            "ec2", "AttachVolume",
            #"{"volumeId":"vol-1","instanceId":"i-1","device":"/dev/sdh","deleteOnTermination":false}"#,
            "AttachVolume", #"{"VolumeId":"vol-1","InstanceId":"i-1","Device":"/dev/sdh"}"#),
        Row(
            "ec2", "CreateVpc",
            #"{"cidrBlock":"10.0.0.0/16","instanceTenancy":"default","amazonProvidedIpv6CidrBlock":false}"#,
            "CreateVpc", #"{"CidrBlock":"10.0.0.0/16"}"#),
        Row(
            "ec2", "DeleteTransitGatewayVpcAttachment",
            #"{"DelTGwVpcAttachReq":{"TransitGatewayAttachmentId":"tgw-1"}}"#, "DeleteTransitGatewayVpcAttachment",
            #"{"TransitGatewayAttachmentId":"tgw-1"}"#),
        Row(
            "ec2", "EnableEbsEncryptionByDefault", #"{"EnableEbsEncryptionByDefaultRequest":""}"#,
            "EnableEbsEncryptionByDefault", "{}"),
    ]

    static let redacted = [
        Row(
            "ssm", "PutParameter", #"{"name":"/a","type":"SecureString","value":"HIDDEN_DUE_TO_SECURITY_REASONS"}"#,
            "PutParameter", #"{"Name":"/a","Type":"SecureString","Value":"placeholder"}"#),
        Row(
            "rds", "ModifyDBInstance", #"{"dBInstanceIdentifier":"d","masterUserPassword":"****"}"#,
            "ModifyDBInstance", #"{"DBInstanceIdentifier":"d","MasterUserPassword":"Cairn-Replay-1"}"#),
        Row(
            "iam", "CreateLoginProfile", #"{"userName":"u"}"#, "CreateLoginProfile",
            #"{"UserName":"u","Password":"Cairn-Replay-1"}"#),
        Row(
            "secretsmanager", "PutSecretValue", #"{"secretId":"s","clientRequestToken":"t"}"#, "PutSecretValue",
            #"{"SecretId":"s","ClientRequestToken":"t","SecretString":"placeholder"}"#),
        Row(
            "sqs", "SendMessage", #"{"queueUrl":"u","messageBody":"HIDDEN_DUE_TO_SECURITY_REASONS"}"#, "SendMessage",
            #"{"QueueUrl":"u","MessageBody":"placeholder"}"#, isData: true),
        Row(
            "kinesis", "PutRecord", #"{"streamName":"s","partitionKey":"p"}"#, "PutRecord",
            #"{"StreamName":"s","PartitionKey":"p","Data":"placeholder"}"#, isData: true),
        Row(  // A map that is a text: nothing stands in for what it held.
            "apigatewayv2", "UpdateStage", #"{"apiId":"a","stageName":"s","stageVariables":"***"}"#, "UpdateStage",
            #"{"ApiId":"a","StageName":"s"}"#),
        Row(
            "ssm", "SendCommand", #"{"documentName":"d","parameters":"HIDDEN_DUE_TO_SECURITY_REASONS"}"#, "SendCommand",
            #"{"DocumentName":"d"}"#),
        Row(
            "ec2", "ModifyInstanceAttribute", #"{"instanceId":"i-1","userData":"<sensitiveDataRemoved>"}"#,
            "ModifyInstanceAttribute", ##"{"InstanceId":"i-1","UserData":{"Value":"#!/bin/sh\n"}}"##),
    ]

    @Test(arguments: protocols + services + names + keys + values + ec2)
    func recordsBecomeTheirCalls(row: Row) async throws {
        let (sent, plan) = try await send(row)
        #expect(plan.counts.replayable == 1)
        #expect(sent.operation == row.operation)
        #expect(
            sent.input.json.description == (try JSON(parsing: row.input)).sorted.description)
    }

    @Test(arguments: redacted)
    func somethingStandsInForWhatIsNotRecorded(row: Row) async throws {
        let (sent, plan) = try await send(row)
        #expect(plan.counts.approximated == 1)
        #expect(sent.operation == row.operation)
        #expect(
            sent.input.json.description == (try JSON(parsing: row.input)).sorted.description)
    }

    private func send(_ row: Row) async throws -> (RecordingTarget.Sent, ReplayPlan) {
        var extra: JSONObject = ["managementEvent": .bool(!row.isData)]
        if let version = row.apiVersion { extra.append("apiVersion", .string(version)) }
        let record = Events.json(row.name, row.source, request: try JSON(parsing: row.parameters), extra: extra)
        var selector = EventSelector()
        selector.includesDataEvents = true
        let plan = try Events.plan([record], selector: selector)
        let target = RecordingTarget()
        _ = try await plan.play(on: target)
        return (try #require(target.sent.first), plan)
    }
}
