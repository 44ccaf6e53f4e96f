import CairnModel
import Testing

@testable import CairnWire

@Suite struct RecordNamingTests {
    @Test(arguments: [
        ("cloudwatch", "monitoring"), ("stepfunctions", "states"), ("ses", "ses"), ("sesv2", "ses"),
        ("elb", "elasticloadbalancing"), ("elbv2", "elasticloadbalancing"), ("resourcegroupstaggingapi", "tagging"),
        ("efs", "elasticfilesystem"), ("opensearch", "es"), ("es", "es"), ("logs", "logs"), ("events", "events"),
        ("emr", "elasticmapreduce"), ("application-autoscaling", "application-autoscaling"),
        ("autoscaling", "autoscaling"), ("ecr", "ecr"), ("cognito-idp", "cognito-idp"),
        ("service-quotas", "servicequotas"), ("discovery", "discovery"), ("mq", "amazonmq"), ("s3", "s3"),
        ("s3control", "s3"), ("marketplace-agreement", "agreement-marketplace"),
        ("servicecatalog-appregistry", "servicecatalog-appregistry"), ("cloudtrail", "cloudtrail"),
        ("cloudtrail-data", "cloudtrail-data"), ("dynamodbstreams", "dynamodb"), ("rds-data", "rdsdata"),
        ("meteringmarketplace", "metering-marketplace"),
    ])
    func eventSourceIsTheSigningNameButForAFew(service: String, label: String) throws {
        let model = try #require(ServiceCatalog.shared.model(id: service))
        #expect(RecordNaming.eventSource(of: model, operation: nil) == label + ".amazonaws.com")
    }

    @Test(arguments: [
        ("s3", "s3express", "s3express"), ("s3", "s3-outposts", "s3-outposts"), ("s3", "s3", "s3"),
        ("s3control", "s3-outposts", "s3-outposts"), ("s3", "s3-object-lambda", "s3-object-lambda"),
        ("s3", "", "s3"), ("s3", "anything", "s3"), ("sqs", "s3extra", "sqs"),
    ])
    func eventSourceOfServicesWithTheModelsOfS3IsWhatTheCallIsSignedFor(
        service: String, signingName: String, label: String
    ) throws {
        let model = try #require(ServiceCatalog.shared.model(id: service))
        let source = RecordNaming.eventSource(of: model, operation: nil, signingName: signingName)
        #expect(source == label + ".amazonaws.com")
    }

    @Test(arguments: [
        ("ssm", "PutParameter", "PutParameter"), ("lambda", "CreateFunction", "CreateFunction20150331"),
        ("lambda", "UpdateFunctionCode", "UpdateFunctionCode20150331v2"), ("lambda", "Invoke", "Invoke"),
        ("lambda", "CreateFunctionUrlConfig", "CreateFunctionUrlConfig"),
        ("lambda", "PublishLayerVersion", "PublishLayerVersion20181031"),
        ("cloudfront", "CreateDistribution", "CreateDistribution"),
        ("cloudfront", "PublishFunction", "PublishFunction2020_05_31"),
        ("s3", "GetPublicAccessBlock", "GetBucketPublicAccessBlock"),
        ("s3control", "GetPublicAccessBlock", "GetAccountPublicAccessBlock"),
        ("s3", "PutBucketLifecycleConfiguration", "PutBucketLifecycle"), ("s3", "ListObjectsV2", "ListObjects"),
        ("s3", "GetObjectLockConfiguration", "GetBucketObjectLockConfiguration"),
        ("s3", "PutBucketAccelerateConfiguration", "PutAccelerateConfiguration"),
    ])
    func eventNameIsTheOperationsButForAFew(service: String, operationName: String, eventName: String) throws {
        let (service, operation) = try RecordedCall.model(service, operationName)
        #expect(RecordNaming.eventName(of: operation, in: service) == eventName)
    }

    /// Every name that is written is read back as its operation.
    @Test func writtenNamesAreReadBack() throws {
        for (id, names) in RecordNames.eventNames {
            let service = try #require(ServiceCatalog.shared.model(id: id))
            for (operation, name) in names where name != "ListObjects" {
                #expect(RecordNaming.operation(name, in: service)?.name == operation, "\(id) \(name)")
            }
        }
    }

    @Test(arguments: [
        ("lambda", "AddPermission20150331", "lambda", "AddPermission"),
        ("lambda", "RemovePermission20150331v2", "lambda", "RemovePermission"),
        ("lambda", "GetFunctionConfiguration20150331v2", "lambda", "GetFunctionConfiguration"),
        ("lambda", "InvokeFunction", "lambda", "Invoke"),
        ("cloudfront", "CreateFunction2020_05_31", "cloudfront", "CreateFunction"),
        ("route53domains", "updateDomainContact", "route53domains", "UpdateDomainContact"),
        ("ec2-instance-connect", "SendSSHPublicKey ", "ec2-instance-connect", "SendSSHPublicKey"),
        ("s3", "ListAllMyBuckets", "s3", "ListBuckets"), ("s3", "ListBucket", "s3", "ListObjects"),
        ("s3", "DeleteAccountPublicAccessBlock", "s3control", "DeletePublicAccessBlock"),
        ("s3", "PutBucketNotification", "s3", "PutBucketNotificationConfiguration"),
        ("amazonmq", "CreateBroker", "mq", "CreateBroker"),
        ("sso-directory", "CreateUser", "identitystore", "CreateUser"),
        ("rds", "CreateDBCluster", "rds", "CreateDBCluster"), ("ses", "SendEmail", "ses", "SendEmail"),
        ("ses", "CreateEmailIdentity", "sesv2", "CreateEmailIdentity"),
        ("es", "CreateElasticsearchDomain", "opensearch es", "CreateElasticsearchDomain"),
    ])
    func eventNamesLeadToOperations(label: String, eventName: String, services: String, operation: String) throws {
        let best = try #require(
            RecordNaming.candidates(
                eventSource: label + ".amazonaws.com", eventName: eventName, catalog: .shared
            ).first)
        #expect(services.split(separator: " ").contains { $0 == best.service.id })
        #expect(best.operation.name == operation)
    }

    @Test(arguments: [
        ("signin", "ConsoleLogin"), ("billingconsole", "SetContactAddress"), ("ssm", "UpdateInstanceInformation"),
        ("ssm", "ListInstanceAssociations"), ("rds", "DescribeRecommendations"), ("kms", "SynchronizeMultiRegionKey"),
        ("s3", "GetStorageLensDashboardDataInternal"), ("ssmmessages", "OpenControlChannel"), ("nowhere", "Get"),
    ])
    func privateCallsLeadToNoOperation(label: String, eventName: String) {
        let candidates = RecordNaming.candidates(
            eventSource: label + ".amazonaws.com", eventName: eventName, catalog: .shared)
        #expect(candidates.isEmpty)
    }

    @Test(
        arguments: [
            ("elasticloadbalancing", "DescribeLoadBalancers", "2012-06-01", [:], "elb"),
            ("elasticloadbalancing", "DescribeLoadBalancers", "2015-12-01", [:], "elbv2"),
            ("elasticloadbalancing", "DeleteLoadBalancer", nil, ["loadBalancerName": "a"], "elb"),
            ("elasticloadbalancing", "DeleteLoadBalancer", nil, ["loadBalancerArn": "a"], "elbv2"),
            (
                "apigateway", "CreateStage", nil,
                ["restApiId": "a", "createStageInput": ["stageName": "s", "deploymentId": "d"]], "apigateway"
            ),
            ("apigateway", "CreateStage", nil, ["apiId": "a", "stageName": "s"], "apigatewayv2"),
            ("s3", "PutBucketTagging", nil, ["bucketName": "b"], "s3"),
            ("s3", "ListAccessPoints", nil, ["Host": "123456789012.s3-control.us-east-1.amazonaws.com"], "s3control"),
            ("s3", "ListObjects", nil, ["bucketName": "b", "list-type": "2"], "s3"),
        ] as [(String, String, String?, JSON, String)])
    func labelsThatAreSharedAreToldApart(
        label: String, eventName: String, apiVersion: String?, parameters: JSON, service: String
    ) throws {
        let best = try #require(
            RecordNaming.bestCandidate(
                eventSource: label + ".amazonaws.com", eventName: eventName, apiVersion: apiVersion,
                requestParameters: parameters, catalog: .shared))
        #expect(best.service.id == service)
    }

    @Test func listObjectsWithASecondListTypeIsTheSecondVersion() throws {
        let best = RecordNaming.bestCandidate(
            eventSource: "s3.amazonaws.com", eventName: "ListObjects", apiVersion: nil,
            requestParameters: ["bucketName": "b", "list-type": "2", "prefix": ""], catalog: .shared)
        #expect(best?.operation.name == "ListObjectsV2")
        let first = RecordNaming.bestCandidate(
            eventSource: "s3.amazonaws.com", eventName: "ListObjects", apiVersion: nil,
            requestParameters: ["bucketName": "b", "prefix": ""], catalog: .shared)
        #expect(first?.operation.name == "ListObjects")
    }

    @Test(arguments: [
        ("A20150331", "A"), ("A20150331v2", "A"), ("A2020_05_31", "A"), ("A_2020_05_31", "A"),
        ("ListObjectsV2", "ListObjectsV2"),
        ("A2015033", "A2015033"), ("20150331", "20150331"), ("", ""), ("v2", "v2"),
    ])
    func datesAreRemovedFromTheEnd(name: String, rest: String) {
        #expect(RecordNaming.removingDate(name) == rest)
    }

    @Test(arguments: [("cloudfront", "2020_05_31"), ("logs", "20140328"), ("elb", "2012-06-01"), ("iam", nil)])
    func fewServicesWriteTheirVersion(service: String, version: String?) throws {
        #expect(RecordNaming.apiVersion(of: try #require(ServiceCatalog.shared.model(id: service))) == version)
    }
}
