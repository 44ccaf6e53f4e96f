/// Which members of `requestParameters` and `responseElements` name a resource, and of which type.
///
/// A name counts wherever it stands in them: alone, in a list, or in EC2's `items`; one as common as `name` only if it is
/// a parameter itself. Rules for one service come before rules for all. AWS does not publish its list; this one follows the types of AWS Config and CloudFormation and what
/// LookupEvents returns for common calls (CloudTrail User Guide, "Viewing resources referenced with AWS Config").
enum LookupResources {
    struct Rule: Sendable {
        /// The service's part of `eventSource` before `.amazonaws.com`; empty for any service.
        let service: StaticString
        let member: StaticString
        /// `nil` if the value is an ARN of CloudTrail's that says itself what it is; it may be of no known type.
        let type: StaticString?
        /// Whether the name means something else further within: selectors, filters and attributes have names too.
        var isParameterOnly = false
    }

    static let rules: [Rule] = [
        Rule(service: "", member: "bucketName", type: "AWS::S3::Bucket"),
        Rule(service: "", member: "s3BucketName", type: "AWS::S3::Bucket"),
        Rule(service: "", member: "vpcId", type: "AWS::EC2::VPC"),
        Rule(service: "", member: "vpcIds", type: "AWS::EC2::VPC"),
        Rule(service: "", member: "subnetId", type: "AWS::EC2::Subnet"),
        Rule(service: "", member: "subnetIds", type: "AWS::EC2::Subnet"),
        Rule(service: "", member: "securityGroupIds", type: "AWS::EC2::SecurityGroup"),
        Rule(service: "", member: "roleArn", type: "AWS::IAM::Role"),
        Rule(service: "", member: "kmsKeyId", type: "AWS::KMS::Key"),
        Rule(service: "", member: "instanceId", type: "AWS::EC2::Instance"),
        Rule(service: "", member: "instanceIds", type: "AWS::EC2::Instance"),
        Rule(service: "ec2", member: "groupId", type: "AWS::EC2::SecurityGroup"),
        Rule(service: "ec2", member: "imageId", type: "AWS::EC2::Ami"),
        Rule(service: "ec2", member: "keyName", type: "AWS::EC2::KeyPair"),
        Rule(service: "ec2", member: "volumeId", type: "AWS::EC2::Volume"),
        Rule(service: "ec2", member: "snapshotId", type: "AWS::EC2::Snapshot"),
        Rule(service: "ec2", member: "networkInterfaceId", type: "AWS::EC2::NetworkInterface"),
        Rule(service: "ec2", member: "internetGatewayId", type: "AWS::EC2::InternetGateway"),
        Rule(service: "ec2", member: "natGatewayId", type: "AWS::EC2::NatGateway"),
        Rule(service: "ec2", member: "routeTableId", type: "AWS::EC2::RouteTable"),
        Rule(service: "ec2", member: "networkAclId", type: "AWS::EC2::NetworkAcl"),
        Rule(service: "ec2", member: "allocationId", type: "AWS::EC2::EIP"),
        Rule(service: "ec2", member: "vpcEndpointId", type: "AWS::EC2::VPCEndpoint"),
        Rule(service: "ec2", member: "transitGatewayId", type: "AWS::EC2::TransitGateway"),
        Rule(service: "ec2", member: "launchTemplateId", type: "AWS::EC2::LaunchTemplate"),
        Rule(service: "iam", member: "userName", type: "AWS::IAM::User"),
        Rule(service: "iam", member: "roleName", type: "AWS::IAM::Role"),
        Rule(service: "iam", member: "groupName", type: "AWS::IAM::Group"),
        Rule(service: "iam", member: "policyName", type: "AWS::IAM::Policy"),
        Rule(service: "iam", member: "policyArn", type: "AWS::IAM::Policy"),
        Rule(service: "iam", member: "accessKeyId", type: "AWS::IAM::AccessKey"),
        Rule(service: "iam", member: "instanceProfileName", type: "AWS::IAM::InstanceProfile"),
        Rule(service: "iam", member: "serialNumber", type: "AWS::IAM::MfaDevice"),
        Rule(service: "iam", member: "serverCertificateName", type: "AWS::IAM::ServerCertificate"),
        Rule(service: "iam", member: "sAMLProviderArn", type: "AWS::IAM::SAMLProvider"),
        Rule(service: "iam", member: "openIDConnectProviderArn", type: "AWS::IAM::OIDCProvider"),
        Rule(service: "sts", member: "roleSessionName", type: "AWS::STS::AssumedRole"),
        Rule(service: "sts", member: "accessKeyId", type: "AWS::IAM::AccessKey"),
        Rule(service: "sts", member: "roleArn", type: "AWS::IAM::Role"),
        Rule(service: "cloudtrail", member: "name", type: "AWS::CloudTrail::Trail", isParameterOnly: true),
        Rule(service: "cloudtrail", member: "trailName", type: "AWS::CloudTrail::Trail"),
        Rule(service: "cloudtrail", member: "trailNameList", type: "AWS::CloudTrail::Trail"),
        Rule(service: "cloudtrail", member: "trailARN", type: "AWS::CloudTrail::Trail"),
        Rule(service: "cloudtrail", member: "eventDataStore", type: "AWS::CloudTrail::EventDataStore"),
        Rule(service: "cloudtrail", member: "eventDataStoreArn", type: "AWS::CloudTrail::EventDataStore"),
        Rule(service: "cloudtrail", member: "channel", type: "AWS::CloudTrail::Channel"),
        Rule(service: "cloudtrail", member: "channelArn", type: "AWS::CloudTrail::Channel"),
        Rule(service: "cloudtrail", member: "resourceId", type: nil, isParameterOnly: true),
        Rule(service: "cloudtrail", member: "resourceIdList", type: nil, isParameterOnly: true),
        Rule(service: "cloudtrail", member: "resourceArn", type: nil, isParameterOnly: true),
        Rule(service: "kms", member: "keyId", type: "AWS::KMS::Key"),
        Rule(service: "kms", member: "targetKeyId", type: "AWS::KMS::Key"),
        Rule(service: "kms", member: "aliasName", type: "AWS::KMS::Alias"),
        Rule(service: "kms", member: "grantId", type: "AWS::KMS::Grant"),
        Rule(service: "lambda", member: "functionName", type: "AWS::Lambda::Function"),
        Rule(service: "lambda", member: "functionArn", type: "AWS::Lambda::Function"),
        Rule(service: "lambda", member: "layerName", type: "AWS::Lambda::LayerVersion"),
        Rule(service: "lambda", member: "eventSourceArn", type: "AWS::Lambda::EventSourceMapping"),
        Rule(service: "dynamodb", member: "tableName", type: "AWS::DynamoDB::Table"),
        Rule(service: "dynamodb", member: "tableArn", type: "AWS::DynamoDB::Table"),
        Rule(service: "dynamodb", member: "backupArn", type: "AWS::DynamoDB::Backup"),
        Rule(service: "dynamodb", member: "globalTableName", type: "AWS::DynamoDB::GlobalTable"),
        Rule(service: "sqs", member: "queueUrl", type: "AWS::SQS::Queue"),
        Rule(service: "sqs", member: "queueName", type: "AWS::SQS::Queue"),
        Rule(service: "sns", member: "topicArn", type: "AWS::SNS::Topic"),
        Rule(service: "sns", member: "name", type: "AWS::SNS::Topic", isParameterOnly: true),
        Rule(service: "sns", member: "subscriptionArn", type: "AWS::SNS::Subscription"),
        Rule(service: "logs", member: "logGroupName", type: "AWS::Logs::LogGroup"),
        Rule(service: "logs", member: "logStreamName", type: "AWS::Logs::LogStream"),
        Rule(service: "monitoring", member: "alarmName", type: "AWS::CloudWatch::Alarm"),
        Rule(service: "monitoring", member: "alarmNames", type: "AWS::CloudWatch::Alarm"),
        Rule(service: "monitoring", member: "dashboardName", type: "AWS::CloudWatch::Dashboard"),
        Rule(service: "events", member: "rule", type: "AWS::Events::Rule"),
        Rule(service: "events", member: "eventBusName", type: "AWS::Events::EventBus"),
        Rule(service: "secretsmanager", member: "secretId", type: "AWS::SecretsManager::Secret"),
        Rule(service: "secretsmanager", member: "aRN", type: "AWS::SecretsManager::Secret"),
        Rule(service: "secretsmanager", member: "arn", type: "AWS::SecretsManager::Secret"),
        Rule(service: "ssm", member: "name", type: "AWS::SSM::Parameter", isParameterOnly: true),
        Rule(service: "ssm", member: "names", type: "AWS::SSM::Parameter", isParameterOnly: true),
        Rule(service: "ssm", member: "documentName", type: "AWS::SSM::Document"),
        Rule(service: "rds", member: "dBInstanceIdentifier", type: "AWS::RDS::DBInstance"),
        Rule(service: "rds", member: "dBClusterIdentifier", type: "AWS::RDS::DBCluster"),
        Rule(service: "rds", member: "dBSnapshotIdentifier", type: "AWS::RDS::DBSnapshot"),
        Rule(service: "rds", member: "dBClusterSnapshotIdentifier", type: "AWS::RDS::DBClusterSnapshot"),
        Rule(service: "rds", member: "dBSubnetGroupName", type: "AWS::RDS::DBSubnetGroup"),
        Rule(service: "rds", member: "dBParameterGroupName", type: "AWS::RDS::DBParameterGroup"),
        Rule(
            service: "elasticloadbalancing", member: "loadBalancerName",
            type: "AWS::ElasticLoadBalancing::LoadBalancer"),
        Rule(
            service: "elasticloadbalancing", member: "loadBalancerArn",
            type: "AWS::ElasticLoadBalancingV2::LoadBalancer"),
        Rule(
            service: "elasticloadbalancing", member: "targetGroupArn", type: "AWS::ElasticLoadBalancingV2::TargetGroup"),
        Rule(service: "elasticloadbalancing", member: "listenerArn", type: "AWS::ElasticLoadBalancingV2::Listener"),
        Rule(service: "autoscaling", member: "autoScalingGroupName", type: "AWS::AutoScaling::AutoScalingGroup"),
        Rule(service: "autoscaling", member: "launchConfigurationName", type: "AWS::AutoScaling::LaunchConfiguration"),
        Rule(service: "cloudformation", member: "stackName", type: "AWS::CloudFormation::Stack"),
        Rule(service: "cloudformation", member: "stackId", type: "AWS::CloudFormation::Stack"),
        Rule(service: "cloudformation", member: "changeSetName", type: "AWS::CloudFormation::ChangeSet"),
        Rule(service: "ecs", member: "cluster", type: "AWS::ECS::Cluster"),
        Rule(service: "ecs", member: "clusterName", type: "AWS::ECS::Cluster"),
        Rule(service: "ecs", member: "service", type: "AWS::ECS::Service"),
        Rule(service: "ecs", member: "serviceName", type: "AWS::ECS::Service"),
        Rule(service: "ecs", member: "taskDefinition", type: "AWS::ECS::TaskDefinition"),
        Rule(service: "ecs", member: "task", type: "AWS::ECS::Task"),
        Rule(service: "eks", member: "clusterName", type: "AWS::EKS::Cluster"),
        Rule(service: "eks", member: "nodegroupName", type: "AWS::EKS::Nodegroup"),
        Rule(service: "ecr", member: "repositoryName", type: "AWS::ECR::Repository"),
        Rule(service: "kinesis", member: "streamName", type: "AWS::Kinesis::Stream"),
        Rule(service: "kinesis", member: "streamARN", type: "AWS::Kinesis::Stream"),
        Rule(service: "firehose", member: "deliveryStreamName", type: "AWS::KinesisFirehose::DeliveryStream"),
        Rule(service: "states", member: "stateMachineArn", type: "AWS::StepFunctions::StateMachine"),
        Rule(service: "states", member: "activityArn", type: "AWS::StepFunctions::Activity"),
        Rule(service: "apigateway", member: "restApiId", type: "AWS::ApiGateway::RestApi"),
        Rule(service: "apigateway", member: "apiId", type: "AWS::ApiGatewayV2::Api"),
        Rule(service: "route53", member: "hostedZoneId", type: "AWS::Route53::HostedZone"),
        Rule(service: "cloudfront", member: "distributionId", type: "AWS::CloudFront::Distribution"),
        Rule(service: "acm", member: "certificateArn", type: "AWS::CertificateManager::Certificate"),
        Rule(service: "elasticfilesystem", member: "fileSystemId", type: "AWS::EFS::FileSystem"),
        Rule(service: "elasticache", member: "cacheClusterId", type: "AWS::ElastiCache::CacheCluster"),
        Rule(service: "elasticache", member: "replicationGroupId", type: "AWS::ElastiCache::ReplicationGroup"),
        Rule(service: "redshift", member: "clusterIdentifier", type: "AWS::Redshift::Cluster"),
        Rule(service: "es", member: "domainName", type: "AWS::Elasticsearch::Domain"),
        Rule(service: "glue", member: "databaseName", type: "AWS::Glue::Database"),
        Rule(service: "glue", member: "tableName", type: "AWS::Glue::Table"),
        Rule(service: "glue", member: "jobName", type: "AWS::Glue::Job"),
        Rule(service: "athena", member: "workGroup", type: "AWS::Athena::WorkGroup"),
        Rule(service: "athena", member: "queryExecutionId", type: "AWS::Athena::QueryExecution"),
        Rule(service: "cognito-idp", member: "userPoolId", type: "AWS::Cognito::UserPool"),
        Rule(service: "cognito-identity", member: "identityPoolId", type: "AWS::Cognito::IdentityPool"),
        Rule(service: "config", member: "configRuleName", type: "AWS::Config::ConfigRule"),
        Rule(service: "config", member: "configurationRecorderName", type: "AWS::Config::ConfigurationRecorder"),
        Rule(service: "guardduty", member: "detectorId", type: "AWS::GuardDuty::Detector"),
        Rule(service: "organizations", member: "policyId", type: "AWS::Organizations::Policy"),
        Rule(service: "organizations", member: "accountId", type: "AWS::Organizations::Account"),
        Rule(service: "codebuild", member: "projectName", type: "AWS::CodeBuild::Project"),
        Rule(service: "codepipeline", member: "pipelineName", type: "AWS::CodePipeline::Pipeline"),
        Rule(service: "codecommit", member: "repositoryName", type: "AWS::CodeCommit::Repository"),
        Rule(service: "backup", member: "backupVaultName", type: "AWS::Backup::BackupVault"),
        Rule(service: "backup", member: "backupPlanId", type: "AWS::Backup::BackupPlan"),
        Rule(service: "sagemaker", member: "notebookInstanceName", type: "AWS::SageMaker::NotebookInstance"),
        Rule(service: "sagemaker", member: "endpointName", type: "AWS::SageMaker::Endpoint"),
    ]

    /// The key of the rules of a service.
    static func service(_ eventSource: UnsafeRawBufferPointer?) -> UInt64 {
        guard let eventSource else { return anyService }
        let end = eventSource.firstIndex(of: UInt8(ascii: ".")) ?? eventSource.count
        return TermHash.hash(UnsafeRawBufferPointer(rebasing: eventSource[..<end]))
    }

    /// The rule for a member of that name in calls of that service, if there is one.
    /// - Parameter isParameter: whether the member is one of `requestParameters` or `responseElements` itself.
    static func rule(_ member: UnsafeRawBufferPointer, service: UInt64, isParameter: Bool) -> Rule? {
        guard let candidates = byMember[TermHash.hash(member)],
            let found = candidates.first(where: { $0.service == service })
                ?? candidates.first(where: { $0.service == anyService })
        else { return nil }
        return isParameter || !found.rule.isParameterOnly ? found.rule : nil
    }

    /// The type of what an ARN of CloudTrail's names, such as `arn:aws:cloudtrail:eu-west-1:111122223333:trail/audit`;
    /// `nil` for any other text.
    static func type(ofARN arn: UnsafeRawBufferPointer) -> StaticString? {
        let parts = arn.split(separator: UInt8(ascii: ":"), maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0].elementsEqual("arn".utf8), parts[2].elementsEqual("cloudtrail".utf8),
            let slash = parts[5].firstIndex(of: UInt8(ascii: "/")), slash + 1 < parts[5].endIndex
        else { return nil }
        let kind = parts[5][..<slash]
        return typesByKind.first { $0.kind.utf8.elementsEqual(kind) }?.type
    }

    /// The bucket in `arn:aws:s3:::bucket`; `nil` for any other ARN.
    static func bucketName(inARN arn: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
        guard let colons = arn.lastIndex(of: UInt8(ascii: ":")), colons >= 5, arn.count > colons + 1,
            arn[..<(colons + 1)].suffix(6).elementsEqual(":s3:::".utf8), !arn.contains(UInt8(ascii: "/"))
        else { return nil }
        return UnsafeRawBufferPointer(rebasing: arn[(colons + 1)...])
    }

    private static let typesByKind: [(kind: String, type: StaticString)] = [
        ("trail", "AWS::CloudTrail::Trail"),
        ("eventdatastore", "AWS::CloudTrail::EventDataStore"),
        ("channel", "AWS::CloudTrail::Channel"),
        ("dashboard", "AWS::CloudTrail::Dashboard"),
    ]

    private static let anyService = TermHash.hash("")

    private static let byMember: [UInt64: [(service: UInt64, rule: Rule)]] = {
        var table: [UInt64: [(service: UInt64, rule: Rule)]] = [:]
        for rule in rules {
            table[TermHash.hash(rule.member), default: []].append((TermHash.hash(rule.service), rule))
        }
        return table
    }()
}
